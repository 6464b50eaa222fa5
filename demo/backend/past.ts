import type { Id } from '../../src/protocol/entities.js'
import type { DeskCommand, DeskReply } from '../protocol/desk.js'
import type { Context } from './context.js'
import { createRoom } from './fit.js'
import { gone } from './refuse.js'

/*
 * What was before: a client's conversations that are over, and what was said in one of them. A person whom their site names is
 * one client on all their devices; anybody else is one client for each browser, and nothing ever joins two of them. Who was
 * forgotten, by themselves or after the days of retention, has no past.
 */

/** What an operator asks of the past: it changes nothing, and is not kept. */
export type PastCommand = Extract<DeskCommand, { type: 'sessions.get' | 'messages.get' }>

export const isPastCommand = (command: DeskCommand): command is PastCommand =>
  command.type === 'sessions.get' || command.type === 'messages.get'

/** Sessions and messages that one answer holds. */
const MANY = { sessions: 10, messages: 50 }
/** Rows that are read at once. */
const PAGE = 200

type Past = Pick<Context, 'writer' | 'store'>

/** @throws {TransportFailure} gone. */
export const tellPast = (context: Past, command: PastCommand): Promise<DeskReply<PastCommand>> =>
  command.type === 'sessions.get' ? sessionsOf(context, command) : messagesOf(context, command)

/** The newest first. */
const sessionsOf = ({ writer }: Past, { client, before }: { client: Id; before?: Id }) =>
  writer.run(({ state }) => {
    const ids = state.clients.get(client)?.sessions
    if (!ids) throw gone('client')
    const end = before === undefined ? ids.length : ids.indexOf(before)
    if (end < 0) throw gone('session')
    const older = ids
      .slice(0, end)
      .flatMap(id => state.sessions.get(id) ?? [])
      .filter(session => session.state === 'ended')
      .reverse()
    const room = createRoom()
    const full = older.findIndex((one, at) => at === MANY.sessions || !room.take(one))
    const sessions = full < 0 ? older : older.slice(0, full)
    return { sessions, more: sessions.length < older.length }
  })

/** From the beginning on. */
const messagesOf = async ({ writer, store }: Past, { session: id, after = 0 }: { session: Id; after?: number }) => {
  const { client, span } = await writer.run(({ state }) => {
    const session = state.sessions.get(id)
    if (!session) throw gone('session')
    return { client: session.client, span: state.spans.get(id) ?? { first: 1, last: 0 } }
  })
  const room = createRoom()
  const messages = []
  for (let at = Math.max(after, span.first - 1); at < span.last;) {
    const rows = await store.log(client, at, Math.min(PAGE, span.last - at))
    if (!rows.length) break
    for (const { seq = 0, change } of rows) {
      at = seq
      if (change.type !== 'message.added' || change.message.session !== id) continue
      if (messages.length === MANY.messages || !room.take(change.message)) return { messages, more: true }
      messages.push(change.message)
    }
  }
  return { messages, more: false }
}
