import type { Clock } from '../../src/protocol/ports.js'
import type { DeskCallback } from '../protocol/desk.js'
import { createAlarm } from './alarm.js'
import type { State } from './state.js'
import type { Writer } from './writer.js'

/** Lets callbacks ring at the desk when their time has come. */
export interface Due {
  /** Call after every batch. */
  tell(state: State): void
  dispose(): void
}

/** Ms between two looks, whatever the clock says. */
const LOOK = 30_000

export const createDue = ({ clock, writer }: { clock: Clock; writer(): Writer }): Due => {
  const ring = () =>
    writer().run(draft => {
      for (const callback of waiting(draft.state))
        if ((callback.at ?? 0) <= clock.now())
          draft.change(callback.client, {
            type: 'callback.changed',
            callback: { ...callback, version: callback.version + 1, dueAt: clock.now() },
          })
    })
  const alarm = createAlarm({ clock, longest: LOOK, again: LOOK, ring })
  return {
    tell: state => {
      alarm.clear()
      const first = Math.min(...waiting(state).map(({ at = 0 }) => at))
      if (first < Infinity) alarm.set(first - clock.now())
    },
    dispose: alarm.dispose,
  }
}

/** Those whose time has not come. */
const waiting = ({ calling, callbacks }: State): DeskCallback[] =>
  [...calling].flatMap(id => {
    const one = callbacks.get(id)
    return one && one.dueAt === undefined ? [one] : []
  })
