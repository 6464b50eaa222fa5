import type { Call, Id, Side } from '../../src/protocol/entities.js'
import type { CallCommandMap } from '../../src/protocol/commands.js'
import type { DeskOperator, DeskSession } from '../protocol/desk.js'
import { checkFree, isOpenCall, isVideo } from './alone.js'
import { addMessage, addNotice, changeSession, timeIn, toOperator, type Moment } from './changes.js'
import { gone, refuse } from './refuse.js'
import { without } from './without.js'

/*
 *   offered ─answer yes→ running ─end→ ended         offered ─answer no, end→ ended
 *
 * A call is part of its session, and each side has one seat in it: the tab that sits there. Who came by the button
 * “Video call” has agreed with it, so that their call runs once an operator has accepted.
 */

/** Who speaks: the visitor, or an operator of the session. */
export interface Caller {
  side: Side
  /** Absent: the visitor. */
  operator?: DeskOperator
}

type Kept = 'call.offer' | 'call.answer' | 'call.end'
export type KeptCallCommand = { [K in Kept]: { id: Id; type: K } & CallCommandMap[K] }[Kept]
type Joining = CallCommandMap['call.join']

export const isKeptCall = (command: { type: string }): command is KeptCallCommand =>
  command.type === 'call.offer' || command.type === 'call.answer' || command.type === 'call.end'

/** Carries out what changes a call, or refuses before it has changed anything. */
export const decideForCall = (moment: Moment, session: DeskSession, given: Caller & { command: KeptCallCommand }) => {
  const { command, ...caller } = given
  if (command.type === 'call.offer') return offer(moment, session, { ...caller, command: command.id })
  const call = callIn(session, command.call)
  if (command.type === 'call.answer') return answer(moment, session, { ...caller, call, accept: command.accept })
  if (call.state !== 'ended') end(moment, session)
  return {}
}

/** Asking again while it is open gives the one there is. */
const offer = (moment: Moment, session: DeskSession, { side, operator, command }: Caller & { command: Id }) => {
  if (session.state === 'ended') throw refuse('session.ended', 'This session has ended: start a new one.')
  if (session.state !== 'accepted') throw refuse('session.waiting', 'An operator has to accept the session first.')
  if (session.call && isOpenCall(session)) return { call: session.call }
  const { state } = moment.draft
  if (operator) checkFree(state, operator, session)
  else checkSomebodyFree(moment, session)
  const at = timeIn(moment, session.client)
  const call: Call = {
    ...{ id: moment.newId(), session: session.id, state: 'offered', by: side, seats: {}, at },
    ...(operator && { operator: operator.id }),
  }
  // The bubble comes first: whoever sees the offer can read what it is about.
  addMessage(moment, session, {
    from: side,
    command,
    ...(operator && { author: toOperator(operator) }),
    body: { kind: 'offer', text: 'Shall we have a video call?', data: { offer: 'video', call: call.id } },
  })
  changeSession(moment, session, { call })
  return { call }
}

/** Of several operators one takes the call, so one free one will do. */
const checkSomebodyFree = ({ draft }: Moment, session: DeskSession) => {
  const operators = session.operators.flatMap(({ id }) => draft.state.operators.get(id) ?? [])
  const refusals = operators.map(operator => {
    try {
      return checkFree(draft.state, operator, session)
    } catch (error) {
      return error
    }
  })
  if (refusals.length && refusals.every(Boolean)) throw refusals[0]
}

const answer = (moment: Moment, session: DeskSession, { side, operator, call, accept }: Caller & Answering) => {
  if (call.state === 'running' && accept) return { call }
  if (call.state !== 'offered') throw over()
  if (call.by === side) throw refuse('call.own', 'It is for the other side to accept it; call.end takes it back.')
  if (!accept) {
    addNotice(moment, session, { notice: 'call.declined', text: 'The video call was declined' })
    finish(moment, session)
    return {}
  }
  const mine = operator ?? moment.draft.state.operators.get(call.operator ?? '')
  if (mine) checkFree(moment.draft.state, mine, session)
  return { call: start(moment, session, { call, operator: operator?.id ?? call.operator }) }
}

interface Answering {
  call: Call
  accept: boolean
}

const start = (moment: Moment, session: DeskSession, { call, operator }: { call: Call; operator?: Id | undefined }) => {
  const startedAt = timeIn(moment, session.client)
  const running: Call = { ...call, state: 'running', startedAt, ...(operator !== undefined && { operator }) }
  addNotice(moment, session, { notice: 'call.began', text: 'The video call has begun' })
  changeSession(moment, session, { call: running })
  return running
}

/** An operator has accepted who came for a call: both have agreed. */
export const startAccepted = (moment: Moment, session: DeskSession, operator: Id): void => {
  if (!isVideo(session)) return
  const at = timeIn(moment, session.client)
  const call: Call = { id: moment.newId(), session: session.id, state: 'offered', by: 'visitor', seats: {}, at }
  start(moment, session, { call, operator })
}

/** Hangs up whatever call is open; gives the session as it is then. */
export const end = (moment: Moment, session: DeskSession): DeskSession => {
  const { call } = session
  if (!call || call.state === 'ended') return session
  if (call.state === 'running') addNotice(moment, session, { notice: 'call.ended', text: 'The video call has ended' })
  return finish(moment, session)
}

const finish = (moment: Moment, session: DeskSession): DeskSession => {
  const { call } = session
  if (!call) return session
  const endedAt = timeIn(moment, session.client)
  return changeSession(moment, session, { call: { ...call, state: 'ended', endedAt } })
}

/** A colleague takes the conversation over, and with it what is left of a call that it came for. */
export const handCall = (session: DeskSession, to: Id): Pick<DeskSession, 'call'> => {
  const { call } = session
  if (!call || call.state === 'ended') return {}
  return { call: { ...without(call, 'picture'), operator: to, seats: without(call.seats, 'operator') } }
}

/**
 * Takes a side's seat for a tab. A seat that is taken goes to another only by the name of the one who sits there: so a reload
 * keeps it, and who wants it in another tab says so.
 * @throws {TransportFailure} rejected `call.over`, `call.waiting` (not agreed to yet), `call.elsewhere`.
 */
export const takeSeat = (
  moment: Moment,
  session: DeskSession,
  { side, operator, ...joining }: Caller & Joining,
): Call => {
  const call = callIn(session, joining.call)
  checkRunning(call)
  checkOperator(call, operator)
  const there = call.seats[side]
  if (there === joining.seat) return call
  if (there !== undefined && there !== joining.was)
    throw refuse('call.elsewhere', 'Another tab is in this call: name it in `was` to take its place.')
  // Who has agreed to a picture meant the moment, and the tab that has asked: in another it would come as a surprise.
  const kept = side === 'operator' && call.picture?.state === 'allowed' ? without(call, 'picture') : call
  const joined: Call = { ...kept, seats: { ...call.seats, [side]: joining.seat } }
  changeSession(moment, session, { call: joined })
  return joined
}

/** The call, if this tab has its side's seat in it. @throws {TransportFailure} */
export const checkSeat = (session: DeskSession, given: Caller & { call: Id; seat: Id }): Call => {
  const call = callIn(session, given.call)
  checkRunning(call)
  checkOperator(call, given.operator)
  if (call.seats[given.side] !== given.seat) throw refuse('call.elsewhere', 'Another tab is in this call now.')
  return call
}

export const callIn = ({ call }: DeskSession, id: Id): Call => {
  if (call?.id !== id) throw gone('call')
  return call
}

export const checkRunning = ({ state }: Call) => {
  if (state === 'ended') throw over()
  if (state === 'offered') throw refuse('call.waiting', 'The other side has not accepted it yet.')
}

export const checkOperator = (call: Call, operator: DeskOperator | undefined) => {
  if (operator && call.operator !== operator.id) throw refuse('call.notYours', 'Another operator is in this call.')
}

const over = () => refuse('call.over', 'This call is over.')
