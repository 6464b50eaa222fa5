import type { Availabilities, Availability, Id, Time } from '../../src/protocol/entities.js'
import type { DeskOperator } from '../protocol/desk.js'
import { isIn, type Group } from './groups.js'
import type { State } from './state.js'
import { expectedWait } from './waits.js'

/** Which entries lead to a person of a group now. Entries this backend cannot serve are absent. */
export const availabilities = (state: State, group: Group, now: Time): Availabilities => ({
  webchat: webchat(state, group, now),
  callback: callback(state, group, now),
  video: video(state, group, now),
})

/** How many conversations an operator is in. */
export const chatsOf = (state: State, operator: Id): number =>
  [...state.talking].filter(id => state.sessions.get(id)?.operators.some(one => one.id === operator)).length

/** Those of a group who take new conversations. */
export const availableIn = ({ operators }: State, group: Group): DeskOperator[] =>
  [...operators.values()].filter(({ id, available }) => available && isIn(group, id))

/** Whether an operator is in as many conversations as they may. */
export const isBusy = (state: State, { id, maxChats }: DeskOperator): boolean => chatsOf(state, id) >= maxChats

/** Whether as many wait for a group as may. */
export const isFull = (state: State, group: Group): boolean =>
  group.queueSize <= state.queue.size && waitingFor(state, group) >= group.queueSize

const waitingFor = ({ queue, sessions }: State, { name }: Group) =>
  [...queue].filter(id => sessions.get(id)?.group === name).length

/** A call takes an operator who is in no conversation. */
const video = (state: State, group: Group, now: Time): Availability => {
  const chat = webchat(state, group, now)
  if (chat.state === 'offline') return chat
  return { state: availableIn(state, group).some(({ id }) => !chatsOf(state, id)) ? 'online' : 'busy' }
}

const webchat = (state: State, group: Group, now: Time): Availability =>
  isFull(state, group) && isAttended(state, group, now)
    ? { state: 'offline', reason: 'queueFull' }
    : withWait(callback(state, group, now), { state, group, now })

/** Who would have to wait is told for how long, as far as it is known, before they come in. */
const withWait = (
  availability: Availability,
  { state, group, now }: { state: State; group: Group; now: Time },
): Availability => {
  if (availability.state !== 'busy') return availability
  const wait = expectedWait(state, group, { place: waitingFor(state, group) + 1, now })
  return wait === undefined ? availability : { ...availability, wait }
}

const isAttended = (state: State, group: Group, now: Time) =>
  group.hours?.isOpen(now) !== false && availableIn(state, group).length > 0

/** Who is to be called stands in no queue: it is never too long. */
const callback = (state: State, group: Group, now: Time): Availability => {
  if (group.hours?.isOpen(now) === false) {
    const at = group.hours.nextChange(now)
    return { state: 'offline', reason: 'hours', ...(at !== undefined && { at }) }
  }
  const available = availableIn(state, group)
  if (!available.length) return { state: 'offline', reason: 'noOperators' }
  return { state: available.some(operator => !isBusy(state, operator)) ? 'online' : 'busy' }
}
