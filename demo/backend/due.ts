import type { Clock } from '../../src/protocol/ports.js'
import type { DeskCallback } from '../protocol/desk.js'
import type { State } from './state.js'
import type { Writer } from './writer.js'

/** Lets callbacks ring at the desk when their time has come. */
export interface Due {
  /** Call after every batch. */
  tell(state: State): void
  dispose(): void
}

/** Ms between two looks: a clock that is set is noticed by then, and what the store did not take is written again. */
const LOOK = 30_000

export const createDue = ({ clock, writer }: { clock: Clock; writer(): Writer }): Due => {
  let undo = () => {}
  let over = false
  const wake = () => {
    const ringing = writer().run(draft => {
      for (const callback of waiting(draft.state))
        if ((callback.at ?? 0) <= clock.now())
          draft.change(callback.client, {
            type: 'callback.changed',
            callback: { ...callback, version: callback.version + 1, dueAt: clock.now() },
          })
    })
    // What is written tells anew; a store that fails does not.
    ringing.catch(() => set(LOOK))
  }
  const set = (ms: number) => {
    undo()
    if (!over) undo = clock.after(Math.min(Math.max(0, ms), LOOK), wake)
  }
  return {
    tell: state => {
      undo()
      const first = Math.min(...waiting(state).map(({ at = 0 }) => at))
      if (first < Infinity) set(first - clock.now())
    },
    dispose: () => {
      over = true
      undo()
    },
  }
}

/** Those whose time has not come. */
const waiting = ({ calling, callbacks }: State): DeskCallback[] =>
  [...calling].flatMap(id => {
    const one = callbacks.get(id)
    return one && one.dueAt === undefined ? [one] : []
  })
