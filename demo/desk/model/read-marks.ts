import { signal } from '@preact/signals-core'
import type { Id, Message } from '../../../src/protocol/entities.js'
import type { DeskSession } from '../../protocol/desk.js'

/** How far this operator has read each session: what the backend knows, and what it has not heard yet. */
export const createReadMarks = (tell: (session: Id, seq: number) => void) => {
  const marks = signal<ReadonlyMap<Id, number>>(new Map())
  const markOf = (session: DeskSession): number =>
    Math.max(session.readByOperator ?? 0, marks.value.get(session.id) ?? 0)

  return {
    /** The visitor's messages beyond the mark. */
    unreadOf: (session: DeskSession, messages: readonly Message[]): readonly Message[] =>
      messages.filter(message => message.from === 'visitor' && message.seq > markOf(session)),
    read: (session: Id, seq: number): void => {
      marks.value = new Map(marks.peek()).set(session, seq)
      tell(session, seq)
    },
    /** Says again what a cut may have swallowed. */
    repeat: (sessions: ReadonlyMap<Id, DeskSession>): void => {
      for (const [session, seq] of marks.peek())
        if (seq > (sessions.get(session)?.readByOperator ?? seq)) tell(session, seq)
    },
  }
}
