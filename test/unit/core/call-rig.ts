import { signal } from '@preact/signals-core'
import { createCallPost } from '../../../demo/backend/call-mail.js'
import { createCalling, type Calling, type CallLine } from '../../../src/core/calling.js'
import type { Call, CallMeans, Side } from '../../../src/protocol/entities.js'
import { TransportFailure } from '../../../src/protocol/failure.js'
import { createRandom, type Seeded } from '../../support/seeded-random.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

export interface CallEnd {
  calling: Calling
  /** What the other side's engine said, as it came. */
  heard: unknown[]
  /** The line is gone, or back: then the stream begins anew. */
  setLine(on: boolean): void
  joins(): number
}

interface RigOptions {
  seed?: number
  means?: () => CallMeans
  /** Part of the requests that fail, and of the answers that get lost. */
  faults?: number
  /** A defect to be seen: it does not notice when its line is back. */
  isDeaf?: boolean
}

const CALL: Call = { id: 'call', session: 'session', state: 'running', by: 'visitor', seats: {}, at: 1 }
const DIRECT: CallMeans = { engine: 'p2p', servers: [], relayOnly: false }

/** Two ends of a call, the backend's own post between them, and lines that fail. */
export const createCallRig = ({ seed = 1, means = () => DIRECT, faults = 0, isDeaf = false }: RigOptions = {}) => {
  const chance = createRandom(seed)
  const time = createVirtualClock()
  let post = createCallPost(time.clock.now)
  const call = signal<Call | undefined>(CALL)
  const ends = {
    visitor: createEnd('visitor'),
    operator: createEnd('operator'),
  }
  /** The backend comes back and knows nothing any more of what was said. */
  const restart = () => void (post = createCallPost(time.clock.now))
  return { time, call, chance, visitor: ends.visitor.end, operator: ends.operator.end, restart, dispose }

  function dispose() {
    for (const { end } of Object.values(ends)) end.calling.dispose()
  }

  function createEnd(side: Side) {
    const heard = signal<{ type: string } | undefined>(undefined)
    const lives = signal(1)
    let isOn = true
    let joins = 0
    let count = 0
    const tell = (event: { type: string }) => {
      if (isOn) heard.value = event
    }
    const decide = (type: string, command: object): object => {
      if (type === 'call.join') {
        joins++
        const { seat } = command as { seat: string }
        call.value = { ...CALL, seats: { ...call.peek()?.seats, [side]: seat } }
        return { means: means() }
      }
      if (type === 'call.fetch') return post.fetch(command as never)
      const now = call.peek() ?? CALL
      const { to } = command as { to: string }
      const mail = post.post(now, command as never)
      const other = side === 'visitor' ? 'operator' : 'visitor'
      if (mail) ends[other].tell({ type: 'call.signal', call: now.id, to, ...mail } as { type: string })
      return {}
    }
    const ask: CallLine['ask'] = async (type, command) => {
      await pass(time, chance)
      if (!isOn || chance.random() < faults) throw lost()
      const answer = decide(type, JSON.parse(JSON.stringify(command)) as object)
      await pass(time, chance)
      if (!isOn || chance.random() < faults) throw lost()
      return JSON.parse(JSON.stringify(answer)) as object
    }
    const kept = new Map<string, string>()
    const store = {
      get: (key: string) => kept.get(key),
      set: (key: string, value: string) => void kept.set(key, value),
      remove: (key: string) => void kept.delete(key),
      keys: () => [...kept.keys()],
    }
    const calling = createCalling({
      ...{ side, call, ask, heard, lives, store, clock: time.clock, random: chance.random, log: () => {} },
      newId: () => `${side} ${++count}`,
      wanted: signal(true),
      end: () => {},
    })
    const end: CallEnd = {
      calling,
      heard: [],
      setLine: on => {
        isOn = on
        if (on && !isDeaf) lives.value++
      },
      joins: () => joins,
    }
    calling.listen(one => end.heard.push(one))
    return { end, tell }
  }
}

const lost = () => new TransportFailure({ kind: 'retry', done: 'unknown' })

/** A request's way: up to a fifth of a second. */
const pass = (time: ReturnType<typeof createVirtualClock>, chance: Seeded) =>
  new Promise<void>(resolve => time.clock.after(chance.between(5, 200), resolve))
