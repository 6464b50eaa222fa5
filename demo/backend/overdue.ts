import type { Time } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import type { DeskCallback } from '../protocol/desk.js'
import { createAlarm } from './alarm.js'
import type { Group, Groups } from './groups.js'
import { SLOT } from './slots.js'
import type { State } from './state.js'
import { without } from './without.js'
import type { Writer } from './writer.js'

/** Says of callbacks that nobody has dialled that they are late, and when the site opens again: whoever waits is told the truth. */
export interface Overdue {
  /** Call after every batch. */
  tell(state: State): void
  dispose(): void
}

export interface OverdueOptions {
  clock: Clock
  writer(): Writer
  groups(): Groups
}

/** Ms for which “in a moment” is true. */
export const SOON = 600_000
/** Ms between two looks, whatever the clock says. */
const LOOK = 30_000

export const createOverdue = ({ clock, writer, groups }: OverdueOptions): Overdue => {
  const groupOf = ({ group }: DeskCallback) => groups().find(group)
  const ring = () =>
    writer().run(draft => {
      for (const callback of ringing(draft.state)) {
        const next = look(callback, groupOf(callback), clock.now())
        if (isAnother(callback, next))
          draft.change(callback.client, {
            type: 'callback.changed',
            callback: { ...without(callback, 'overdueAt', 'opensAt'), ...next, version: callback.version + 1 },
          })
      }
    })
  const alarm = createAlarm({ clock, longest: LOOK, again: LOOK, ring })
  return {
    tell: state => {
      alarm.clear()
      const now = clock.now()
      const first = Math.min(...ringing(state).map(one => changesAt(one, groupOf(one), now)))
      if (first < Infinity) alarm.set(first - now)
    },
    dispose: alarm.dispose,
  }
}

/** Those whose time has come, and that nobody has taken. */
const ringing = ({ calling, callbacks }: State): DeskCallback[] =>
  [...calling].flatMap(id => {
    const one = callbacks.get(id)
    return one?.state === 'requested' && one.dueAt !== undefined ? [one] : []
  })

type Lateness = Pick<DeskCallback, 'overdueAt' | 'opensAt'>

/** What is true of it now. What was late once stays so. */
const look = (callback: DeskCallback, { hours }: Group, now: Time): Lateness => {
  const isOpen = hours?.isOpen(now) !== false
  const opensAt = isOpen ? undefined : hours.nextChange(now)
  const overdueAt = callback.overdueAt ?? (isOpen && now < promised(callback) ? undefined : now)
  return { ...(overdueAt !== undefined && { overdueAt }), ...(opensAt !== undefined && { opensAt }) }
}

/** Until when it is in time: a half hour that was chosen is one until its end. */
const promised = ({ at, dueAt = 0, requestedAt }: DeskCallback): Time =>
  // Who comes from the queue has waited already, but has been promised nothing before.
  at === undefined ? Math.max(dueAt, requestedAt) + SOON : at + SLOT

const isAnother = (one: Lateness, other: Lateness) => one.overdueAt !== other.overdueAt || one.opensAt !== other.opensAt

/** When it is to be looked at again. */
const changesAt = (callback: DeskCallback, group: Group, now: Time): Time => {
  if (isAnother(callback, look(callback, group, now))) return now
  const late = callback.overdueAt === undefined ? promised(callback) : Infinity
  return Math.min(late, group.hours?.nextChange(now) ?? Infinity)
}
