import { createClock } from '../../browser/clock.js'
import { createTimer } from '../../core/timer.js'

/** As long as a platform's timer can be. */
const LONGEST = 1e9

/** When to look: soon, however many ask for it, or after a time; one timer at most. */
export const createSchedule = (run: () => void) => {
  const timer = createTimer(createClock())
  let isDue = false
  const soon = () => {
    if (isDue) return
    isDue = true
    queueMicrotask(() => {
      isDue = false
      run()
    })
  }
  return {
    soon,
    /** @param ms Infinity: not at all */
    after: (ms: number) => (ms < Infinity ? timer.set(Math.min(ms, LONGEST), soon) : timer.clear()),
  }
}
