import type { Call, CallPicture, FileRef, Id } from '../../src/protocol/entities.js'
import type { SideCommandMap } from '../../src/protocol/commands.js'
import type { DeskOperator, DeskSession } from '../protocol/desk.js'
import { callIn, checkOperator, checkRunning } from './calls.js'
import { changeSession, type Moment } from './changes.js'
import { gone, refuse } from './refuse.js'

/*
 * A picture of the client's video, by their consent alone, each by one of its own:
 *
 *   asked ─yes→ allowed ─the message with the file→ taken          asked ─no→ declined
 */

const put = (moment: Moment, session: DeskSession, { call, picture }: { call: Call; picture: CallPicture }): Call => {
  const changed: Call = { ...call, picture }
  changeSession(moment, session, { call: changed })
  return changed
}

/** Asking again while it is not answered is asking once. */
export const askPicture = (
  moment: Moment,
  session: DeskSession,
  { operator, call: id }: { operator: DeskOperator; call: Id },
) => {
  const call = callIn(session, id)
  checkRunning(call)
  checkOperator(call, operator)
  if (call.picture?.state === 'asked') return { call }
  return { call: put(moment, session, { call, picture: { id: moment.newId(), state: 'asked' } }) }
}

/** @throws {TransportFailure} rejected `call.over`; gone where nobody has asked for it. */
export const answerPicture = (
  moment: Moment,
  session: DeskSession,
  { call: id, picture, accept }: SideCommandMap['picture.answer'],
) => {
  const call = callIn(session, id)
  checkRunning(call)
  if (call.picture?.id !== picture) throw gone('picture')
  // What was answered once stays answered: consent is not drawn out of a second press.
  if (call.picture.state === 'asked')
    put(moment, session, { call, picture: { id: picture, state: accept ? 'allowed' : 'declined' } })
  return {}
}

/**
 * A message brings the picture that was agreed to. The call may be over by then: the picture is of before.
 * @throws {TransportFailure} rejected `picture.unasked`.
 */
export const checkPicture = ({ call }: DeskSession, picture: Id, files: readonly FileRef[]): Call => {
  if (call?.picture?.id === picture && call.picture.state === 'allowed' && files.some(isPicture)) return call
  throw refuse('picture.unasked', 'The client has not agreed to this picture, or it was taken already: ask for it.')
}

/** It is taken: the next one is asked for anew. */
export const takePicture = (moment: Moment, session: DeskSession, call: Call): void => {
  if (call.picture) put(moment, session, { call, picture: { ...call.picture, state: 'taken' } })
}

const isPicture = ({ type }: FileRef) => type.startsWith('image/')
