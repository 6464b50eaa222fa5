import type { CallEngine, MakeEngine, PeerMeans, Sending, Told } from './engine.js'
import { createLines, lineOf } from './lines.js'
import { createNarrowing } from './narrowing.js'
import { createNegotiation } from './negotiation.js'
import { createNote } from './note.js'
import { compare, readStats } from './quality.js'
import { watchWay } from './way.js'

/*
 * One connection for the whole call, with three lines from the beginning: what is switched on and off only changes a track, so
 * nothing is negotiated anew but the way (ICE). Who is impolite speaks first; after that either may.
 */
export const createP2p: MakeEngine = options => {
  const { means, polite, onSignal, onState } = options
  const peer = new RTCPeerConnection(toConfiguration(means))
  let far: Told | undefined
  const note = createNote(peer, told => {
    far = told
    options.onFar(told)
  })
  const lines = createLines(peer, note.tell)
  const negotiation = createNegotiation(peer, { polite, onSignal, ready: lines.isReady, prepare: lines.adopt })
  peer.onnegotiationneeded = () => void negotiation.offer()
  peer.onicecandidate = ({ candidate }) => candidate && onSignal({ candidate: candidate.toJSON() })
  giveStreams(peer, options.onStream)
  if (!polite) lines.open()
  const undoWay = watchWay(peer, onState)
  return {
    take: negotiation.take,
    send: lines.send,
    restart: fresh => {
      if (fresh) peer.setConfiguration(toConfiguration(fresh))
      peer.restartIce()
    },
    look: createLook(peer, { lines, far: () => far }),
    dispose: () => {
      undoWay()
      peer.close()
    },
  }
}

const toConfiguration = ({ servers, relayOnly }: PeerMeans): RTCConfiguration => ({
  __proto__: null,
  iceServers: servers.map(server => ({ __proto__: null, ...server, urls: [...server.urls] })),
  iceTransportPolicy: relayOnly ? 'relay' : 'all',
  bundlePolicy: 'max-bundle',
})

/** Sound belongs to the picture of who makes it. */
const giveStreams = (peer: RTCPeerConnection, onStream: (line: 'camera' | 'screen', stream: MediaStream) => void) => {
  const streams = { camera: new MediaStream(), screen: new MediaStream() }
  peer.ontrack = ({ track, transceiver }) => {
    const line = lineOf(peer, transceiver) === 'screen' ? 'screen' : 'camera'
    streams[line].addTrack(track)
    onStream(line, streams[line])
  }
}

interface Seen {
  lines: ReturnType<typeof createLines>
  far(): Sending | undefined
}

const createLook = (peer: RTCPeerConnection, { lines, far }: Seen): CallEngine['look'] => {
  const narrowing = createNarrowing()
  const read = async () => readStats((await peer.getStats()).values() as Iterable<object>, performance.now())
  let before = readStats([], performance.now())
  return async () => {
    const now = await read()
    const { mic = false, camera = false, screen = false } = far() ?? {}
    const quality = compare(before, now, mic || camera || screen)
    before = now
    const held = narrowing.step(now)
    lines.hold(held)
    return { ...quality, held: lines.sent().filter(line => held.includes(line)) }
  }
}
