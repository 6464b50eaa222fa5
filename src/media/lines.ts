import type { Line, Told } from './engine.js'

/* The three lines of a connection, in the order in which both sides know them. */

const LINES: readonly Line[] = ['mic', 'camera', 'screen']
/** When a network is narrow, the browser gives to sound first and to a face last. */
const PRIORITY = { mic: 'high', screen: 'medium', camera: 'low' } as const

type Peer = Pick<RTCPeerConnection, 'addTransceiver' | 'getTransceivers'>

export const lineOf = (peer: Peer, transceiver: RTCRtpTransceiver): Line | undefined =>
  LINES.at(peer.getTransceivers().indexOf(transceiver))

/** @param tell what is sent now, whenever that changes. */
export const createLines = (peer: Peer, tell: (told: Told) => void) => {
  const tracks: Partial<Record<Line, MediaStreamTrack>> = {}
  const senders = new Map<Line, RTCRtpSender>()
  let held: readonly Line[] = []
  const flowing = (line: Line) => (held.includes(line) ? undefined : tracks[line])
  const put = (line: Line) => senders.get(line)?.replaceTrack(flowing(line) ?? null)
  const say = () => {
    const sending = { mic: !!flowing('mic'), camera: !!flowing('camera'), screen: !!flowing('screen') }
    tell({ ...sending, narrow: held.some(line => tracks[line]) })
  }
  return {
    isReady: () => senders.size > 0,
    /** The lines which the other side is told of. */
    open: () => {
      for (const line of LINES) {
        const { sender } = peer.addTransceiver(line === 'mic' ? 'audio' : 'video', {
          __proto__: null,
          direction: 'sendrecv',
        })
        senders.set(line, sender)
        prefer(sender, line)
      }
    },
    /** The lines which the other side has told of. */
    adopt: async () => {
      if (senders.size) return
      const all = peer.getTransceivers()
      for (const line of LINES) {
        const transceiver = all.at(LINES.indexOf(line))
        if (!transceiver) continue
        transceiver.direction = 'sendrecv'
        senders.set(line, transceiver.sender)
        prefer(transceiver.sender, line)
        await put(line)
      }
    },
    send: async (line: Line, track: MediaStreamTrack | undefined) => {
      if (track) tracks[line] = track
      else delete tracks[line]
      say()
      await put(line)
    },
    /** What does not flow for a while, though it is there to be sent. */
    hold: (next: readonly Line[]) => {
      if (next.join() === held.join()) return
      held = next
      say()
      for (const line of LINES) void put(line)
    },
    /** What there is to be sent. */
    sent: () => LINES.filter(line => tracks[line]),
  }
}

const prefer = (sender: RTCRtpSender, line: Line) => {
  const parameters = sender.getParameters()
  for (const encoding of parameters.encodings)
    Object.assign(encoding, { priority: PRIORITY[line], networkPriority: PRIORITY[line] })
  // Where it cannot be said, the browser divides as it thinks best; what it must not starve is held by `narrowing`.
  sender.setParameters(parameters).catch(() => {})
}
