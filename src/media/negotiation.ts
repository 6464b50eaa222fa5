import { own } from '../protocol/own.js'

/*
 * Perfect negotiation (https://w3c.github.io/webrtc-pc/#perfect-negotiation-example): either side may offer whenever it needs
 * to, and where two offers meet the polite side's gives way. It does not know what is negotiated.
 */

/** What of an RTCPeerConnection it needs. */
export interface Negotiable {
  readonly signalingState: RTCSignalingState
  readonly localDescription: object | null
  /** What the other side offered or answered last, as far as it was taken. */
  readonly remoteDescription: { readonly sdp: string } | null
  setLocalDescription(): Promise<void>
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>
  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void>
}

export interface NegotiationOptions {
  polite: boolean
  onSignal(signal: object): void
  /** Whether there is anything to negotiate: who is polite waits for the lines of the other. */
  ready(): boolean
  /** Called between an offer and its answer. */
  prepare(): Promise<void>
}

interface Signal {
  description?: RTCSessionDescriptionInit
  candidate?: RTCIceCandidateInit
}

export const createNegotiation = (peer: Negotiable, { polite, onSignal, ready, prepare }: NegotiationOptions) => {
  let making = false
  let turn = Promise.resolve()
  const isClosed = () => peer.signalingState === 'closed'
  /**
   * Candidates may come late, after their offer was passed over, withdrawn or followed by the next: they belong to nothing any
   * more. (The example knows only those that were passed over last.)
   */
  const isOfNow = ({ usernameFragment: name }: RTCIceCandidateInit) =>
    !name || !peer.remoteDescription || peer.remoteDescription.sdp.includes(`ice-ufrag:${name}\r`)
  const describe = async (description: RTCSessionDescriptionInit) => {
    if (!polite && description.type === 'offer' && (making || peer.signalingState !== 'stable')) return
    await peer.setRemoteDescription(description)
    if (description.type !== 'offer') return
    await prepare()
    await peer.setLocalDescription()
    onSignal({ description: peer.localDescription })
  }
  const takeOne = async (signal: unknown) => {
    if (isClosed()) return
    const { description, candidate }: Signal = own(signal as Signal)
    if (description) return describe(description)
    if (candidate && isOfNow(candidate)) await peer.addIceCandidate(candidate)
  }
  return {
    /** To be called whenever something has to be negotiated. */
    offer: async (): Promise<void> => {
      if (!ready()) return
      try {
        making = true
        await peer.setLocalDescription()
        onSignal({ description: peer.localDescription })
      } catch (error) {
        // Closed meanwhile: nobody waits for it.
        if (!isClosed()) throw error
      } finally {
        making = false
      }
    },
    /** Takes what the other side signalled: one after the other, whatever the pace at which they come. */
    take: (signal: unknown): Promise<void> => {
      const mine = turn.then(() => takeOne(signal))
      turn = mine.catch(() => {})
      return mine
    },
  }
}
