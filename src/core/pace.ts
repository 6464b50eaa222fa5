import type { Failure } from '../protocol/failure.js'
import type { Clock } from '../protocol/ports.js'
import { backoff } from './backoff.js'
import { createTimer } from './timer.js'

/** So long (ms) online and earlier failures are forgiven. */
const HEALTHY = 10_000
/** Signs of life from the platform shorten the wait at most once in so many ms. */
const EARLY = 2_000

/** When the next attempt is made; one at a time. */
export const createPace = (attempt: () => void, { clock, random }: { clock: Clock; random(): number }) => {
  const timer = createTimer(clock)
  let failures = 0
  let lastEarly = -EARLY
  const forgive = () => void (failures = 0)
  const now = () => {
    lastEarly = clock.now()
    attempt()
  }
  return {
    forgive,
    /** After a failure: backs off, and waits as long as the backend asked besides. */
    again: (failure?: Failure) => timer.set(backoff(failures++, random, failure), attempt),
    /** It promises to mend it: the first one is made at once, without the timers that a hidden page hardly has. */
    anew: () => (failures++ ? timer.set(backoff(failures, random), attempt) : attempt()),
    /** There is reason to hope. */
    early: () => {
      // A clock that was set back must not make it wait for ever.
      const rest = Math.min(EARLY, lastEarly + EARLY - clock.now())
      if (rest > 0) timer.set(rest, now)
      else now()
    },
    /** It works: forgiven if it goes on working. */
    works: () => timer.set(HEALTHY, forgive),
    stop: timer.clear,
  }
}
