import type { Clock } from '../../src/protocol/ports.js'

/** Real time that can be moved on: what was due within the leap happens at once, in the order of its hour. */
export const createMovableClock = () => {
  const timers = new Map<object, { at: number; fn: () => void; stop: () => void }>()
  let shift = 0
  const now = () => Date.now() + shift
  const arm = (key: object, at: number, fn: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(key)
      fn()
    }, at - now())
    timers.set(key, { at, fn, stop: () => clearTimeout(timer) })
  }
  const clock: Clock = {
    now,
    after: (ms, fn) => {
      const key = {}
      arm(key, now() + ms, fn)
      return () => {
        timers.get(key)?.stop()
        timers.delete(key)
      }
    },
  }
  return {
    clock,
    /** Moves the time on by `ms`. */
    leap: (ms: number) => {
      shift += ms
      const waiting = [...timers].sort(([, one], [, other]) => one.at - other.at)
      for (const [key, { at, fn, stop }] of waiting) {
        stop()
        arm(key, at, fn)
      }
    },
  }
}
