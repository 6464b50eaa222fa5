import { Temporal } from 'temporal-polyfill'
import type { CallbackSlot, Time } from '../../src/protocol/entities.js'
import type { Group } from './groups.js'
import type { State } from './state.js'

/*
 * Half hours in which somebody may be called, as the clock on the wall at the site parts them: at full and half past. A
 * slot lies wholly inside the opening hours. Each takes as many callbacks as its group has `callbacks` set, else one for
 * everybody who answers there: half an hour holds one call and what is to be done about it, beside the chats.
 */

/** Ms of one slot. */
export const SLOT = 1_800_000
/** Days with slots that are offered, and how far ahead (ms) they are looked for. */
const DAYS = 5
const AHEAD = 21 * 86_400_000

export interface SlotOptions {
  group: Pick<Group, 'name' | 'hours'>
  now: Time
  /** Callbacks that one slot takes. */
  places: number
  /** How many each slot has already, by its start. */
  taken: ReadonlyMap<Time, number>
}

/** The slots that begin after `now`, on the first five days of the site that have any. */
export const toSlots = ({ group: { hours }, now, places, taken }: SlotOptions): CallbackSlot[] => {
  const zone = hours?.zone ?? 'UTC'
  const slots: CallbackSlot[] = []
  const days = new Set<string>()
  const end = now + AHEAD
  for (let from = now; from < end;) {
    const to = Math.min(hours?.nextChange(from) ?? Infinity, end)
    if (hours?.isOpen(from) !== false)
      for (let at = nextHalf(from, zone); at + SLOT <= to; at += SLOT) {
        if (at === now) continue
        days.add(dayOf(at, zone))
        if (days.size > DAYS) return slots
        slots.push({ at, free: (taken.get(at) ?? 0) < places })
      }
    from = to
  }
  return slots
}

/** The first moment from `at` on at which the clock on the wall shows a full or a half hour. */
const nextHalf = (at: Time, zone: string): Time => {
  const wall = local(at, zone)
  const into = ((wall.minute % 30) * 60 + wall.second) * 1_000 + wall.millisecond
  return into ? at + SLOT - into : at
}

const dayOf = (at: Time, zone: string) => local(at, zone).toPlainDate().toString()

const local = (at: Time, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)

/** How many callbacks each slot of a group has, by its start; one's own may stand aside. */
export const takenIn = ({ calling, callbacks }: State, group: string | undefined, own?: string): Map<Time, number> => {
  const taken = new Map<Time, number>()
  for (const id of calling) {
    const one = callbacks.get(id)
    if (one?.at === undefined || one.held || id === own || one.group !== group) continue
    taken.set(one.at, (taken.get(one.at) ?? 0) + 1)
  }
  return taken
}
