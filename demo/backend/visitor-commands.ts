import type { FileRef, Id, Parameter } from '../../src/protocol/entities.js'
import type { DeskOperator, DeskSession } from '../protocol/desk.js'
import { withAgreement, type Agreement } from './agreement.js'
import { isFull } from './availability.js'
import { isBlocked } from './blocking.js'
import { decideForCall, isKeptCall } from './calls.js'
import type { PassingCallCommand } from './call-side.js'
import { addMessage, changeClient, changeSession, checkText, timeIn, toOperator, type Moment } from './changes.js'
import { endSession } from './course.js'
import type { Form } from '../../src/protocol/form.js'
import { isSamePage } from '../../src/protocol/page-list.js'
import { noteEntered, sayFiles } from './entered.js'
import { readEntry, whoIn, withEntered } from './entry-form.js'
import { takeFeedback } from './feedback.js'
import { bodyOf } from './files/refs.js'
import type { Group } from './groups.js'
import { takeLetter } from './letters.js'
import { withoutOffer } from './offers.js'
import { share } from './pages.js'
import { clip, merge, setParams, type Labels } from './params.js'
import type { Done, DoneCommand } from './parse-command.js'
import { placeIn } from './queue.js'
import { answerPicture } from './pictures.js'
import { ended, gone, refuse } from './refuse.js'
import type { Ringing, Route } from './routes.js'
import { toVisitorSession, type KnownClient } from './row.js'
import type { ClientState } from './state.js'
import { takeForm } from './slips.js'
import { given, leaveOffer, linkTicket, openerFor } from './tickets.js'
import { without } from './without.js'

/** What a visitor's command is decided with. */
export interface VisitorMoment extends Moment {
  owner: ClientState
  /** Longest text, in UTF-16 code units. */
  limit: number
  /** Whether a stream of theirs is open. */
  online: boolean
  /** Absent: there is no such widget. */
  groupOf(widget: string, chosen: string | undefined): Group | undefined
  /** Whom the rules lead them to, if they do. */
  routeOf(ringing: Ringing): Route | undefined
  /** Whether letters go anywhere but to the desk. */
  hasMailer: boolean
  /** What is asked before the queue of a widget. */
  entryFormOf(widget: string): Form | undefined
  /** Of `form.submit`: the form as it was sent, while it may be filled in. */
  slip: Form | undefined
  /** What is asked when nobody is there. */
  offlineFormOf(widget: string): Form | undefined
  /** That the command brings: they are whole, and its own. */
  files: readonly FileRef[]
  /** How a widget calls the parameters that it knows. */
  labelsOf(widget: string | undefined): Labels
  /** Of `feedback.send`: whether its session's conversation may be mailed to an address. */
  mayMail: boolean
  /** What a form says of mails about answers. */
  agreed: Agreement | 'no' | undefined
}

/** Commands that change something for good; the others never reach the log. */
export type Kept = Exclude<
  Done,
  | 'typing.set'
  | 'history.get'
  | 'upload.drop'
  | 'visitor.logout'
  | 'visitor.forget'
  | 'invitation.redeem'
  | 'offer.answer'
  | 'callback.slots'
  | 'messenger.open'
  | Calling
  | PassingCallCommand['type']
>
/** What is decided with more than that. */
export type Calling = 'callback.request' | 'callback.cancel'

/** Carries out one command, or refuses before it has changed anything. */
export const decideForVisitor = (moment: VisitorMoment, command: DoneCommand<Kept>): object => {
  if (isKeptCall(command))
    return decideForCall(moment, ownSession(moment, command.session), { side: 'visitor', command })
  switch (command.type) {
    case 'session.start':
      return start(moment, command)
    case 'session.leave':
      return leave(moment, command)
    case 'message.send':
      return send(moment, command)
    case 'form.submit':
      return takeForm(moment, ownSession(moment, command.session ?? openOf(moment)), command)
    case 'feedback.send':
      return takeFeedback(moment, ownSession(moment, command.session), command)
    case 'letter.send':
      return takeLetter(moment, command)
    case 'read.mark':
      return read(moment, command)
    case 'page.share':
      return share(moment, command)
    case 'params.set':
      return setParams(moment, command)
    case 'picture.answer':
      return answerPicture(moment, ownSession(moment, command.session), command)
    case 'call.report':
      return report(moment, command)
    case 'ticket.link':
      return link(moment, command)
  }
}

/** One open session per visitor: starting again gives the one there is, with what was filled in meanwhile. */
const start = (moment: VisitorMoment, command: DoneCommand<'session.start'>) => {
  const { draft, owner } = moment
  const open = owner.open === undefined ? undefined : draft.state.sessions.get(owner.open)
  if (!open) return startNew(moment, command)
  if (command.form) noteEntered(moment, open, enteredIn(moment, command).params)
  return { session: toVisitorSession(open) }
}

const enteredIn = (moment: VisitorMoment, command: DoneCommand<'session.start'>) =>
  readEntry(moment.entryFormOf(command.widget), { ...command, files: moment.files }, moment.now)

const startNew = (moment: VisitorMoment, command: DoneCommand<'session.start'>) => {
  const { draft, owner } = moment
  const { entry } = command
  if (entry !== 'webchat' && entry !== 'video')
    throw refuse('unsupported', `This backend takes no sessions by “${entry}”.`)
  const { params: entered, group: chosen = command.group } = enteredIn(moment, command)
  const { ticket, wordless } = command
  const opener = ticket === undefined ? undefined : openerFor(moment, owner.client.id, ticket)
  const client = opener ? { ...owner.client, ...given(owner.client, opener) } : owner.client
  const news = told(moment, client, { ...command, entered })
  const ringing = { entry, locale: command.locale ?? owner.client.locale, params: news.params }
  const route = chosen === undefined ? moment.routeOf(ringing) : undefined
  // In the words of a closed door: whom it concerns, need not be told.
  if (isBlocked(owner.client)) throw closed()
  const group = groupFor(moment, command.widget, chosen ?? route?.group)
  const position = placeIn(draft.state, group.name)
  const rings = route?.operator === undefined ? {} : { waitsFor: route.operator }
  const tab = {
    ...(ticket !== undefined && { ticket }),
    ...(opener && { opener: opener.id }),
    ...(wordless && { wordless }),
  }
  const way = { entry, position, ...nameOf(group), ...rings, ...tab }
  const session = begin(moment, { ...command, entered }, { ...way, from: client })
  if (opener) leaveOffer(moment, opener.id)
  // What came with the form is the first that stands in the conversation.
  sayFiles(moment, session, moment.files)
  return { session: toVisitorSession(session) }
}

/** A session says its group where any are set. */
export const nameOf = ({ name }: Group): Pick<DeskSession, 'group'> => (name === undefined ? {} : { group: name })

type Beginning = Omit<
  DoneCommand<'session.start'>,
  'id' | 'type' | 'entry' | 'group' | 'form' | 'skipForm' | 'ticket' | 'wordless'
> & {
  /** What an entry form came to. */
  entered?: readonly Parameter[]
}

type BeginningMoment = Pick<VisitorMoment, keyof Moment | 'owner' | 'online'> &
  Partial<Pick<VisitorMoment, 'labelsOf' | 'agreed'>>

/** The session of somebody who has none, in the queue or at one operator's door. */
export const begin = (
  moment: BeginningMoment,
  command: Beginning,
  {
    from,
    by,
    ...way
  }: Pick<DeskSession, 'entry' | 'group' | 'position' | 'knock' | 'waitsFor' | 'ticket' | 'opener' | 'wordless'> & {
    /** The client, with what is known of them by now. */
    from?: KnownClient
    /** Who has accepted it already: it never stands in a queue. */
    by?: DeskOperator
  },
): DeskSession => {
  const { draft, owner, now, newId, online } = moment
  const { stopped } = draft.state
  const client = withAgreement(without(from ?? owner.client, 'leftAt'), moment.agreed, { stopped, now })
  const here = online ? { online } : { online, leftAt: now }
  const ending = withoutOffer(client, now)
  changeClient(moment, client, { ...ending, ...told(moment, client, command), ...here, visits: owner.sessions.length })
  const at = timeIn(moment, owner.client.id)
  const session: DeskSession = {
    id: newId(),
    version: 1,
    client: owner.client.id,
    ...way,
    widget: command.widget,
    ...(by
      ? { state: 'accepted', operators: [toOperator(by)], createdAt: at, acceptedAt: at }
      : { state: 'queued', operators: [], createdAt: at, queuedAt: at }),
    ...cameFrom(owner, command),
  }
  draft.change(owner.client.id, { type: 'session.changed', session })
  return session
}

/** The page it begins on: the one it names, or the one they were on last. */
const cameFrom = (
  { client }: ClientState,
  { page: named, referrer }: Beginning,
): Pick<DeskSession, 'page' | 'referrer'> => {
  const page = named ?? client.page
  return {
    ...(page && { page: { url: page.url, ...(page.title !== undefined && { title: page.title }) } }),
    ...(referrer !== undefined && { referrer }),
  }
}

/** The group that takes it, if it takes anybody now. */
const groupFor = (moment: VisitorMoment, widget: string, chosen: string | undefined) => {
  const group = groupAt(moment, widget, chosen)
  if (group.hours?.isOpen(moment.now) === false) throw closed()
  if (isFull(moment.draft.state, group))
    throw refuse('queue.full', 'As many wait as may: send a letter, or come later.')
  return group
}

/** @throws {TransportFailure} rejected `widget.unknown`. */
export const groupAt = ({ groupOf }: Pick<VisitorMoment, 'groupOf'>, widget: string, chosen?: string): Group => {
  const group = groupOf(widget, chosen)
  if (!group) throw refuse('widget.unknown', `There is no widget “${widget}” here.`)
  return group
}

export const closed = () =>
  refuse('group.closed', 'Nobody is there at this hour: send a letter, or come when it is open.')

/** What the start says of the client. */
const told = (
  { labelsOf = () => ({}), now }: Pick<BeginningMoment, 'labelsOf' | 'now'>,
  client: Omit<KnownClient, 'leftAt'>,
  { widget, locale, page, params, entered = [] }: Beginning,
): Partial<KnownClient> & Pick<KnownClient, 'params'> => ({
  ...(locale !== undefined && { locale }),
  ...(page && !(client.page && isSamePage(client.page, page)) && { page: { ...page, at: now } }),
  ...whoIn(entered),
  // What is too much is left out: a talkative page is no reason to refuse somebody who writes. What they wrote comes first.
  params: clip(
    withEntered(merge(client.params, { values: params ?? {}, source: 'page', labels: labelsOf(widget), now }), entered),
  ),
})

const leave = (moment: VisitorMoment, { session: id }: DoneCommand<'session.leave'>) => {
  const session = ownSession(moment, id)
  if (session.state !== 'ended') endSession(moment, session, 'visitor')
  return {}
}

const send = (moment: VisitorMoment, { id, session: named, text }: DoneCommand<'message.send'>) => {
  checkText(text, moment.limit)
  const session = ownSession(moment, named ?? openOf(moment))
  if (session.state === 'ended') throw ended()
  return { message: addMessage(moment, session, { from: 'visitor', command: id, body: bodyOf(text, moment.files) }) }
}

/** @throws {TransportFailure} rejected `session.none`. */
const openOf = ({ owner }: VisitorMoment): Id => {
  if (owner.open === undefined) throw refuse('session.none', 'There is no open session: send session.start first.')
  return owner.open
}

const read = (moment: VisitorMoment, { session: id, seq }: DoneCommand<'read.mark'>) => {
  const session = ownSession(moment, id)
  const readByVisitor = Math.min(seq, moment.owner.seq)
  if (readByVisitor > (session.readByVisitor ?? 0)) changeSession(moment, session, { readByVisitor })
  return {}
}

const report = (moment: VisitorMoment, { session: id, outcome }: DoneCommand<'call.report'>) => {
  const session = ownSession(moment, id)
  if (session.devices !== outcome) changeSession(moment, session, { devices: outcome })
  return {}
}

const link = (moment: VisitorMoment, { ticket, widget, page, params = {} }: DoneCommand<'ticket.link'>) => {
  const { owner, now } = moment
  const setting = { values: params, source: 'page', labels: moment.labelsOf(widget), now } as const
  const news = { ...(page && { page: { ...page, at: now } }), params: clip(merge(owner.client.params, setting)) }
  return { ticket: linkTicket(moment, { ...owner.client, ...news }, ticket) }
}

/** @throws {TransportFailure} gone, in the same words whether it is another's or nobody's. */
export const ownSession = ({ draft, owner }: Pick<VisitorMoment, 'draft' | 'owner'>, id: Id): DeskSession => {
  const session = draft.state.sessions.get(id)
  if (session?.client !== owner.client.id) throw gone('session')
  return session
}
