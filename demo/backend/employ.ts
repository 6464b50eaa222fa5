import type { DeskOperator } from '../protocol/desk.js'
import { changeSession, type Moment } from './changes.js'
import { endSession } from './course.js'
import { SITE } from './row.js'
import type { State } from './state.js'
import { setAvailable } from './switch.js'
import { without } from './without.js'

/**
 * Those who answer according to the settings; who left is not available any more, and in no conversation. Returns what
 * has come of it.
 */
export const employ = (moment: Moment, operators: readonly Omit<DeskOperator, 'version'>[]): State => {
  const { state, change } = moment.draft
  const put = (operator: DeskOperator) => change(SITE, { type: 'operator.changed', operator })
  for (const wanted of operators) {
    const known = state.operators.get(wanted.id)
    const next = { ...wanted, available: known?.available ?? wanted.available, version: (known?.version ?? 0) + 1 }
    if (!known || !isSame(known, next)) put(next)
  }
  const ids = new Set(operators.map(({ id }) => id))
  // Who rings at a door behind which nobody lives rings for everybody.
  for (const id of [...state.knocks]) {
    const session = state.sessions.get(id)
    if (session?.knock && !ids.has(session.knock.operator)) changeSession(moment, without(session, 'knock'), {})
  }
  for (const known of [...state.operators.values()])
    if (known.available && !ids.has(known.id)) setAvailable(moment, known, false)
  for (const id of [...state.talking]) {
    const session = state.sessions.get(id)
    if (session && !session.operators.some(operator => ids.has(operator.id))) endSession(moment, session, 'system')
  }
  return state
}

const isSame = (one: DeskOperator, other: DeskOperator) =>
  one.name === other.name &&
  one.photo === other.photo &&
  one.title === other.title &&
  one.maxChats === other.maxChats &&
  one.admin === other.admin
