import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals-core'
import type { ClientCommand, Command, OutboxType, Reply, SessionStart } from '../protocol/commands.js'
import type { Id, Message, Session } from '../protocol/entities.js'
import type { Log } from '../protocol/ports.js'
import type { Connection } from './connection.js'
import { createOutbox, type Outbox, type OutboxOptions } from './outbox.js'
import { parseKept } from './parse-kept.js'
import { react } from './react.js'
import type { OutboxItem } from './shelf.js'
import type { Words } from './thread-items.js'

/** A command that waits until the backend holds it. */
export type KeptCommand = Extract<ClientCommand, { type: OutboxType }>

/** What a room leaves for the backend: it is kept until it arrives. */
export type Post =
  | Omit<Command<'letter.send'>, 'id' | 'widget'>
  | Omit<Command<'callback.request'>, 'id' | 'widget'>
  | Omit<Command<'feedback.send'>, 'id'>
  | Omit<Command<'form.submit'>, 'id'>
  | Omit<Command<'callback.cancel'>, 'id'>
/** What a session that begins now is told beside what it always says of itself. */
export type Extras = Partial<
  Pick<SessionStart, 'entry' | 'group' | 'params' | 'form' | 'skipForm' | 'took' | 'trap' | 'check'>
>

export interface SpeechOptions extends Omit<OutboxOptions<KeptCommand>, 'onReply' | 'onDoubt' | 'parse'> {
  connection: Connection
  /** The open session, if there is one. */
  open: ReadonlySignal<Session | undefined>
  newId(): string
  /** What a session that begins now says of itself. */
  start(): SessionStart
  onMessage(message: Message): void
  onSession(session: Session): void
}

/** The visitor's side of the conversation: words go out in order, into the open session or into one made for them. */
export const createSpeech = (options: SpeechOptions) => {
  const { connection, open, newId } = options
  let checking: Id | undefined
  const outbox = createOutbox<KeptCommand>({
    ...options,
    onReply: (command, reply) => deliver(options, command, reply),
    onDoubt: connection.recheck,
    parse: parseKept,
  })
  const refused = signal<OutboxItem<KeptCommand> | undefined>(undefined)
  const find = (id: Id) => outbox.items.value.find(({ command }) => command.id === id)

  /** The session that words belong to; one that is being left takes no more. */
  const leaving = computed(() => outbox.items.value.some(isLeave))
  const here = () => (leaving.value ? undefined : open.value)
  const enter = (extras?: Extras) => {
    if (here() || outbox.items.value.some(isStart)) return
    outbox.add({ id: newId(), type: 'session.start', ...options.start(), ...extras })
  }
  const say = (text: string, files?: readonly Id[]): Id => {
    enter()
    const id = newId()
    const session = here()
    outbox.add({ id, type: 'message.send', ...(session && { session: session.id }), text, ...(files && { files }) })
    return id
  }
  const retry = (id: Id) => {
    const item = find(id)
    if (item?.state === 'unsure') {
      checking = id
      connection.reopen()
    } else if (item?.state === 'failed' && item.command.type === 'message.send') {
      // Refused for good as it was: the same words go as a new command, into a new session if the old one is over.
      outbox.remove(id)
      say(item.command.text, item.command.files)
    }
  }

  const resendDoubted = () => {
    if (checking) outbox.retry(checking)
    checking = undefined
  }
  const undo = [
    react(() => connection.status.value.state === 'online', outbox.setOpen),
    dropRefused(outbox, refused, options.log),
    // The whole stream has been looked through: what is still in doubt did not arrive.
    react(() => connection.lives.value, resendDoubted),
  ]

  return {
    say,
    add: outbox.add,
    remove: outbox.remove,
    /** Words that the backend does not hold yet, oldest first. */
    waiting: computed(() => outbox.items.value.flatMap(toWords)),
    verbs: {
      ...{ kept: outbox.items, leaving, refused },
      post: (command: Post) => outbox.add({ id: newId(), ...named(command, options.start()) }),
      enter,
      retry,
      discard: outbox.remove,
      leave: () => open.value && outbox.add({ id: newId(), type: 'session.leave', session: open.value.id }),
    },
    dispose: () => [...undo, outbox.dispose].forEach(off => off()),
  }
}

/** Of no use to some commands, and left behind by who does not ask for it. */
const named = (command: Post, { widget }: SessionStart) => ({ widget, ...command })

const deliver = ({ onMessage, onSession }: SpeechOptions, { type }: KeptCommand, reply: unknown) => {
  if (type === 'message.send') onMessage((reply as Reply<Command<'message.send'>>).message)
  if (type === 'session.start') onSession((reply as Reply<Command<'session.start'>>).session)
}

/** A refused start or leave must not stand in the way of the next one. */
const dropRefused = (outbox: Outbox<KeptCommand>, why: Signal<OutboxItem<KeptCommand> | undefined>, log: Log) =>
  react(
    () => outbox.items.value.find(({ command, state }) => command.type.startsWith('session') && state === 'failed'),
    refused => {
      if (!refused) return
      if (isStart(refused)) why.value = refused
      log('warn', `${refused.command.type} refused`, refused.code)
      outbox.remove(refused.command.id)
    },
  )

const isLeave = ({ command }: OutboxItem<KeptCommand>) => command.type === 'session.leave'
const isStart = ({ command }: OutboxItem<KeptCommand>) => command.type === 'session.start'

/** Only words show in the thread; what else waits in the outbox has its own place. */
const toWords = ({ command, ...rest }: OutboxItem<KeptCommand>): Words[] =>
  command.type === 'message.send' ? [{ ...rest, id: command.id, text: command.text }] : []
