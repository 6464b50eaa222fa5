import { computed, type ReadonlySignal } from '@preact/signals-core'
import type { SessionStart } from '../protocol/commands.js'
import type { Message, Session, SessionState } from '../protocol/entities.js'
import type { ServerEvent } from '../protocol/events.js'
import { TransportFailure } from '../protocol/failure.js'
import { anything, record, type Parser } from '../protocol/parse.js'
import { message, session } from '../protocol/parse-event.js'
import type { Clock, KeyStore, Log } from '../protocol/ports.js'
import type { Transport } from '../protocol/transport.js'
import { createBeside, type Beside } from './beside.js'
import { createConnection, type Connection } from './connection.js'
import { createFeed } from './feed.js'
import { createHistory } from './history.js'
import type { Conversation } from './model.js'
import { createPresence } from './presence.js'
import { createSpeech, type KeptCommand } from './speech.js'
import { toItems } from './thread-items.js'
import { LOST } from './thread.js'
import type { UploadPorts } from './uploads.js'

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
  /** The last thing that was told: for rooms that hear what the app leaves to them. */
  readonly heard: ReadonlySignal<ServerEvent | undefined>
  /** What files are brought with. */
  readonly ports: UploadPorts
  /** Sends a command beside the outbox, and waits for its answer. */
  readonly ask: Beside['ask']
  /** Says it, if there is a connection; nobody waits for the answer. */
  readonly tell: Beside['tell']
  /** Ends something of a room's with it. */
  onEnd(fn: () => void): void
  dispose(): void
}

export const createConversation = (options: ConversationOptions): VisitorConversation => {
  let mayRenew = true
  const feed = createFeed({
    ...options,
    onEcho: id => speech.remove(id),
    onLost: ({ command: id, from, session: of, body: { text } }) => {
      if (from === 'visitor' && id) speech.add({ id, type: 'message.send', session: of, text }, LOST)
    },
  })
  const { thread, told } = feed
  const { current } = feed.sessions
  const open = computed(() => (current.value?.state === 'ended' ? undefined : current.value))
  const connection = createConnection<ServerEvent>({
    ...options,
    open: opening => (feed.thread.opens(), options.transport.open(opening)),
    apply: event => {
      feed.apply(event)
      if (event.type === 'snapshot') history.reset(event.more)
      if (event.type === 'hello' && event.visitor.token) presence.forget()
      if (event.type === 'live') mayRenew = true
      if (event.type === 'message.added') options.onMessage(event.message)
    },
    // Once: the transport may have another credential, or get one as a new visitor. What was written goes out all the same.
    onRefused: () => mayRenew && !(mayRenew = false),
  })
  const beside = createBeside({ ...options, isOpen: () => connection.status.value.state === 'online' })
  const history = createHistory({ ...options, ...beside, thread: feed.thread })
  const speech = createSpeech({
    ...options,
    connection,
    open,
    dedupe: feed.dedupe,
    onMessage: feed.arrive,
    onSession: feed.sessions.merge,
    send: async (command, sending) => checked(command, await options.transport.send(command, sending)),
  })
  const presence = createPresence({ ...options, ...beside, ...told, connection, open, messages: thread.messages })
  return {
    ...told,
    ...speech.verbs,
    ...beside,
    store: options.store,
    ports: options,
    pipe: connection,
    connection: connection.status,
    reconnect: connection.reopen,
    session: current,
    thread: computed(() => toItems(thread.messages.value, speech.waiting.value, current.value)),
    older: history.state,
    fetchOlder: history.fetch,
    writing: feed.writing.who,
    ...presence.view,
    send: (text, files) => {
      checkWords(text, told.limits.value.text)
      presence.said()
      return speech.say(text, files)
    },
    dispose: () => [speech, connection, presence, beside, feed].forEach(part => part.dispose()),
  }
}

const checkWords = (text: string, most: number) => {
  if (!text.trim()) throw new RangeError('text.empty')
  if (text.length > most) throw new RangeError('text.long')
}

const REPLIES = new Map<string, Parser<object>>([
  ['message.send', record({ message })],
  ['session.start', record({ session })],
])

/** A success of another shape is some proxy's: nobody knows whether the backend has it. */
const checked = (command: KeptCommand, reply: unknown) => {
  try {
    return (REPLIES.get(command.type) ?? anything)(reply)
  } catch {
    throw new TransportFailure({ kind: 'retry', done: 'unknown' }, 'reply')
  }
}
