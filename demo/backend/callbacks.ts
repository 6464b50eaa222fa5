import type { Callback, CallbackState, Id, Time } from '../../src/protocol/entities.js'
import type { DeskCallback, DeskSession, DialResult } from '../protocol/desk.js'
import type { Trier } from './attempts.js'
import { checkNoCall } from './alone.js'
import { isBusy } from './availability.js'
import { isBlocked } from './blocking.js'
import type { CallbackLimits } from './callback-limits.js'
import { changeClient, changeSession, timeIn, toOperator } from './changes.js'
import { acceptSession, endSession } from './course.js'
import type { DeskMoment } from './desk-commands.js'
import type { Group } from './groups.js'
import { isMine } from './mine.js'
import type { DoneCommand } from './parse-command.js'
import { toDialled } from './phone.js'
import { gone, refuse } from './refuse.js'
import { availableIn } from './availability.js'
import { toVisitorCallback } from './row.js'
import { takenIn, toSlots } from './slots.js'
import { isCalling, type State } from './state.js'
import { closed, groupAt, nameOf, type VisitorMoment } from './visitor-commands.js'
import { without } from './without.js'

/* From a number that somebody typed to a person who has dialled it:
 *
 *   requested ─somebody takes it→ dialled → reached | notReached | invalid        requested → cancelled
 *
 * Its time comes by `due.ts`, and is missed by `overdue.ts`. Taking it begins the session.
 */

/** What a request is decided with, beside what every command is. */
export interface CallingMoment extends VisitorMoment {
  limits: CallbackLimits
  trier: Trier
  /** Where the site calls to, by ISO 3166; undefined: anywhere. */
  countries: ReadonlySet<string> | undefined
  placesOf(group: Group): number
}

/** Asks to be called, or moves what was asked for. */
export const requestCallback = (moment: CallingMoment, command: DoneCommand<'callback.request'>): object => {
  const { draft, owner, now, newId } = moment
  const { at, widget } = command
  if (isBlocked(owner.client)) throw closed()
  const group = groupAt(moment, widget)
  const phone = toDialled(command, moment.countries)
  const last = draft.state.callbacks.get(owner.callback ?? '')
  if (last?.state === 'dialled') throw refuse('callback.dialled', 'They are being called: nothing can be moved now.')
  const before = last && isCalling(last) ? last : undefined
  if (at === undefined) checkSomebody(draft.state, group, now)
  else checkSlot(moment, group, { at, own: before?.id })

  const isKnown = before?.phone === phone
  const isHeld = isKnown ? before.held === true : !moment.limits.take(phone, moment.trier)
  const callback: DeskCallback = {
    id: before?.id ?? newId(),
    version: (last?.version ?? 0) + 1,
    phone,
    ...(at !== undefined && { at }),
    requestedAt: before?.requestedAt ?? now,
    ...(at === undefined && { dueAt: before?.dueAt ?? leaveQueue(moment) }),
    state: 'requested',
    ...(group.hours && { zone: group.hours.zone }),
    client: owner.client.id,
    widget,
    ...nameOf(group),
    ...(isHeld && { held: true }),
  }
  if (at !== undefined) leaveQueue(moment)
  changeClient(moment, owner.client, { phone, ...(command.locale !== undefined && { locale: command.locale }) })
  return { callback: toVisitorCallback(put(moment, callback)) }
}

/** Who waits in the queue waits by the phone from now on, and has waited since they came. */
const leaveQueue = (moment: VisitorMoment): Time => {
  const { draft, owner, now } = moment
  const session = draft.state.sessions.get(owner.open ?? '')
  if (session?.state !== 'queued') return now
  endSession(moment, session, 'visitor')
  return Math.min(now, session.queuedAt ?? session.createdAt)
}

const checkSomebody = (state: State, group: Group, now: Time) => {
  if (group.hours?.isOpen(now) === false || !availableIn(state, group).length) throw closed()
}

const checkSlot = (moment: CallingMoment, group: Group, { at, own }: { at: Time; own: Id | undefined }) => {
  const { draft, now } = moment
  const taken = takenIn(draft.state, group.name, own)
  const slot = toSlots({ group, now, places: moment.placesOf(group), taken }).find(one => one.at === at)
  if (!slot?.free) throw refuse('callback.full', 'This half hour is taken or not offered: ask for the slots anew.')
}

/** Nobody is to call any more; what is over already stays as it is. */
export const cancelCallback = (moment: VisitorMoment, { callback: id }: DoneCommand<'callback.cancel'>): object => {
  const callback = moment.draft.state.callbacks.get(id)
  if (callback?.client !== moment.owner.client.id) throw gone('callback')
  if (callback.state === 'requested')
    put(moment, { ...inTime(callback), state: 'cancelled', endedAt: moment.now, version: callback.version + 1 })
  return {}
}

/** Exactly one operator gets it; asking again for one's own changes nothing. */
export const acceptCallback = (moment: DeskMoment, id: Id): { client: Id; reply: object } => {
  const { operator, now } = moment
  const callback = find(moment, id)
  const { client, state } = callback
  if (state === 'dialled') {
    if (callback.by?.id === operator.id) return { client, reply: {} }
    throw refuse('callback.taken', 'Another operator has taken this callback.')
  }
  const isDue = state === 'requested' && callback.dueAt !== undefined
  if (!isLast(moment, callback) || callback.held || !(isDue || state === 'notReached')) throw over()
  const session = meet(moment, callback)
  put(moment, {
    ...without(inTime(callback), 'result', 'endedAt'),
    state: 'dialled',
    version: callback.version + 1,
    by: toOperator(operator),
    dialledAt: now,
    session,
  })
  return { client, reply: {} }
}

/** Nobody waits for it any more. */
const inTime = (callback: DeskCallback): DeskCallback => without(callback, 'overdueAt', 'opensAt')

/** The conversation with whom is being called: the one there is, or a new one. */
const meet = (moment: DeskMoment, { client, widget, group }: DeskCallback): Id => {
  const { draft, operator, newId } = moment
  const open = draft.state.sessions.get(draft.state.clients.get(client)?.open ?? '')
  if (open && isMine(open, operator.id)) return open.id
  if (open?.state === 'accepted') throw refuse('session.taken', 'Another operator is talking to them.')
  checkNoCall(draft.state, operator)
  if (isBusy(draft.state, operator))
    throw refuse('operator.full', `You are in ${operator.maxChats} conversations already: end one first.`)
  const at = timeIn(moment, client)
  const session: DeskSession = open
    ? changeSession(moment, without(open, 'knock'), { entry: 'callback' })
    : {
        ...{ id: newId(), version: 1, client, entry: 'callback', widget, state: 'queued', operators: [] },
        ...{ createdAt: at, queuedAt: at, ...(group !== undefined && { group }) },
      }
  if (!open) {
    noteHere(moment, client)
    draft.change(client, { type: 'session.changed', session })
  }
  acceptSession(moment, session, operator)
  return session.id
}

/** Whether they are here is kept only of those who are in a session: from now on it is. */
const noteHere = (moment: DeskMoment, id: Id) => {
  const owner = moment.draft.state.clients.get(id)
  if (!owner) throw gone('client')
  const online = moment.isOnline(id)
  const here = online ? { online } : { online, leftAt: moment.now }
  changeClient(moment, without(owner.client, 'leftAt'), { ...here, visits: owner.sessions.length })
}

const STATES: Readonly<Record<DialResult, CallbackState>> = {
  answered: 'reached',
  noAnswer: 'notReached',
  busy: 'notReached',
  invalid: 'invalid',
}

/** What came of dialling; it may be said anew until they ask again. */
export const noteResult = (
  moment: DeskMoment,
  { callback: id, result }: { callback: Id; result: DialResult },
): { client: Id; reply: object } => {
  const callback = find(moment, id)
  const { client, state } = callback
  if (state === 'requested' || state === 'cancelled' || !isLast(moment, callback)) throw over()
  if (callback.result !== result)
    put(moment, { ...callback, result, state: STATES[result], version: callback.version + 1, endedAt: moment.now })
  return { client, reply: {} }
}

const over = () => refuse('callback.over', 'This callback is not to be dialled now.')

const isLast = ({ draft }: DeskMoment, { id, client }: DeskCallback) => draft.state.clients.get(client)?.callback === id

const find = ({ draft }: DeskMoment, id: Id): DeskCallback => {
  const callback = draft.state.callbacks.get(id)
  if (!callback) throw gone('callback')
  return callback
}

const put = ({ draft }: Pick<DeskMoment, 'draft'>, callback: DeskCallback): DeskCallback => {
  draft.change(callback.client, { type: 'callback.changed', callback })
  return callback
}

/** The last callback of a client, as they are told of it. */
export const callbackOf = (state: State, client: Id): Callback | undefined => {
  const callback = state.callbacks.get(state.clients.get(client)?.callback ?? '')
  return callback && toVisitorCallback(callback)
}

/** Ms that what is over stays on the desk. */
const RECENT = 3_600_000

/** What belongs on a desk. */
export const callbacksAt = ({ callbacks }: State, now: Time): DeskCallback[] =>
  [...callbacks.values()].filter(one => isCalling(one) || (one.endedAt ?? 0) > now - RECENT)
