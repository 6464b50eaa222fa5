import type { Session } from '../../src/protocol/entities.js'
import type { DeskOperator, DeskSession } from '../protocol/desk.js'
import { end, startAccepted } from './calls.js'
import { addNotice, changeSession, timeIn, toOperator, type Moment } from './changes.js'
import { without } from './without.js'

/* The two great moves of a session, and what follows from them for a call in it. */

/** The notice comes first: who hears that it ended has everything. */
export const endSession = (moment: Moment, open: DeskSession, endedBy: NonNullable<Session['endedBy']>): void => {
  const session = end(moment, open)
  addNotice(moment, session, { notice: 'session.ended', text: 'The conversation has ended' })
  changeSession(moment, without(session, 'position', 'wait'), {
    state: 'ended',
    endedAt: timeIn(moment, session.client),
    endedBy,
  })
}

export const acceptSession = (moment: Moment, session: DeskSession, operator: DeskOperator): void => {
  const acceptedAt = timeIn(moment, session.client)
  const accepted = { state: 'accepted', acceptedAt, operators: [toOperator(operator)] } as const
  const changed = changeSession(moment, without(session, 'position', 'wait', 'waitsFor'), accepted)
  addNotice(moment, changed, { notice: 'operator.joined', text: `${operator.name} is here`, name: operator.name })
  startAccepted(moment, changed, operator.id)
}
