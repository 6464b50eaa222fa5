import type { Id } from '../../src/protocol/entities.js'
import type { DeskOperator, DeskSession } from '../protocol/desk.js'
import { refuse } from './refuse.js'

/** Whether an operator is in a session. */
export const isMine = ({ operators }: DeskSession, operator: Id): boolean => operators.some(({ id }) => id === operator)

/** @throws {TransportFailure} rejected `session.notYours`. */
export const checkMine = ({ operator }: { operator: DeskOperator }, session: DeskSession): void => {
  if (!isMine(session, operator.id)) throw refuse('session.notYours', 'Accept this session first.')
}

/** @throws {TransportFailure} rejected `session.invited`. */
export const checkDoor = ({ operator }: { operator: DeskOperator }, { knock }: DeskSession): void => {
  if (knock && knock.operator !== operator.id)
    throw refuse('session.invited', 'They were invited by another operator, and ring there alone.')
}
