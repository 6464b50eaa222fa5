import type { Clock } from '../protocol/ports.js'

/** One timer at a time: setting it again forgets the first. */
export const createTimer = (clock: Clock) => {
  let undo: (() => void) | undefined
  const clear = () => {
    undo?.()
    undo = undefined
  }
  return {
    set: (ms: number, fn: () => void) => {
      clear()
      undo = clock.after(ms, () => {
        undo = undefined
        fn()
      })
    },
    clear,
  }
}
