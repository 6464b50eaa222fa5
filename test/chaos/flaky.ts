import { TransportFailure } from '../../src/protocol/failure.js'
import type { Clock } from '../../src/protocol/ports.js'
import type { StreamEvent, Transport } from '../../src/protocol/transport.js'
import type { Seeded } from '../support/seeded-random.js'

export interface FlakyOptions {
  clock: Clock
  chance: Seeded
  /** From then on nothing breaks and nothing dawdles. */
  isHealed(): boolean
  onFault(): void
}

/** Longest dawdling (ms) of an event, a command or an answer. */
const SLOWEST = 1_500
const CUT = 0.03
const LOST = 0.1

/** A pipe over a bad line: events come late but in order, streams break off, commands and answers get lost on the way. */
export const makeFlaky =
  ({ clock, chance, isHealed, onFault }: FlakyOptions) =>
  <E extends StreamEvent, C extends { id: string; type: string }>(transport: Transport<E, C>): Transport<E, C> => {
    const breaks = (odds: number) => {
      const isBroken = !isHealed() && chance.random() < odds
      if (isBroken) onFault()
      return isBroken
    }
    const dawdle = () =>
      isHealed() ? undefined : new Promise<void>(resolve => clock.after(chance.between(0, SLOWEST), resolve))

    return {
      open: options =>
        new Promise((_, reject) => {
          const inner = new AbortController()
          const end = (why: unknown) => {
            inner.abort()
            reject(why instanceof Error ? why : new Error(String(why)))
          }
          options.signal.addEventListener('abort', () => end(lost('no')))
          let last = Promise.resolve()
          const give = async (event: E) => {
            await dawdle()
            if (inner.signal.aborted) return
            options.onEvent(event)
            if (breaks(CUT)) end(lost('no'))
          }
          const onEvent = (event: E) => void (last = last.then(() => give(event)).catch(end))
          transport.open({ ...options, signal: inner.signal, onEvent }).catch(why => void last.then(() => end(why)))
        }),
      send: async (command, options) => {
        await dawdle()
        if (breaks(LOST)) throw lost('no')
        const reply = await transport.send(command, options)
        await dawdle()
        if (breaks(LOST)) throw lost('unknown')
        return reply
      },
    }
  }

const lost = (done: 'no' | 'unknown') => new TransportFailure({ kind: 'retry', done }, 'flaky')
