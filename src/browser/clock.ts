import type { Clock } from '../protocol/ports.js'

/** Ms, 23 days; the platform takes a wait of 25 for none at all. */
const LONGEST = 2e9

/** The platform's clock: a wait that is too long for it ends after 23 days. */
export const createClock = (): Clock => ({
  now: () => Date.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, Math.min(ms, LONGEST))
    return () => clearTimeout(timer)
  },
})
