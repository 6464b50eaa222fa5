import type { Clock } from '../protocol/ports.js'

/** Ms; the platform takes a longer wait for none at all. */
const LONGEST = 2 ** 31 - 1

/** The platform's clock: a wait that is too long for it ends after 24 days. */
export const createClock = (): Clock => ({
  now: () => Date.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, Math.min(ms, LONGEST))
    return () => clearTimeout(timer)
  },
})
