import type { Id, Message } from '../../../src/protocol/entities.js'
import type { DeskSession } from '../../protocol/desk.js'

/** When a client began to wait. */
export const waitingSince = (session: DeskSession): number => session.queuedAt ?? session.createdAt

/** Those who wait for this operator or for anybody, the longest first: a new client joins at the end, and nobody ever moves. */
export const toWaiting = (sessions: Iterable<DeskSession>, me: Id | undefined): DeskSession[] =>
  [...sessions]
    .filter(s => s.state === 'queued' && (!s.knock || s.knock.operator === me))
    .sort((a, b) => waitingSince(a) - waitingSince(b))

/** In which order they are to be accepted here: those who ring elsewhere come last. */
export const toNext = (waiting: readonly DeskSession[], isForMe: (session: DeskSession) => boolean): DeskSession[] => [
  ...waiting.filter(isForMe),
  ...waiting.filter(session => !isForMe(session)),
]

/** What the client said first, if anything. */
export const firstWords = (messages: readonly Message[]): string | undefined =>
  messages.find(m => m.from === 'visitor' && m.state !== 'removed')?.body.text
