import type { Clock } from '../../src/protocol/ports.js'

/** Ms between two signs of life, as the served backend has them: two of them fit into the silence that core bears. */
export const PULSE = 15_000

/** Runs `beat` again and again until the undo that it returns. */
export const startPulse = (clock: Clock, beat: () => void): (() => void) => {
  const next = () =>
    clock.after(PULSE, () => {
      undo = next()
      beat()
    })
  let undo = next()
  return () => undo()
}
