import type { Availabilities, Availability, Id } from '../../src/protocol/entities.js'
import type { State } from './state.js'

/** Which entries lead to a person now. Entries this backend cannot serve are absent. */
export const availabilities = (state: State): Availabilities => ({ webchat: webchat(state) })

/** How many conversations an operator is in. */
export const chatsOf = (state: State, operator: Id): number =>
  [...state.talking].filter(id => state.sessions.get(id)?.operators.some(one => one.id === operator)).length

const webchat = (state: State): Availability => {
  const available = [...state.operators.values()].filter(operator => operator.available)
  if (!available.length) return { state: 'offline', reason: 'noOperators' }
  return { state: available.some(({ id, maxChats }) => chatsOf(state, id) < maxChats) ? 'online' : 'busy' }
}
