import type { Id, Time } from '../../src/protocol/entities.js'
import type { DeskSession } from '../protocol/desk.js'
import type { Group } from './groups.js'
import type { State } from './state.js'

/*
 * How long it will take, reckoned from how long it took: of those who were accepted out of a group's queue within the last
 * hour, the time that each place of their way took, by the median of the last ten; times the place that somebody has now.
 * Of fewer than three, or beyond an hour, nobody knows, and nothing is told.
 */

/** One who was accepted out of a queue. */
export interface Waited {
  group: string | undefined
  at: Time
  /** Ms for each place of their way to the front. */
  perPlace: number
}

/** Accepted ones that a state remembers, of all groups together. */
const KEPT = 200
const RECENT = 3_600_000
const FEWEST = 3
const LATEST = 10
const MINUTE = 60
const LONGEST = 3_600

/** Takes one change of a session into what is known; `before` is how it was. */
export const noteWait = (
  { waits, entered }: Pick<State, 'waits' | 'entered'>,
  before: DeskSession | undefined,
  session: DeskSession,
): void => {
  const { id, group, state, position } = session
  if (state === 'queued' && position !== undefined && (!before || before.group !== group)) entered.set(id, position)
  if (state === 'queued' && position !== undefined) return
  const place = entered.get(id)
  entered.delete(id)
  if (state !== 'accepted' || place === undefined || before?.state !== 'queued') return
  const at = session.acceptedAt ?? 0
  const since = before.groupedAt ?? before.queuedAt ?? before.createdAt
  waits.push({ group: before.group, at, perPlace: Math.max(0, at - since) / place })
  waits.splice(0, waits.length - KEPT)
}

/** Seconds until somebody at this place is accepted, in whole minutes; undefined when nobody knows. */
export const expectedWait = (state: State, group: Group, { place, now }: { place: number; now: Time }) =>
  waitsIn(state, group, now)(place)

/** The same for every place of a group: what all of them have in common is reckoned once. */
export const waitsIn = ({ waits }: State, group: Group, now: Time) => {
  const seen = waits.filter(one => one.group === group.name && one.at > now - RECENT).slice(-LATEST)
  const each = seen.length < FEWEST ? Infinity : median(seen.map(({ perPlace }) => perPlace))
  return (place: number): number | undefined => {
    const seconds = Math.max(1, Math.ceil((each * place) / 1_000 / MINUTE)) * MINUTE
    return seconds > LONGEST ? undefined : seconds
  }
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/** Places at which those who wait came into their queue, by session. */
export type Entered = Map<Id, number>
