import type { Id } from '../../src/protocol/entities.js'
import type { DeskOperator, DeskSession } from '../protocol/desk.js'
import { checkAlone, isVideo } from './alone.js'
import { availableIn, isBusy, isFull } from './availability.js'
import { end, handCall } from './calls.js'
import { addNotice, changeSession, timeIn, toOperator, type Moment } from './changes.js'
import type { DeskMoment } from './desk-commands.js'
import type { Group } from './groups.js'
import { checkDoor, checkMine } from './mine.js'
import { withdrawAll } from './offers.js'
import { placeIn, regroup } from './queue.js'
import { ended, gone, refuse } from './refuse.js'
import { without } from './without.js'

/* What operators do with a conversation among themselves: hand it over, ask somebody in, go. */

interface Target {
  to: 'operator' | 'group'
  /** Id of the operator, or name of the group. */
  name: string
}

/** Hands over a conversation of one's own, or one that still waits. */
export const redirect = (moment: DeskMoment, session: DeskSession, { to, name }: Target): object => {
  if (session.state === 'ended') throw ended()
  if (session.state === 'accepted') checkMine(moment, session)
  else checkDoor(moment, session)
  if (to === 'group') return toGroup(moment, session, name)
  return session.state === 'accepted' ? toColleague(moment, session, name) : ringAt(moment, session, name)
}

/** They take over at once; who was asked in beside stays. */
const toColleague = (moment: DeskMoment, session: DeskSession, id: Id) => {
  const mine = moment.operator.id
  if (id === mine) return {}
  const isHere = session.operators.some(one => one.id === id)
  const target = isHere ? findColleague(moment, id) : findFree(moment, id, session)
  const others = session.operators.filter(one => one.id !== mine && one.id !== id)
  // What it came for goes on with the colleague; a call that two had agreed to within a chat does not.
  const kept = isVideo(session) ? session : end(moment, session)
  const operators = [toOperator(target), ...others]
  const changed = changeSession(moment, kept, { operators, ...handCall(kept, id) })
  addNotice(moment, changed, { notice: 'session.redirected', text: `${target.name} takes over`, name: target.name })
  return {}
}

/** It rings at them; others may still take it, so that nobody is forgotten there. */
const ringAt = (moment: DeskMoment, session: DeskSession, id: Id) => {
  if (session.waitsFor !== id)
    changeSession(moment, without(session, 'knock'), { waitsFor: findFree(moment, id, session).id })
  return {}
}

/** Back into the queue: from a conversation to its end, from the queue without losing one's turn. */
const toGroup = (moment: DeskMoment, session: DeskSession, name: string) => {
  const group = findOpen(moment, name)
  if (session.state === 'queued') {
    if (session.group === name && session.waitsFor === undefined && !session.knock) return {}
    if (session.group !== name) checkRoom(moment, group)
    regroup(moment, session, name)
    return {}
  }
  checkRoom(moment, group)
  const kept = end(moment, session)
  addNotice(moment, kept, { notice: 'session.regrouped', text: 'A colleague takes over' })
  changeSession(moment, without(kept, 'acceptedAt', 'groupedAt', 'knock'), {
    ...{ state: 'queued', operators: [], group: name, position: placeIn(moment.draft.state, name) },
    queuedAt: timeIn(moment, session.client),
  })
  return {}
}

/** A colleague joins at once. */
export const invite = (moment: DeskMoment, session: DeskSession, id: Id): object => {
  if (session.state === 'ended') throw ended()
  checkMine(moment, session)
  if (session.operators.some(one => one.id === id)) return {}
  const colleague = findFree(moment, id, session)
  const changed = changeSession(moment, session, { operators: [...session.operators, toOperator(colleague)] })
  addNotice(moment, changed, { notice: 'operator.joined', text: `${colleague.name} is here`, name: colleague.name })
  return {}
}

/** Goes out of a conversation that others are in as well. */
export const leave = (moment: DeskMoment, session: DeskSession): object => {
  if (session.state === 'ended') throw ended()
  checkMine(moment, session)
  const { id, name } = moment.operator
  const operators = session.operators.filter(one => one.id !== id)
  if (!operators.length) throw refuse('session.alone', 'You are alone in this conversation: end it, or hand it over.')
  const kept = session.call?.operator === id ? end(moment, session) : session
  const changed = changeSession(moment, kept, { operators })
  addNotice(moment, changed, { notice: 'operator.left', text: `${name} left the conversation`, name })
  return {}
}

/** Nobody rings at an empty chair: who waited for them, waits for everybody. */
export const releaseFrom = (moment: Moment, operator: Id): void => {
  withdrawAll(moment, operator)
  const { queue, sessions } = moment.draft.state
  for (const id of queue) {
    const session = sessions.get(id)
    if (session?.waitsFor === operator) changeSession(moment, without(session, 'waitsFor'), {})
  }
}

const findColleague = ({ draft }: DeskMoment, id: Id): DeskOperator => {
  const colleague = draft.state.operators.get(id)
  if (!colleague) throw gone('operator')
  return colleague
}

const findFree = (moment: DeskMoment, id: Id, session: DeskSession): DeskOperator => {
  const colleague = findColleague(moment, id)
  if (!colleague.available) throw refuse('operator.away', `${colleague.name} is not available.`)
  if (isBusy(moment.draft.state, colleague))
    throw refuse('operator.full', `${colleague.name} is in ${colleague.maxChats} conversations already.`)
  checkAlone(moment.draft.state, colleague, session)
  return colleague
}

const findOpen = ({ draft, now, groups }: DeskMoment, name: string): Group => {
  const group = groups.named(name)
  if (!group) throw gone('group')
  if (group.hours?.isOpen(now) === false) throw refuse('group.closed', `Nobody of “${name}” is there at this hour.`)
  if (!availableIn(draft.state, group).length) throw refuse('operator.away', `Nobody of “${name}” is available.`)
  return group
}

const checkRoom = ({ draft }: DeskMoment, group: Group) => {
  if (isFull(draft.state, group)) throw refuse('queue.full', `As many wait for “${group.name}” as may.`)
}
