import { createConnection, type Connection } from '../../src/core/connection.js'
import type { Failure } from '../../src/protocol/failure.js'
import { TransportFailure } from '../../src/protocol/failure.js'
import type { Clock } from '../../src/protocol/ports.js'
import type { StreamEvent } from '../../src/protocol/transport.js'
import { createVirtualClock } from '../support/virtual-clock.js'

/** What the server does with who comes at a time (ms since the cut): lets them in, for good or for so long, or not. */
export type Door = (at: number) => Failure | { lives: number }

export interface HerdOptions {
  clients: number
  door: Door
  random(): number
  /** How time passes for the clients. */
  haste?(clock: Clock): Clock
}

export interface Herd {
  /** Ms since the cut of every attempt, one list for each client. */
  attempts: number[][]
  clients: readonly Connection[]
  pass(ms: number): Promise<void>
  online(): number
}

/** Clients in virtual time that are online, and are all cut at once. */
export const createHerd = async ({ clients: count, door, random, haste }: HerdOptions): Promise<Herd> => {
  const virtual = createVirtualClock()
  const clock = haste?.(virtual.clock) ?? virtual.clock
  let cutAt = Infinity
  const cuts = new Set<() => void>()
  const attempts = Array.from({ length: count }, (): number[] => [])

  const clients = attempts.map(own =>
    createConnection<StreamEvent>({
      ...{ clock, random, apply: () => {}, log: () => {}, hasNetwork: () => true },
      open: ({ onEvent, signal, onAlive }) =>
        new Promise((_, reject) => {
          const end = (failure: Failure) => reject(new TransportFailure(failure))
          const at = virtual.clock.now() - cutAt
          if (at >= 0) own.push(at)
          const found = at >= 0 ? door(at) : { lives: Infinity }
          if (!('lives' in found)) return end(found)
          onEvent({ type: 'hello', protocol: 1 } as StreamEvent)
          onEvent({ type: 'live' })
          const cut = () => end({ kind: 'retry', done: 'no' })
          if (at < 0) cuts.add(cut)
          let undo = () => {}
          const beat = () => {
            onAlive()
            undo = virtual.clock.after(15_000, beat)
          }
          beat()
          if (found.lives < Infinity) virtual.clock.after(found.lives, cut)
          signal.addEventListener('abort', () => undo())
        }),
    }),
  )
  for (const client of clients) client.start()
  await virtual.pass(60_000)
  cutAt = virtual.clock.now()
  for (const cut of cuts) cut()

  return {
    attempts,
    clients,
    pass: ms => virtual.pass(ms),
    online: () => clients.filter(({ status }) => status.value.state === 'online').length,
  }
}

/** Most attempts that came within one second, from a time on. */
export const peak = ({ attempts }: Herd, from: number): number => {
  const times = attempts
    .flat()
    .filter(at => at >= from)
    .sort((a, b) => a - b)
  let most = 0
  for (let first = 0, last = 0; last < times.length; last++) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= 1_000) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}
