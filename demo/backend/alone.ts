import type { Id } from '../../src/protocol/entities.js'
import type { DeskOperator, DeskSession } from '../protocol/desk.js'
import { isBusy } from './availability.js'
import { isMine } from './mine.js'
import { refuse } from './refuse.js'
import type { State } from './state.js'

/* Who is in a video call is there for nobody else: the rule is kept here, whatever a desk's buttons offer. */

/** Whether a session is a video call from its beginning. */
export const isVideo = ({ entry, knock }: Pick<DeskSession, 'entry' | 'knock'>): boolean =>
  entry === 'video' || knock?.kind === 'video'

/** Whether there is a call that is not over. */
export const isOpenCall = ({ call }: Pick<DeskSession, 'call'>): boolean => !!call && call.state !== 'ended'

/** Whether a session has its operators for itself. */
export const wantsAlone = (session: DeskSession): boolean => isVideo(session) || isOpenCall(session)

/** The accepted sessions that an operator is in. */
export const talksOf = ({ talking, sessions }: State, operator: Id): DeskSession[] =>
  [...talking].flatMap(id => sessions.get(id) ?? []).filter(session => isMine(session, operator))

/** Whether an operator takes nothing more: all conversations they may have, or a call. */
export const isTaken = (state: State, operator: DeskOperator): boolean =>
  isBusy(state, operator) || talksOf(state, operator.id).some(wantsAlone)

/**
 * May this operator take this session beside what they are in?
 * @throws {TransportFailure} rejected `operator.calling` (they are in a call), `operator.busy` (a call needs them alone).
 */
export const checkAlone = (state: State, operator: DeskOperator, session: DeskSession): void => {
  checkNoCall(state, operator, session)
  if (wantsAlone(session)) checkFree(state, operator, session)
}

/** @throws {TransportFailure} rejected `operator.calling`, for a call in another session than this. */
export const checkNoCall = (state: State, operator: DeskOperator, session?: DeskSession): void => {
  const others = talksOf(state, operator.id).filter(({ id }) => id !== session?.id)
  if (others.some(wantsAlone))
    throw refuse('operator.calling', `${operator.name} is in a video call: it has to end first.`)
}

/** @throws {TransportFailure} rejected `operator.busy`. */
export const checkFree = (state: State, operator: DeskOperator, session: DeskSession): void => {
  if (talksOf(state, operator.id).some(({ id }) => id !== session.id))
    throw refuse(
      'operator.busy',
      `A video call needs ${operator.name} alone: end the other conversations first, or hand them over.`,
    )
}
