import type { Id, Message, Notice, Operator, Time } from '../../src/protocol/entities.js'
import type { DeskSession } from '../protocol/desk.js'
import { refuse, tooLong } from './refuse.js'
import { relayTo } from './relays.js'
import type { KnownClient } from './row.js'
import type { Draft } from './writer.js'

/** The moves that commands of both sides are made of. */
export interface Moment {
  draft: Draft
  now: Time
  newId(): Id
}

/** Never before what stands in a client's log: the clock may have been set back. */
export const timeIn = ({ draft, now }: Pick<Moment, 'draft' | 'now'>, client: Id): Time =>
  Math.max(now, draft.state.clients.get(client)?.at ?? 0)

export const changeSession = ({ draft }: Moment, session: DeskSession, patch: Partial<DeskSession>): DeskSession => {
  const changed = { ...session, ...patch, version: session.version + 1 }
  draft.change(session.client, { type: 'session.changed', session: changed })
  return changed
}

export const changeClient = (
  { draft }: Pick<Moment, 'draft'>,
  client: KnownClient,
  patch: Partial<KnownClient>,
): void =>
  draft.change(client.id, {
    type: 'client.changed',
    client: { ...client, ...patch, version: client.version + 1 },
  })

type Said = Pick<Message, 'from' | 'body'> & Partial<Pick<Message, 'author' | 'command'>>

export const addMessage = (moment: Moment, session: DeskSession, said: Said): Message => {
  const { draft, newId } = moment
  const seq = (draft.state.clients.get(session.client)?.seq ?? 0) + 1
  const message = { id: newId(), version: 1, session: session.id, seq, at: timeIn(moment, session.client), ...said }
  draft.change(session.client, { type: 'message.added', message })
  relayTo(draft, message)
  return message
}

interface Noticed {
  notice: Notice
  text: string
  name?: string
}

/** What happened between the messages, for both sides to read. */
export const addNotice = (moment: Moment, session: DeskSession, { text, ...data }: Noticed) =>
  addMessage(moment, session, { from: 'system', body: { kind: 'notice', text, data } })

/** An operator without what only colleagues see. */
export const toOperator = ({ id, name, photo, title }: Operator): Operator => ({
  id,
  name,
  ...(photo !== undefined && { photo }),
  ...(title !== undefined && { title }),
})

/** @throws {TransportFailure} rejected `text.empty`, or `tooLarge`. */
export const checkText = (text: string, limit: number): void => {
  if (!text.trim()) throw refuse('text.empty', 'A message needs some text.')
  if (text.length > limit) throw tooLong(limit)
}
