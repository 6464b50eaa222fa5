import { computed, type ReadonlySignal } from '@preact/signals-core'
import type { ThreadItem } from '../../../src/core/model.js'
import type { OutboxItem } from '../../../src/core/shelf.js'
import type { Id, Message } from '../../../src/protocol/entities.js'
import type { DeskCommand, DeskSession } from '../../protocol/desk.js'
import { toName } from '../format.js'
import type { Board } from './board.js'
import type { Talk } from './model.js'
import { toRows } from './rows.js'

export interface TalkSources {
  board: Board
  items: ReadonlySignal<readonly OutboxItem<DeskCommand>[]>
  /** The visitor's messages in a session that this operator has not seen. */
  unreadOf(session: DeskSession, messages: readonly Message[]): readonly Message[]
  isWriting(session: Id): boolean
  /** Sessions that are over and stand on the list until they are closed. */
  lingers: ReadonlySignal<ReadonlySet<Id>>
  /** Whether there is a line to the server. */
  isHeard: ReadonlySignal<boolean>
}

export interface Talks {
  /** In the order in which they were accepted. */
  readonly all: ReadonlySignal<readonly Talk[]>
  isMine(session: DeskSession): boolean
  unread(session: DeskSession): readonly Message[]
  toTalk(session: DeskSession): Talk
  rowsOf(session: DeskSession): ThreadItem[]
}

/** This operator's conversations, seen from what the backend told. */
export const createTalks = (sources: TalkSources): Talks => {
  const { board, items, unreadOf, isWriting, lingers, isHeard } = sources
  const isMine = (session: DeskSession): boolean =>
    session.operators.some(operator => operator.id === board.me.value?.id)
  const unread = (session: DeskSession): readonly Message[] => unreadOf(session, board.messagesOf(session.id))
  const rowsOf = (session: DeskSession): ThreadItem[] =>
    toRows(board.messagesOf(session.id), items.value, { session, me: board.me.value, isHeard: isHeard.value })

  /** They were away too long and have not begun anew: what is written now waits for their next visit. */
  const isWaitedFor = ({ endedBy, client }: DeskSession): boolean =>
    endedBy === 'system' &&
    ![...board.sessions.value.values()].some(other => other.client === client && other.state !== 'ended')

  const toTalk = (session: DeskSession): Talk => {
    const client = board.clients.value.get(session.client)
    return {
      id: session.id,
      session,
      client,
      name: toName(client),
      open: session.state === 'accepted',
      answerable: session.state === 'accepted' || isWaitedFor(session),
      unread: unread(session).length,
      writing: isWriting(session.id),
      last: rowsOf(session).findLast(isSaid),
    }
  }

  const isListed = (session: DeskSession): boolean =>
    isMine(session) && (session.state === 'accepted' || lingers.value.has(session.id))

  const all = computed(() => [...board.sessions.value.values()].filter(isListed).sort(byAcceptance).map(toTalk))

  return { all, isMine, unread, toTalk, rowsOf }
}

const byAcceptance = (a: DeskSession, b: DeskSession): number => (a.acceptedAt ?? 0) - (b.acceptedAt ?? 0)

/** Notices are about the conversation, not of it. */
const isSaid = (row: ThreadItem): boolean => row.body.kind !== 'notice'
