import { own } from '../protocol/own.js'
import type { Told } from './engine.js'

/** What each side sends is said beside the tracks: a track does not tell its far end that it was taken away. */
export const createNote = (peer: RTCPeerConnection, onFar: (told: Told) => void) => {
  const channel = peer.createDataChannel('sending', { __proto__: null, negotiated: true, id: 0 })
  let now: Told | undefined
  const send = () => {
    if (now && channel.readyState === 'open') channel.send(JSON.stringify(now))
  }
  channel.onopen = send
  channel.onmessage = ({ data }) => {
    const far = readSending(data)
    if (far) onFar(far)
  }
  return {
    tell: (told: Told) => {
      now = told
      send()
    },
  }
}

/** What another end says of itself is not trusted to be well-formed. */
export const readSending = (data: unknown): Told | undefined => {
  try {
    const { mic, camera, screen, narrow }: Partial<Record<keyof Told, unknown>> = own(
      JSON.parse(String(data)) as object,
    )
    return { mic: mic === true, camera: camera === true, screen: screen === true, narrow: narrow === true }
  } catch {
    return undefined
  }
}
