import type { Message, Session } from '../protocol/entities.js'
import type { ThreadItem } from './model.js'
import type { OutboxState } from './shelf.js'

/** Words on their way. */
export interface Words {
  id: string
  text: string
  kind: string
  at: number
  state: OutboxState
  code?: string | undefined
}

/**
 * The view: what the backend holds, then what waits here. A waiting message never stands above an acknowledged one, and
 * what both know is shown once, by its command.
 */
export const toItems = (messages: readonly Message[], waiting: readonly Words[], session?: Session): ThreadItem[] => [
  ...messages.map(message => toItem(message, session)),
  ...waiting
    // Few wait, and mostly none: an index of a long thread would cost more, at each of its messages.
    .filter(({ id }) => !messages.some(({ command }) => command === id))
    .map(({ id, text, kind, at, state, code }): ThreadItem => ({
      ...BLANK,
      key: id,
      from: 'visitor',
      at,
      body: { kind, text },
      state,
      code,
    })),
]

/** What an item does not have is undefined on the item itself: nobody else is asked for it. */
const BLANK = { author: undefined, seq: undefined, session: undefined, mark: undefined }

const toItem = (message: Message, session: Session | undefined): ThreadItem => {
  const { id, command, from, at, body, author, seq, state } = message
  const read = session?.id === message.session ? (session.readByOperator ?? 0) : seq
  return {
    key: command ?? id,
    from,
    at,
    body,
    seq,
    session: message.session,
    author,
    mark: state,
    state: from === 'visitor' ? (seq <= read ? 'read' : 'sent') : undefined,
    code: undefined,
  }
}
