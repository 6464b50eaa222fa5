import type { Clock } from '../../src/protocol/ports.js'

/** One timer per key; a new one takes the old one's place. */
export const createTimers = (clock: Clock) => {
  const timers = new Map<string, () => void>()
  let over = false
  const clear = (key: string) => {
    timers.get(key)?.()
    timers.delete(key)
  }
  return {
    has: (key: string) => timers.has(key),
    clear,
    set: (key: string, ms: number, fn: () => void) => {
      clear(key)
      if (over) return
      const undo = clock.after(ms, () => {
        timers.delete(key)
        fn()
      })
      timers.set(key, undo)
    },
    dispose: () => {
      over = true
      for (const key of [...timers.keys()]) clear(key)
    },
  }
}
