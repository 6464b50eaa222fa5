import { own } from '../protocol/own.js'
import type { Line, Sending } from './engine.js'

/** What each side sends is said beside the tracks: a track does not tell its far end that it was taken away. */
export const createNote = (peer: RTCPeerConnection, onFar: (sending: Sending) => void) => {
  const channel = peer.createDataChannel('sending', { __proto__: null, negotiated: true, id: 0 })
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

/** What another end says of itself is not trusted to be well-formed. */
export const readSending = (data: unknown): Sending | undefined => {
  try {
    const { mic, camera, screen }: Partial<Record<Line, unknown>> = own(JSON.parse(String(data)) as object)
    return { mic: mic === true, camera: camera === true, screen: screen === true }
  } catch {
    return undefined
  }
}
