import type { ThreadItem } from '../../../src/core/model.js'
import type { OutboxItem } from '../../../src/core/shelf.js'
import type { Id, Message } from '../../../src/protocol/entities.js'
import type { DeskCommand, DeskOperator, DeskSession } from '../../protocol/desk.js'

/**
 * One conversation as rows: what the backend holds, then what waits here. An own message is shown once, known by its
 * command.
 */
export const toRows = (
  messages: readonly Message[],
  waiting: readonly OutboxItem<DeskCommand>[],
  { session, me }: { session: DeskSession; me: DeskOperator | undefined },
): ThreadItem[] => {
  const held = new Set(messages.map(message => message.command))
  const read = session.readByVisitor ?? 0
  return [
    ...messages.map(message => toRow(message, { read, me: me?.id })),
    ...waiting.flatMap(item => toPending(item, session.id)).filter(row => !held.has(row.key)),
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

const toPending = ({ command, at, state, code }: OutboxItem<DeskCommand>, session: Id): ThreadItem[] =>
  command.type === 'message.send' && command.session === session
    ? [
        {
          key: command.id,
          from: 'operator',
          at,
          body: { kind: 'text', text: command.text },
          state,
          ...(code && { code }),
        },
      ]
    : []
