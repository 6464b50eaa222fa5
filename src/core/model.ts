import type { ReadonlySignal } from '@preact/signals-core'
import type {
  Availabilities,
  Callback,
  Id,
  Message,
  Offer,
  Operator,
  Session,
  Time,
  WireBody,
} from '../protocol/entities.js'
import type { Capability, GroupStates, Limits, Settings } from '../protocol/events.js'
import type { KeyStore } from '../protocol/ports.js'
import type { OutboxItem } from './shelf.js'
import type { Extras, KeptCommand, Post } from './speech.js'

/** What the one pipe is doing. Only `failed` and `ended` do not mend themselves. */
export type ConnectionState =
  'idle' | 'connecting' | 'online' | 'reconnecting' | 'authExpired' | 'offline' | 'failed' | 'ended'

export interface ConnectionStatus {
  state: ConnectionState
  /** Why it failed, or why the last attempt did: a code of the error table. */
  code?: string | undefined
}

/** How far an own message has come. `slow` is `sending` that takes 8 seconds or has no connection. */
export type SendState = 'queued' | 'sending' | 'slow' | 'sent' | 'read' | 'failed' | 'unsure'

/** One row of the conversation, in the order everybody sees. */
export interface ThreadItem {
  /** Stable from the first key press to the last read mark: the command id for own messages, the message id for others. */
  key: string
  from: Message['from']
  at: Time
  body: WireBody
  author?: Operator | undefined
  seq?: number | undefined
  session?: Id | undefined
  mark?: Message['state'] | undefined
  /** Only on own messages. */
  state?: SendState | undefined
  /** Why it failed: a code of the error table. */
  code?: string | undefined
}

/** What the backend holds before the first row here: nothing, more, on its way, or it did not come. */
export type Older = '' | 'more' | 'coming' | 'failed'

/** A conversation without pixels: what a panel reads and what it may do. Signals are written only inside. */
export interface Conversation {
  readonly connection: ReadonlySignal<ConnectionStatus>
  readonly settings: ReadonlySignal<Settings>
  readonly limits: ReadonlySignal<Limits>
  readonly availability: ReadonlySignal<Availabilities>
  /** The same of each group that can be chosen in the entry form; undefined where the backend does not say. */
  readonly groups: ReadonlySignal<GroupStates | undefined>
  /** The visitor's last callback, as the backend told it; undefined before the first. */
  readonly callback: ReadonlySignal<Callback | undefined>
  /** The chat that an operator has offered last, as the backend told it. */
  readonly offer: ReadonlySignal<Offer | undefined>
  /** The open session, or the last one that ended; undefined before the first. */
  readonly session: ReadonlySignal<Session | undefined>
  /** The visitor has left, and the backend does not know it yet. */
  readonly leaving: ReadonlySignal<boolean>
  /** The start of a session that was refused last on this page; its `code` is one of the error table. */
  readonly refused: ReadonlySignal<OutboxItem<KeptCommand> | undefined>
  readonly thread: ReadonlySignal<readonly ThreadItem[]>
  readonly older: ReadonlySignal<Older>
  /** The operator who is writing now. */
  readonly writing: ReadonlySignal<Operator | undefined>
  /** Messages from the other side that the visitor has not seen. */
  readonly unread: ReadonlySignal<number>
  /** `seq` of the first unread message when the visitor came back; the line “New” stands above it. */
  readonly newFrom: ReadonlySignal<number | undefined>
  /** What stands in the composer; kept over reloads. */
  readonly draft: ReadonlySignal<string>

  /** Whether the backend has an ability; read in an effect or a render, it is asked again when that changes. */
  can(ability: Capability): boolean
  setDraft(text: string): void
  /**
   * Puts a message into the outbox, making a session first if none is open. Returns the item's key. The backend holds
   * `files` already, and nothing else uses them.
   * @throws {RangeError} when the text is empty or longer than `limits.text`.
   */
  send(text: string, files?: readonly Id[]): string
  /** Sends a failed message again. */
  retry(key: string): void
  /** Drops a message that is not sent. */
  discard(key: string): void
  /** The visitor looks at the thread: everything in it is read. */
  seen(looking: boolean): void
  /** Fetches the messages before the first one here, if there are any. Resolves when that has come to an end, good or bad. */
  fetchOlder(): Promise<void>
  /** All that the backend does not hold yet, oldest first. */
  readonly kept: ReadonlySignal<readonly OutboxItem<KeptCommand>[]>
  /** Puts something else than words into the outbox. */
  post(command: Post): void
  /** Goes into the queue without a word, unless a session is open or on its way. */
  enter(extras?: Extras): void
  /** What rooms keep as long as it lasts, by their names: a room that is entered again knows nothing of before. */
  readonly rooms: Map<string, unknown>
  /** Where a room keeps what must outlive a page. */
  readonly store: KeyStore
  /** Leaves the queue or ends the conversation. */
  leave(): void
  /** Looks for a connection right now. */
  reconnect(): void
}
