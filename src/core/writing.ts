import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Operator } from '../protocol/entities.js'
import type { Clock } from '../protocol/ports.js'

/** The other side's “is writing”: each sign holds for six seconds, since the one that says “stopped” may be lost. */
export const createWriting = <T = Operator>(clock: Clock) => {
  const who = signal<T | undefined>(undefined)
  let undo = () => {}
  const set = (writer: T | undefined) => {
    undo()
    who.value = writer
    if (writer) undo = clock.after(6_000, () => (who.value = undefined))
  }
  return { who: who as ReadonlySignal<T | undefined>, set, dispose: () => undo() }
}

/** Our own: told at the first letter and every three seconds of going on; “stopped” after five quiet ones or an empty field. */
export const createTyping = (clock: Clock, tell: (on: boolean) => void) => {
  let toldAt = -Infinity
  let undo = () => {}
  const stop = () => {
    undo()
    if (toldAt > -Infinity) tell(false)
    toldAt = -Infinity
  }
  return {
    stop,
    typed: (text: string) => {
      if (!text) return stop()
      undo()
      undo = clock.after(5_000, stop)
      // A clock that was set back must not keep it untold.
      if (Math.abs(clock.now() - toldAt) < 3_000) return
      toldAt = clock.now()
      tell(true)
    },
    dispose: () => undo(),
  }
}
