import type { LinkState } from './engine.js'

/** What of an RTCPeerConnection it needs. */
export interface Way {
  readonly iceConnectionState: RTCIceConnectionState
  oniceconnectionstatechange: ((event: Event) => void) | null
  restartIce(): void
}

/**
 * Ms that a way may be silent before another is looked for. Looking costs little, and the old way is taken up again if it
 * comes back; the browser has waited some seconds already before it says so.
 */
export const PATIENCE = 500
/** Ms from one attempt to the next. */
export const AGAIN = 6_000

/** A way that is lost may come back by itself in a moment; then another is looked for, again and again. Returns the undo. */
export const watchWay = (peer: Way, onState: (state: LinkState) => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const retry = () => {
    peer.restartIce()
    timer = setTimeout(retry, AGAIN)
  }
  const look = () => {
    const { iceConnectionState: ice } = peer
    if (ice === 'connected' || ice === 'completed') {
      clearTimeout(timer)
      onState('connected')
    } else if (ice === 'disconnected' || ice === 'failed') {
      clearTimeout(timer)
      onState('broken')
      timer = setTimeout(retry, ice === 'failed' ? 0 : PATIENCE)
    }
  }
  peer.oniceconnectionstatechange = look
  onState('connecting')
  return () => {
    clearTimeout(timer)
    peer.oniceconnectionstatechange = null
  }
}
