import { createNegotiation } from '../../../src/media/negotiation.js'
import { createRandom } from '../../support/seeded-random.js'
import { createFakePeer, type FakePeer } from './fake-peer.js'

type Make = typeof createNegotiation

export interface Talk {
  seed: number
  /** Who gives way; both or neither is a defect to be seen. */
  polite: { a: boolean; b: boolean }
  make?: Make
}

export interface TalkOutcome {
  faults: string[]
  /** How often both sides had an offer of their own under way. */
  collisions: number
  restarts: number
  steps: number
}

/** So many steps no talk needs that comes to an end. */
const LONGEST = 5_000

interface End {
  peer: FakePeer
  take(signal: unknown): Promise<void>
  /** What is on its way to it. */
  inbox: string[]
}

/** Two ends over a line that keeps its order and takes its time; restarts fall where they like. */
export const talk = async ({ seed, polite, make = createNegotiation }: Talk): Promise<TalkOutcome> => {
  const chance = createRandom(seed)
  const faults: string[] = []
  const outcome: TalkOutcome = { faults, collisions: 0, restarts: 0, steps: 0 }
  const ends = { a: createEnd('a'), b: createEnd('b') }
  for (const [name, far] of [['a', 'b'] as const, ['b', 'a'] as const]) connect(name, far)
  ends.a.peer.addLines()
  let restartsLeft = chance.between(1, 6)
  let wasCollision = false

  for (; outcome.steps < LONGEST; outcome.steps++) {
    await settle()
    const moves = [...movesOf(ends.a), ...movesOf(ends.b), ...restarts()]
    if (!moves.length) break
    moves[chance.between(0, moves.length - 1)]?.()
    const isCollision = [ends.a, ends.b].every(({ peer }) => peer.signalingState === 'have-local-offer')
    if (isCollision && !wasCollision) outcome.collisions++
    wasCollision = isCollision
  }
  return { ...outcome, faults: [...faults, ...disagreements(ends, outcome.steps)] }

  function connect(name: 'a' | 'b', far: 'a' | 'b') {
    const end = ends[name]
    const { peer } = end
    const onSignal = (signal: object) => ends[far].inbox.push(JSON.stringify(signal))
    const hasLines = () => name === 'a' || !!peer.current.local
    const negotiation = make(peer, {
      polite: polite[name],
      onSignal,
      ready: hasLines,
      prepare: () => Promise.resolve(),
    })
    peer.onnegotiationneeded = () => void negotiation.offer().catch((error: unknown) => fail(name, error))
    peer.oncandidate = candidate => onSignal({ candidate })
    end.take = signal => negotiation.take(signal).catch((error: unknown) => fail(name, error))
  }
  function fail(name: string, error: unknown) {
    faults.push(`${name}: ${(error as Error).name}`)
  }
  function restarts() {
    if (!restartsLeft || !ends.a.peer.current.local || !ends.b.peer.current.local) return []
    const restart = (end: End) => () => {
      restartsLeft--
      outcome.restarts++
      end.peer.restartIce()
    }
    return [restart(ends.a), restart(ends.b)]
  }
}

const createEnd = (name: string): End => ({ peer: createFakePeer(name), take: () => Promise.resolve(), inbox: [] })

const movesOf = (end: End) => [
  ...(end.peer.isBusy ? [() => end.peer.step()] : []),
  ...(end.inbox.length ? [() => void end.take(JSON.parse(end.inbox.shift() ?? ''))] : []),
]

const settle = async () => {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve()
}

/** At rest both know the same, have what they asked for, and can reach each other. */
const disagreements = ({ a, b }: Record<'a' | 'b', End>, steps: number): string[] => [
  ...(steps >= LONGEST ? ['never at rest'] : []),
  ...[a.peer, b.peer].flatMap(({ signalingState, isRestarting }) => [
    ...(signalingState === 'stable' ? [] : [`at rest in ${signalingState}`]),
    ...(isRestarting ? ['a restart was forgotten'] : []),
  ]),
  ...apart(a.peer, b.peer),
  ...apart(b.peer, a.peer),
]

const apart = (one: FakePeer, other: FakePeer): string[] => {
  const { remote } = one.current
  if (!remote || remote.ufrag !== other.current.local?.ufrag) return ['they hold different descriptions']
  return one.candidates.has(remote.ufrag) ? [] : ['candidates of the way in use were lost']
}
