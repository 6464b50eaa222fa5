import type { Clock } from '../../src/protocol/ports.js'

/**
 * Time that passes only when told to; timers run in order of their hour, microtasks between them. `jump` sets the clock on
 * the wall, as an administrator or a battery does; timers and `ticks` know nothing of it.
 */
export const createVirtualClock = (start = 1_700_000_000_000) => {
  let now = start
  let offset = 0
  let count = 0
  const timers = new Map<number, { at: number; fn: () => void }>()
  const clock: Clock = {
    now: () => now + offset,
    ticks: () => now,
    after: (ms, fn) => {
      const id = count++
      timers.set(id, { at: now + Math.max(0, ms), fn })
      return () => timers.delete(id)
    },
  }
  /** The first of those that are due first; they stand in the order in which they were set. */
  const next = (until: number) => {
    let first: [number, { at: number; fn: () => void }] | undefined
    for (const timer of timers) if (timer[1].at <= until && timer[1].at < (first?.[1].at ?? Infinity)) first = timer
    return first
  }
  return {
    clock,
    pending: () => timers.size,
    jump: (ms: number) => void (offset += ms),
    /** Lets microtasks run, without any time passing. */
    settle: async () => {
      for (let i = 0; i < 20; i++) await Promise.resolve()
    },
    async pass(ms: number) {
      const until = now + ms
      await this.settle()
      for (let timer = next(until); timer; timer = next(until)) {
        const [id, { at, fn }] = timer
        timers.delete(id)
        now = at
        fn()
        await this.settle()
      }
      now = until
    },
  }
}
