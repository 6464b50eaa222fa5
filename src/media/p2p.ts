import type { CallEngine, EngineOptions, Line, LinkState, MakeEngine, Quality, Sending } from './engine.js'

/*
 * One connection for the whole call, with three lines from the beginning: what is switched on and off only changes a track, so
 * nothing is negotiated anew but the way (ICE). Who is impolite speaks first; after that either may, and the polite one gives
 * way (perfect negotiation, https://w3c.github.io/webrtc-pc/#perfect-negotiation-example).
 */

const LINES: readonly Line[] = ['mic', 'camera', 'screen']
/** Ms: so long a way may be lost before another is looked for. */
const PATIENCE = 2_000

export const createP2p: MakeEngine = options => {
  const { means, polite, onSignal, onState, onFar } = options
  const peer = new RTCPeerConnection({
    iceServers: means.servers.map(server => ({ ...server, urls: [...server.urls] })),
    iceTransportPolicy: means.relayOnly ? 'relay' : 'all',
    bundlePolicy: 'max-bundle',
  })
  const tracks: Partial<Record<Line, MediaStreamTrack>> = {}
  const senders = new Map<Line, RTCRtpSender>()
  const note = createNote(peer, onFar)
  const negotiation = createNegotiation(peer, { polite, onSignal, ready: () => senders.size > 0 })
  if (!polite) for (const line of LINES) addLine(peer, { line, senders, tracks })

  peer.onicecandidate = ({ candidate }) => candidate && onSignal({ candidate: candidate.toJSON() })
  const streams = { camera: new MediaStream(), screen: new MediaStream() }
  peer.ontrack = ({ track, transceiver }) => {
    const line = LINES.at(peer.getTransceivers().indexOf(transceiver))
    const stream = line === 'screen' ? 'screen' : 'camera'
    streams[stream].addTrack(track)
    options.onStream(stream, streams[stream])
  }
  const undoState = watchState(peer, onState)

  const take = async (signal: unknown) => {
    await negotiation.take(signal as Signal, async () => {
      if (senders.size) return
      const all = peer.getTransceivers()
      for (const line of LINES) {
        const transceiver = all.at(LINES.indexOf(line))
        if (!transceiver) continue
        transceiver.direction = 'sendrecv'
        senders.set(line, transceiver.sender)
        await transceiver.sender.replaceTrack(tracks[line] ?? null)
      }
    })
  }
  return {
    take,
    send: async (line, track) => {
      if (track) tracks[line] = track
      else delete tracks[line]
      note.tell({ mic: !!tracks.mic, camera: !!tracks.camera, screen: !!tracks.screen })
      await senders.get(line)?.replaceTrack(track ?? null)
    },
    restart: () => peer.restartIce(),
    look: createLook(peer),
    dispose: () => {
      undoState()
      peer.close()
    },
  }
}

interface Adding {
  line: Line
  senders: Map<Line, RTCRtpSender>
  tracks: Partial<Record<Line, MediaStreamTrack>>
}

/** When a network is too narrow, pictures go before sound does. */
const addLine = (peer: RTCPeerConnection, { line, senders, tracks }: Adding) => {
  const priority = line === 'mic' ? 'high' : line === 'screen' ? 'medium' : 'low'
  const { sender } = peer.addTransceiver(line === 'mic' ? 'audio' : 'video', {
    direction: 'sendrecv',
    sendEncodings: [{ priority, networkPriority: priority }],
  })
  senders.set(line, sender)
  const track = tracks[line]
  if (track) void sender.replaceTrack(track)
}

interface Signal {
  description?: RTCSessionDescriptionInit
  candidate?: RTCIceCandidateInit
}

interface Negotiating {
  polite: boolean
  onSignal(signal: object): void
  /** Whether there is anything to negotiate: who is polite waits for the lines of the other. */
  ready(): boolean
}

const createNegotiation = (peer: RTCPeerConnection, { polite, onSignal, ready }: Negotiating) => {
  let making = false
  let ignoring = false
  let turn = Promise.resolve()
  peer.onnegotiationneeded = async () => {
    if (!ready()) return
    try {
      making = true
      await peer.setLocalDescription()
      onSignal({ description: peer.localDescription })
    } catch (error) {
      // Closed meanwhile: nobody waits for it.
      if (peer.signalingState !== 'closed') throw error
    } finally {
      making = false
    }
  }
  const describe = async (description: RTCSessionDescriptionInit, prepare: () => Promise<void>) => {
    ignoring = !polite && description.type === 'offer' && (making || peer.signalingState !== 'stable')
    if (ignoring) return
    await peer.setRemoteDescription(description)
    if (description.type !== 'offer') return
    await prepare()
    await peer.setLocalDescription()
    onSignal({ description: peer.localDescription })
  }
  const takeOne = async ({ description, candidate }: Signal, prepare: () => Promise<void>) => {
    if (peer.signalingState === 'closed') return
    if (description) return describe(description, prepare)
    if (!candidate) return
    // A candidate of an offer that was not taken has nothing to belong to.
    await peer.addIceCandidate(candidate).catch((error: unknown) => {
      if (!ignoring && peer.signalingState !== 'closed') throw error
    })
  }
  return {
    /** One after the other, whatever the pace at which they come. */
    take: (signal: Signal, prepare: () => Promise<void>) => {
      const mine = turn.then(() => takeOne(signal, prepare))
      turn = mine.catch(() => {})
      return mine
    },
  }
}

/** What each side sends is said beside the tracks: a track does not tell its far end that it was taken away. */
const createNote = (peer: RTCPeerConnection, onFar: (sending: Sending) => void) => {
  const channel = peer.createDataChannel('sending', { negotiated: true, id: 0 })
  let now: Sending | undefined
  const send = () => {
    if (now && channel.readyState === 'open') channel.send(JSON.stringify(now))
  }
  channel.onopen = send
  channel.onmessage = ({ data }) => {
    const far = readSending(data)
    if (far) onFar(far)
  }
  return {
    tell: (sending: Sending) => {
      now = sending
      send()
    },
  }
}

const readSending = (data: unknown): Sending | undefined => {
  try {
    const said = JSON.parse(String(data)) as Partial<Record<Line, unknown>> | null
    return { mic: said?.mic === true, camera: said?.camera === true, screen: said?.screen === true }
  } catch {
    return undefined
  }
}

/** A way that is lost may come back by itself in a moment; then another is looked for, again and again. */
const watchState = (peer: RTCPeerConnection, onState: (state: LinkState) => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const retry = () => {
    peer.restartIce()
    timer = setTimeout(retry, 3 * PATIENCE)
  }
  const look = () => {
    const { iceConnectionState: ice } = peer
    clearTimeout(timer)
    if (ice === 'connected' || ice === 'completed') return onState('connected')
    if (ice !== 'disconnected' && ice !== 'failed') return
    onState('broken')
    timer = setTimeout(retry, ice === 'failed' ? 0 : PATIENCE)
  }
  peer.oniceconnectionstatechange = look
  onState('connecting')
  return () => clearTimeout(timer)
}

const createLook = (peer: RTCPeerConnection): CallEngine['look'] => {
  let before = { at: 0, bytes: 0, packets: 0, lost: 0 }
  return async (): Promise<Quality> => {
    const now = { at: performance.now(), bytes: 0, packets: 0, lost: 0 }
    const quality = { frames: 0, sound: 0, roundTrip: undefined as number | undefined }
    for (const stat of (await peer.getStats()).values() as Iterable<Stat>) {
      if (stat.type === 'inbound-rtp') {
        now.bytes += stat.bytesReceived ?? 0
        now.packets += stat.packetsReceived ?? 0
        now.lost += stat.packetsLost ?? 0
        quality.frames += stat.framesDecoded ?? 0
        if (stat.kind === 'audio') quality.sound += stat.packetsReceived ?? 0
      }
      if (stat.type === 'candidate-pair' && stat.nominated && stat.currentRoundTripTime !== undefined)
        quality.roundTrip = stat.currentRoundTripTime * 1_000
    }
    const lost = now.lost - before.lost
    const sent = now.packets - before.packets + lost
    const rate = ((now.bytes - before.bytes) * 1_000) / Math.max(1, now.at - before.at)
    before = now
    return { ...quality, rate, loss: sent > 0 ? Math.max(0, lost) / sent : 0 }
  }
}

/** Of https://www.w3.org/TR/webrtc-stats/, what is looked at. */
interface Stat {
  type: string
  kind?: string
  bytesReceived?: number
  packetsReceived?: number
  packetsLost?: number
  framesDecoded?: number
  nominated?: boolean
  currentRoundTripTime?: number
}

export type { EngineOptions }
