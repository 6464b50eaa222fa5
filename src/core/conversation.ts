import { computed, signal } from '@preact/signals-core'
import type { ClientCommand, SessionStart } from '../protocol/commands.js'
import type { Message, Session, SessionState } from '../protocol/entities.js'
import type { ServerEvent } from '../protocol/events.js'
import type { Clock, KeyStore, Log } from '../protocol/ports.js'
import type { Transport } from '../protocol/transport.js'
import { createConnection, type Connection } from './connection.js'
import { createFeed } from './feed.js'
import type { Conversation } from './model.js'
import { react } from './react.js'
import { remember } from './remember.js'
import { createSpeech } from './speech.js'
import { toItems } from './thread-items.js'
import { createUnread } from './unread.js'
import { createTyping } from './writing.js'

export interface ConversationOptions {
  transport: Transport
  store: KeyStore
  clock: Clock
  /** From 0 to 1. */
  random(): number
  /** A fresh unguessable id. */
  newId(): string
  hasNetwork(): boolean
  log: Log
  /** What a session that begins now says of itself. */
  start(): SessionStart
  /** A session reached a state while we watched. */
  onState(state: SessionState, session: Session): void
  /** A message that was not here when the page came. */
  onMessage(message: Message): void
}

/** A visitor's whole conversation: one pipe, one outbox, one thread. */
export interface VisitorConversation extends Conversation {
  readonly pipe: Connection
  /** Goes into the queue without a word. */
  enter(start: SessionStart): void
  dispose(): void
}

/** Longest text (UTF-16 units) until the backend says its own limit. */
const TEXT = 4_000

export const createConversation = (options: ConversationOptions): VisitorConversation => {
  const { transport, store, clock, newId } = options
  const draft = signal(store.get('draft') ?? '')
  const feed = createFeed({ ...options, onEcho: id => speech.remove(id) })
  const session = feed.sessions.current
  const connection = createConnection<ServerEvent>({
    ...options,
    open: opening => transport.open(opening),
    apply: event => {
      feed.apply(event)
      if (event.type === 'message.added') options.onMessage(event.message)
    },
    onRefused: () => dropToken(store),
  })
  const open = computed(() => (session.value?.state === 'ended' ? undefined : session.value))
  const speech = createSpeech({
    ...options,
    connection,
    open,
    send: (command, sending) => transport.send(command, sending),
    dedupe: () => feed.hello.value?.dedupe ?? 'server',
    onMessage: feed.arrive,
    onSession: feed.sessions.merge,
  })
  const tell = createTell(options, connection)
  const typing = createTyping(clock, on => {
    if (open.value) tell({ id: newId(), type: 'typing.set', session: open.value.id, on })
  })
  const unread = createUnread({
    messages: feed.thread.messages,
    theirs: ({ from }) => from === 'operator' || from === 'bot',
    store,
    tell: message => tell({ id: newId(), type: 'read.mark', session: message.session, seq: message.seq }),
  })
  const undo = react(
    () => connection.lives.value,
    lives => lives && unread.tellAgain(),
  )
  const limits = computed(() => feed.hello.value?.limits ?? { text: TEXT })

  return {
    pipe: connection,
    connection: connection.status,
    settings: computed(() => feed.hello.value?.settings ?? {}),
    limits,
    capabilities: computed(() => feed.hello.value?.capabilities ?? []),
    availability: feed.availability,
    session,
    thread: computed(() => toItems(feed.thread.messages.value, speech.waiting.value, session.value)),
    writing: feed.writing.who,
    unread: unread.count,
    newFrom: unread.newFrom,
    draft,
    setDraft: text => {
      draft.value = text
      remember(store, 'draft', text)
      typing.typed(text)
    },
    send: text => {
      if (!text.trim()) throw new RangeError('text.empty')
      if (text.length > limits.value.text) throw new RangeError('text.long')
      unread.answered()
      typing.stop()
      return speech.say(text)
    },
    enter: speech.enter,
    retry: speech.retry,
    discard: speech.remove,
    seen: unread.look,
    leave: speech.leave,
    reconnect: connection.reopen,
    dispose: () => {
      undo()
      for (const part of [speech, connection, unread, feed.writing, typing]) part.dispose()
    },
  }
}

/** The token leads nowhere any more. What was written stays in the outbox and goes out as a new visitor's. */
const dropToken = (store: KeyStore) => {
  const had = store.get('token') !== undefined
  store.remove('token')
  return had
}

/** Commands that say how things are now go beside the outbox: a lost one is repaired by the next. */
const createTell =
  ({ transport, clock, log }: ConversationOptions, connection: Connection) =>
  (command: ClientCommand) => {
    if (connection.status.value.state !== 'online') return
    const stop = new AbortController()
    const undo = clock.after(10_000, () => stop.abort())
    transport
      .send(command, { signal: stop.signal })
      .catch((error: unknown) => log('info', command.type, String(error)))
      .finally(undo)
  }
