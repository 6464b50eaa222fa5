import type { ThreadItem } from '../../../src/core/model.js'
import { isUnderWay, type OutboxItem } from '../../../src/core/shelf.js'
import type { Id, Message } from '../../../src/protocol/entities.js'
import type { DeskCommand, DeskOperator, DeskSession } from '../../protocol/desk.js'

interface Reader {
  session: DeskSession
  me: DeskOperator | undefined
  /** Without a line to the server, what waits here waits for it, and says so. */
  isHeard: boolean
}

/**
 * One conversation as rows: what the backend holds, then what waits here. An own message is shown once, known by its
 * command.
 */
export const toRows = (
  messages: readonly Message[],
  waiting: readonly OutboxItem<DeskCommand>[],
  { session, me, isHeard }: Reader,
): ThreadItem[] => {
  const held = new Set(messages.map(message => message.command))
  const read = session.readByVisitor ?? 0
  return [
    ...messages.map(message => toRow(message, { read, me: me?.id })),
    ...waiting.flatMap(item => toPending(item, session.id, isHeard)).filter(row => !held.has(row.key)),
  ]
}

const toRow = (message: Message, { read, me }: { read: number; me: Id | undefined }): ThreadItem => {
  const { id, command, from, at, body, author, seq, state } = message
  const isMine = from === 'operator' && author?.id === me
  return {
    key: command ?? id,
    from,
    at,
    body,
    seq,
    session: message.session,
    ...(author && { author }),
    ...(state && { mark: state }),
    ...(isMine && { state: seq <= read ? 'read' : 'sent' }),
  }
}

const toPending = (item: OutboxItem<DeskCommand>, session: Id, isHeard: boolean): ThreadItem[] => {
  const { command, at, state, code } = item
  return command.type === 'message.send' && command.session === session
    ? [
        {
          key: command.id,
          from: 'operator',
          at,
          body: { kind: 'text', text: command.text },
          state: isHeard || !isUnderWay(item) ? state : 'slow',
          ...(code && { code }),
        },
      ]
    : []
}
