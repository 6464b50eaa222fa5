import type { DeskSession } from '../protocol/desk.js'
import { changeSession, timeIn, type Moment } from './changes.js'
import type { State } from './state.js'
import { without } from './without.js'
import type { Draft } from './writer.js'

/*
 * Everybody in the queue knows their place among those who wait for the same group. Near the front it is exact; far
 * behind it is told anew only when it has become a tenth better, so that one acceptance does not write a row for each of
 * a thousand who wait.
 */

const EXACT = 20

/** Seconds that somebody waits at each place of a group's queue, as far as they are known. */
export type WaitsOf = (state: State, group: string | undefined) => (place: number) => number | undefined

/** Tells those whose place has changed enough, or of whose wait something is known now, or nothing any more. */
export const tellPlaces = ({ state, change }: Draft, waitsOf: WaitsOf): void => {
  const places = new Map<string | undefined, number>()
  // After every batch, for everybody who waits: what a group has in common is asked once.
  const waits = new Map<string | undefined, ReturnType<WaitsOf>>()
  const waitAt = (group: string | undefined, place: number) => {
    const known = waits.get(group) ?? waitsOf(state, group)
    waits.set(group, known)
    return known(place)
  }
  for (const id of state.queue) {
    const session = state.sessions.get(id)
    if (!session) continue
    const place = (places.get(session.group) ?? 0) + 1
    places.set(session.group, place)
    const wait = waitAt(session.group, place)
    if (isWorthTelling(session.position, place) || (wait === undefined) !== (session.wait === undefined))
      change(session.client, {
        type: 'session.changed',
        session: {
          ...without(session, 'wait'),
          version: session.version + 1,
          position: place,
          ...(wait !== undefined && { wait }),
        },
      })
  }
}

/** The place of the next one who waits for a group. */
export const placeIn = ({ queue, sessions }: State, group: string | undefined): number =>
  [...queue].filter(id => sessions.get(id)?.group === group).length + 1

/** To another group, with the turn that their waiting gives them there; whom it was meant for before, it is not any more. */
export const regroup = (moment: Moment, session: DeskSession, group: string): void => {
  const { queue, sessions } = moment.draft.state
  const ids = [...queue]
  // Who rang at one door alone was in no queue, and joins at the end.
  const at = session.knock ? ids.length : ids.indexOf(session.id)
  const before = ids.slice(0, at).filter(id => sessions.get(id)?.group === group).length
  const groupedAt = timeIn(moment, session.client)
  changeSession(moment, without(session, 'waitsFor', 'knock'), { group, groupedAt, position: before + 1 })
}

const isWorthTelling = (told: number | undefined, place: number) =>
  told === undefined || (told !== place && (place <= EXACT || told - place >= place / 10))
