import type { FileRef, Id } from '../../src/protocol/entities.js'
import type { Form } from '../../src/protocol/form.js'
import type { DeskCommand, DeskOperator, DeskSession } from '../protocol/desk.js'
import { checkAlone } from './alone.js'
import { isBusy } from './availability.js'
import { block } from './blocking.js'
import { acceptCallback, noteResult } from './callbacks.js'
import type { PassingCallCommand } from './call-side.js'
import { decideForCall } from './calls.js'
import { addMessage, changeSession, checkText, toOperator, type Moment } from './changes.js'
import { acceptSession, endSession } from './course.js'
import { invite, leave, redirect } from './colleagues.js'
import type { Decision } from './commands.js'
import { describe } from './describing.js'
import { bodyOf } from './files/refs.js'
import type { PastCommand } from './past.js'
import type { Groups } from './groups.js'
import { handleLetter, retryLetter } from './letters.js'
import { checkDoor, checkMine, isMine } from './mine.js'
import { askPicture, checkPicture, takePicture } from './pictures.js'
import { makeOffer, withdrawOffer } from './offering.js'
import { ended, gone, refuse } from './refuse.js'
import { retryRelay } from './relays.js'
import { SITE } from './row.js'
import { sendForm } from './slips.js'
import type { SiteCommand } from './site/commands.js'
import { setAvailable } from './switch.js'

/** What an operator's command is decided with. */
export interface DeskMoment extends Moment {
  operator: DeskOperator
  /** Longest text, in UTF-16 code units. */
  limit: number
  /** That the command brings: they are whole, and the operator's own. */
  files: readonly FileRef[]
  groups: Groups
  /** Whether letters go anywhere but to the desk. */
  hasMailer: boolean
  /** A form of a widget that may be sent. */
  formOf(widget: string, form: Id): Form | undefined
  /** Whether a page of a client is connected. */
  isOnline(client: Id): boolean
}

type Inviting = 'invitation.create' | 'invitation.revoke'
export type KeptDeskCommand = Exclude<
  DeskCommand,
  | { type: 'typing.set' | 'upload.drop' | 'client.export' | Inviting | PassingCallCommand['type'] }
  | SiteCommand
  | PastCommand
>

/** Carries out one command, or refuses before it has changed anything. */
export const decideForDesk = (moment: DeskMoment, command: KeptDeskCommand): Decision => {
  if (command.type === 'operator.available') return available(moment, command.on)
  if (command.type === 'letter.handle') return { client: handleLetter(moment, command).client, reply: {} }
  if (command.type === 'letter.retry') return { client: retryLetter(moment, command.letter).client, reply: {} }
  if (command.type === 'client.block') {
    block(moment, command)
    return { client: command.client, reply: {} }
  }
  if (command.type === 'client.describe') {
    describe(moment, command)
    return { client: command.client, reply: {} }
  }
  if (command.type === 'offer.make') return makeOffer(moment, command)
  if (command.type === 'offer.withdraw') return withdrawOffer(moment, command.offer)
  if (command.type === 'callback.accept') return acceptCallback(moment, command.callback)
  if (command.type === 'callback.result') return noteResult(moment, command)
  const session = findSession(moment, command.session)
  const reply = inSession(moment, session, command)
  return { client: session.client, reply }
}

type InSession = Exclude<
  KeptDeskCommand,
  {
    type:
      | 'operator.available'
      | 'letter.handle'
      | 'letter.retry'
      | 'client.block'
      | 'client.describe'
      | 'offer.make'
      | 'offer.withdraw'
      | 'callback.accept'
      | 'callback.result'
  }
>

const inSession = (moment: DeskMoment, session: DeskSession, command: InSession): object => {
  switch (command.type) {
    case 'session.accept':
      return accept(moment, session)
    case 'session.end':
      return end(moment, session)
    case 'session.redirect':
      return redirect(moment, session, command)
    case 'session.invite':
      return invite(moment, session, command.operator)
    case 'session.leave':
      return leave(moment, session)
    case 'message.send':
      return send(moment, session, command)
    case 'form.send':
      return sendForm(moment, session, command.form)
    case 'picture.ask':
      checkMine(moment, session)
      return askPicture(moment, session, { operator: moment.operator, call: command.call })
    case 'read.mark':
      return read(moment, session, command.seq)
    case 'relay.retry':
      checkMine(moment, session)
      retryRelay(moment.draft, session.id, command.relay)
      return {}
    default:
      checkMine(moment, session)
      return decideForCall(moment, session, { side: 'operator', operator: moment.operator, command })
  }
}

/** Exactly one operator gets a session; asking again for one's own changes nothing. */
const accept = (moment: DeskMoment, session: DeskSession) => {
  const { draft, operator } = moment
  if (session.state === 'ended') throw ended()
  if (isMine(session, operator.id)) return {}
  if (session.state !== 'queued') throw refuse('session.taken', 'Another operator has accepted this session.')
  checkDoor(moment, session)
  if (isBusy(draft.state, operator))
    throw refuse('operator.full', `You are in ${operator.maxChats} conversations already: end one first.`)
  checkAlone(draft.state, operator, session)
  acceptSession(moment, session, operator)
  return {}
}

const end = (moment: DeskMoment, session: DeskSession) => {
  if (session.state === 'ended') return {}
  if (session.state === 'accepted') checkMine(moment, session)
  else checkDoor(moment, session)
  endSession(moment, session, 'operator')
  return {}
}

const send = (moment: DeskMoment, session: DeskSession, { id, text, picture }: Sent) => {
  checkText(text, moment.limit)
  if (session.state === 'ended' && !mayAnswerLate(moment, session)) throw ended()
  checkMine(moment, session)
  const call = picture === undefined ? undefined : checkPicture(session, picture, moment.files)
  const author = toOperator(moment.operator)
  const body = bodyOf(text, moment.files)
  const message = addMessage(moment, session, { from: 'operator', author, command: id, body })
  if (call) takePicture(moment, session, call)
  return { message }
}
type Sent = Pick<Extract<DeskCommand, { type: 'message.send' }>, 'id' | 'text' | 'picture'>

/**
 * Who stayed away said no goodbye: an answer may still come, and waits for their next visit. After a goodbye of either
 * side, or once they talk to somebody anew, it would come from nowhere.
 */
const mayAnswerLate = ({ draft }: DeskMoment, { endedBy, client }: DeskSession) =>
  endedBy === 'system' && draft.state.clients.get(client)?.open === undefined

const read = (moment: DeskMoment, session: DeskSession, seq: number) => {
  checkMine(moment, session)
  const readByOperator = Math.min(seq, moment.draft.state.clients.get(session.client)?.seq ?? 0)
  if (readByOperator > (session.readByOperator ?? 0)) changeSession(moment, session, { readByOperator })
  return {}
}

const available = (moment: DeskMoment, on: boolean): Decision => {
  setAvailable(moment, moment.operator, on)
  return { client: SITE, reply: {} }
}

/** @throws {TransportFailure} gone. */
export const findSession = ({ draft }: Pick<DeskMoment, 'draft'>, id: Id): DeskSession => {
  const session = draft.state.sessions.get(id)
  if (!session) throw gone('session')
  return session
}
