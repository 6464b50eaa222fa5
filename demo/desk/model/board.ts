/**
 * What the backend has told this desk: entities merged by id, the higher version wins; words in one thread per session.
 * A snapshot replaces all. Maps are replaced, never changed, so that readers may compare them.
 */
import { batch, signal, type ReadonlySignal } from '@preact/signals-core'
import { createThread, type Thread } from '../../../src/core/thread.js'
import type { Id, Message } from '../../../src/protocol/entities.js'
import type { Limits } from '../../../src/protocol/events.js'
import type { Client, DeskEvent, DeskOperator, DeskSession, Invitation } from '../../protocol/desk.js'

type Shelf<T> = ReadonlyMap<Id, T>

export interface Board {
  readonly me: ReadonlySignal<DeskOperator | undefined>
  readonly limits: ReadonlySignal<Limits>
  readonly operators: ReadonlySignal<Shelf<DeskOperator>>
  readonly clients: ReadonlySignal<Shelf<Client>>
  readonly sessions: ReadonlySignal<Shelf<DeskSession>>
  readonly invitations: ReadonlySignal<Shelf<Invitation>>
  /** Somebody guesses numbers. */
  readonly guessing: ReadonlySignal<boolean>
  /** What was said in a session, in the order everybody sees. */
  messagesOf(session: Id): readonly Message[]
  /** Takes one event; what is no entity is none of its business. */
  apply(event: DeskEvent): void
  /** Takes the backend's answer to an own message. */
  merge(message: Message): void
}

const put = <T extends { id: Id; version: number }>(shelf: Shelf<T>, entity: T): Shelf<T> => {
  const held = shelf.get(entity.id)
  return held && held.version >= entity.version ? shelf : new Map(shelf).set(entity.id, entity)
}

const shelve = <T extends { id: Id }>(entities: readonly T[]): Shelf<T> => new Map(entities.map(e => [e.id, e]))

export const createBoard = (): Board => {
  const self = signal<DeskOperator | undefined>(undefined)
  const limits = signal<Limits>({ text: 4000 })
  const operators = signal<Shelf<DeskOperator>>(new Map())
  const clients = signal<Shelf<Client>>(new Map())
  const sessions = signal<Shelf<DeskSession>>(new Map())
  const invitations = signal<Shelf<Invitation>>(new Map())
  const guessing = signal(false)
  const threads = createThreads()

  const putOperator = (operator: DeskOperator): void => {
    operators.value = put(operators.value, operator)
    if (operator.id === self.value?.id) self.value = operators.value.get(operator.id)
  }

  const take = (event: DeskEvent): void => {
    switch (event.type) {
      case 'hello':
        guessing.value = false
        self.value = event.operator
        limits.value = event.limits
        return putOperator(event.operator)
      case 'snapshot':
        operators.value = shelve(event.operators)
        clients.value = shelve(event.clients)
        sessions.value = shelve(event.sessions)
        invitations.value = shelve(event.invitations ?? [])
        threads.reset(event.messages)
        for (const operator of event.operators) putOperator(operator)
        return
      case 'operator.changed':
        return putOperator(event.operator)
      case 'client.changed':
        clients.value = put(clients.value, event.client)
        return
      case 'session.changed':
        sessions.value = put(sessions.value, event.session)
        return
      case 'invitation.changed':
        invitations.value = put(invitations.value, event.invitation)
        return
      case 'guessing.changed':
        guessing.value = event.on
        return
      case 'message.added':
      case 'message.changed':
        threads.merge(event.message)
    }
  }

  return {
    me: self,
    limits,
    operators,
    clients,
    sessions,
    invitations,
    guessing,
    messagesOf: threads.of,
    merge: threads.merge,
    apply: event => batch(() => take(event)),
  }
}

const NOTHING: readonly Message[] = []

/** One thread per session, made when its first message comes. */
const createThreads = () => {
  const shelf = signal<Shelf<Thread>>(new Map())
  const threadOf = (session: Id): Thread => {
    const held = shelf.peek().get(session)
    if (held) return held
    const thread = createThread()
    shelf.value = new Map(shelf.peek()).set(session, thread)
    return thread
  }
  return {
    of: (session: Id): readonly Message[] => shelf.value.get(session)?.messages.value ?? NOTHING,
    merge: (message: Message): void => threadOf(message.session).merge(message),
    reset: (messages: readonly Message[]): void => {
      const next = new Map<Id, Thread>()
      for (const session of new Set(messages.map(message => message.session))) {
        const thread = createThread()
        thread.reset(messages.filter(message => message.session === session))
        next.set(session, thread)
      }
      shelf.value = next
    },
  }
}
