import type { Clock } from '../protocol/ports.js'

/** The platform's clock. */
export const createClock = (): Clock => ({
  now: () => Date.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms)
    return () => clearTimeout(timer)
  },
})
