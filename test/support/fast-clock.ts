import type { Clock } from '../../src/protocol/ports.js'

/** Real time that runs `times` as fast: a client's patience and back-off shrink together, and stay what they are to each other. */
export const createFastClock = (times: number): Clock => {
  const start = Date.now()
  return {
    now: () => start + Math.round((Date.now() - start) * times),
    after: (ms, fn) => {
      const timer = setTimeout(fn, ms / times)
      return () => clearTimeout(timer)
    },
  }
}
