import type { Negotiable } from '../../../src/media/negotiation.js'

/*
 * The signalling half of an RTCPeerConnection as https://www.w3.org/TR/webrtc/ tells it: a chain of operations that end when
 * the test says so, implicit rollback, ICE credentials that are replaced, and candidates that belong to them.
 */

interface Description {
  type: 'offer' | 'answer'
  /** Name of the sender's ICE credentials. */
  ufrag: string
  /** Each offer is another; an answer names its offer. */
  offer: string
}

interface Sides {
  local: Description | undefined
  remote: Description | undefined
}

/** As far as anybody but the peers reads it. */
export const write = ({ type, ufrag, offer }: Description) => ({
  type,
  sdp: `a=ice-ufrag:${ufrag}\r\na=offer:${offer}\r\n`,
})
const read = ({ type, sdp = '' }: RTCSessionDescriptionInit): Description => {
  const [, ufrag = '', offer = ''] = /ice-ufrag:(.*)\r\na=offer:(.*)\r\n/.exec(sdp) ?? []
  return { type: type === 'offer' ? 'offer' : 'answer', ufrag, offer }
}

export interface FakePeer extends Negotiable {
  onnegotiationneeded: () => void
  oncandidate: (candidate: RTCIceCandidateInit) => void
  restartIce(): void
  /** The first transceivers are there. */
  addLines(): void
  /** Something of it waits to end or to happen. */
  readonly isBusy: boolean
  /** Ends the operation that is first, or lets the event happen that is due. */
  step(): void
  /** What both ends agreed to last. */
  readonly current: Sides
  /** Whether a restart is still asked for. */
  readonly isRestarting: boolean
  /** Names of the credentials whose candidates came to it and were taken. */
  readonly candidates: ReadonlySet<string>
}

const fault = (name: string) => new DOMException(name, name)

export const createFakePeer = (name: string): FakePeer => {
  const chain: (() => void)[] = []
  const events: (() => void)[] = []
  const candidates = new Set<string>()
  let count = 0
  let needsLines = false
  let toReplace: string | undefined
  let isDue = false
  let state: RTCSignalingState = 'stable'
  let current: Sides = { local: undefined, remote: undefined }
  let pending: Sides = { local: undefined, remote: undefined }
  const chained = <T>(run: () => T) =>
    new Promise<T>((resolve, reject) => {
      chain.push(() => {
        try {
          resolve(run())
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
  const isNeeded = () => (needsLines && !current.local) || toReplace !== undefined
  const check = () => {
    if (isDue || !isNeeded()) return
    isDue = true
    events.push(() => {
      isDue = false
      // The event waits for a peer that is at rest: https://www.w3.org/TR/webrtc/#dfn-update-the-negotiation-needed-flag
      if (chain.length || state !== 'stable' || !isNeeded()) return
      peer.onnegotiationneeded()
    })
  }
  const gather = ({ ufrag }: Description) =>
    events.push(() => peer.oncandidate({ candidate: `of ${ufrag}`, usernameFragment: ufrag }))
  const settle = (sides: Sides) => {
    current = sides
    pending = { local: undefined, remote: undefined }
    state = 'stable'
    if (sides.local?.ufrag !== toReplace) toReplace = undefined
    check()
  }
  const fresh = () => `${name}${++count}`
  const describe = (): Description => {
    const isAnswer = state === 'have-remote-offer'
    const was = current.local?.ufrag
    const restarts = isAnswer && pending.remote?.ufrag !== current.remote?.ufrag
    const ufrag = was === undefined || was === toReplace || restarts ? fresh() : was
    return { type: isAnswer ? 'answer' : 'offer', ufrag, offer: isAnswer ? (pending.remote?.offer ?? '') : fresh() }
  }
  const setLocal = () => {
    const local = describe()
    if (local.type === 'answer') settle({ local, remote: pending.remote })
    else {
      pending = { local, remote: undefined }
      state = 'have-local-offer'
    }
    if (local.ufrag !== gathered) gather(local)
    gathered = local.ufrag
  }
  let gathered = ''
  const setRemote = (description: RTCSessionDescriptionInit) => {
    const remote = read(description)
    if (remote.type === 'offer') {
      // From have-local-offer this is the implicit rollback.
      pending = { local: undefined, remote }
      state = 'have-remote-offer'
      return
    }
    if (state !== 'have-local-offer') throw fault('InvalidStateError')
    if (remote.offer !== pending.local?.offer) throw fault('InvalidAccessError')
    settle({ local: pending.local, remote })
  }
  const addCandidate = ({ usernameFragment }: RTCIceCandidateInit) => {
    const known = [current.remote?.ufrag, pending.remote?.ufrag]
    if (!known.some(Boolean)) throw fault('InvalidStateError')
    if (!known.includes(usernameFragment ?? '')) throw fault('OperationError')
    candidates.add(usernameFragment ?? '')
  }
  const peer: FakePeer = {
    onnegotiationneeded: () => {},
    oncandidate: () => {},
    get signalingState() {
      return state
    },
    get localDescription() {
      const local = pending.local ?? current.local
      return local ? write(local) : null
    },
    get remoteDescription() {
      const remote = pending.remote ?? current.remote
      return remote ? write(remote) : null
    },
    setLocalDescription: () => chained(setLocal),
    setRemoteDescription: description => chained(() => setRemote(description)),
    addIceCandidate: candidate => chained(() => addCandidate(candidate)),
    restartIce: () => {
      toReplace = current.local?.ufrag
      check()
    },
    addLines: () => {
      needsLines = true
      check()
    },
    get isBusy() {
      return chain.length > 0 || events.length > 0
    },
    step: () => {
      const operation = chain.shift()
      if (operation) operation()
      else events.shift()?.()
      if (!chain.length && state === 'stable') check()
    },
    get current() {
      return current
    },
    get isRestarting() {
      return toReplace !== undefined
    },
    candidates,
  }
  return peer
}
