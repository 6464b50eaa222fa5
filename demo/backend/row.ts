import type { Cursor, Id, Message, Session } from '../../src/protocol/entities.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import type { Client, DeskEvent, DeskOperator, DeskSession, Invitation } from '../protocol/desk.js'
import { without } from './without.js'

/*
 * Everything that ever happened is a row, and a row is one change. A visitor sees those of their own log that concern
 * them, counted by `seq`; the desk sees all, counted by `pos`. Both counts are dense, so a gap is always a loss.
 */

/** A client as the backend keeps them: what operators see, and what only the backend needs. */
export interface KnownClient extends Client {
  /** The 7 of “Visitor 7”. */
  number: number
  /** Marks this very log: a cursor of another one cannot be continued. */
  epoch: string
}

export type Change =
  | { type: 'operator.changed'; operator: DeskOperator }
  | { type: 'client.changed'; client: KnownClient }
  | { type: 'session.changed'; session: DeskSession }
  | { type: 'message.added' | 'message.changed'; message: Message }
  /** Without its number: that is in no store. */
  | { type: 'invitation.changed'; invitation: Invitation }

export interface Row {
  /** Place among all rows, from 1, dense. */
  pos: number
  /** Whose log it belongs to; `SITE` for what concerns no client. */
  client: Id
  /** Place in what the visitor sees of that log, from 1, dense; absent when they do not see it. */
  seq?: number
  change: Change
}

export const SITE: Id = 'site'

/** Whether the visitor whose log it is sees a change. */
export const isVisible = ({ type }: Change): boolean => !HIDDEN.includes(type)
const HIDDEN: readonly Change['type'][] = ['operator.changed', 'client.changed', 'invitation.changed']

/** A session without what only operators may know. */
export const toVisitorSession = (session: DeskSession): Session => without(session, 'client', 'queuedAt', 'knock')

/** A client without what only the backend needs. */
export const toDeskClient = (client: KnownClient): Client => without(client, 'number', 'epoch')

/** A visible row as its visitor gets it. */
export const toVisitorEvent = ({ change }: Row, cursor: Cursor): ServerEvent | undefined => {
  if (change.type === 'session.changed') return { ...change, cursor, session: toVisitorSession(change.session) }
  if (change.type === 'message.added' || change.type === 'message.changed') return { ...change, cursor }
  return undefined
}

/** Any row as the desk gets it. */
export const toDeskEvent = ({ change }: Row, cursor: Cursor): DeskEvent =>
  change.type === 'client.changed' ? { ...change, cursor, client: toDeskClient(change.client) } : { ...change, cursor }

export const toCursor = (epoch: string, place: number): Cursor => `${epoch}.${place}`

/** The place a cursor names, if it is one of this epoch. */
export const placeOf = (cursor: Cursor | undefined, epoch: string): number | undefined => {
  const [, named, place] = /^(.+)\.(\d{1,15})$/.exec(cursor ?? '') ?? []
  return named === epoch ? Number(place) : undefined
}
