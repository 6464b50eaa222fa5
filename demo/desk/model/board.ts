/**
 * What the backend has told this desk: entities merged by id, the higher version wins; words in one thread per session.
 * A snapshot replaces all. Maps are replaced, never changed, so that readers may compare them.
 */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals-core'
import { createThread, type Thread } from '../../../src/core/thread.js'
import { createForms } from './forms.js'
import { createTrails } from './trails.js'
import type { Id, Message, PageView } from '../../../src/protocol/entities.js'
import type { Limits } from '../../../src/protocol/events.js'
import type {
  Client,
  DeskCallback,
  DeskEvent,
  DeskForm,
  DeskGroup,
  DeskOperator,
  DeskSession,
  Invitation,
  Letter,
  LetterProgress,
  Relay,
} from '../../protocol/desk.js'

type Shelf<T> = ReadonlyMap<Id, T>

export interface Board {
  readonly me: ReadonlySignal<DeskOperator | undefined>
  readonly limits: ReadonlySignal<Limits>
  readonly operators: ReadonlySignal<Shelf<DeskOperator>>
  readonly groups: ReadonlySignal<readonly DeskGroup[]>
  readonly clients: ReadonlySignal<Shelf<Client>>
  /** Where a client has been, oldest first. */
  pagesOf(client: Id): readonly PageView[]
  readonly sessions: ReadonlySignal<Shelf<DeskSession>>
  readonly letters: ReadonlySignal<Shelf<Letter>>
  readonly callbacks: ReadonlySignal<Shelf<DeskCallback>>
  /** What was said to clients of messengers and has not arrived. */
  readonly relays: ReadonlySignal<Shelf<Relay>>
  readonly invitations: ReadonlySignal<Shelf<Invitation>>
  /** That may be sent into conversations. */
  readonly forms: ReadonlySignal<readonly DeskForm[]>
  /** Somebody guesses numbers. */
  readonly guessing: ReadonlySignal<boolean>
  /** What was said in a session, in the order everybody sees. */
  messagesOf(session: Id): readonly Message[]
  /** Takes one event; what is no entity is none of its business. */
  apply(event: DeskEvent): void
  /** A stream is about to be opened. */
  opens(): void
  /** Takes the backend's answer to an own message, unless its conversation is gone meanwhile. */
  answer(message: Message): boolean
}

const put = <T extends { id: Id; version: number }>(shelf: Shelf<T>, entity: T): Shelf<T> => {
  const held = shelf.get(entity.id)
  return held && held.version >= entity.version ? shelf : new Map(shelf).set(entity.id, entity)
}

/** Without what is of somebody who was erased. */
const shed = <T>(shelf: Shelf<T>, isGone: (one: T, id: Id) => boolean): Shelf<T> =>
  new Map([...shelf].filter(([id, one]) => !isGone(one, id)))

const shelve = <T extends { id: Id }>(entities: readonly T[]): Shelf<T> => new Map(entities.map(e => [e.id, e]))

export const createBoard = (): Board => {
  const limits = signal<Limits>({ text: 4000 })
  const team = createTeam()
  const clients = signal<Shelf<Client>>(new Map())
  const beside = createBeside()
  const sessions = signal<Shelf<DeskSession>>(new Map())
  const letters = createLetters()
  const threads = createThreads()
  const all = { clients, sessions, letters, threads, beside }
  /** What answers told since the stream was opened: a snapshot may have been taken before. */
  let answered: Message[] = []

  const take = (event: DeskEvent): void => {
    switch (event.type) {
      case 'hello':
        limits.value = event.limits
        return team.meet(event.operator)
      case 'snapshot':
        team.reset(event.operators)
        clients.value = shelve(event.clients)
        sessions.value = shelve(event.sessions)
        letters.reset(event.letters)
        threads.reset([...event.messages, ...answered])
        return
      case 'erased':
        return void (answered = erase(all, answered, event.clients))
      case 'groups.changed':
        return team.regroup(event.groups)
      case 'operator.changed':
        return team.put(event.operator)
      case 'client.changed':
        return void (clients.value = put(clients.value, event.client))
      case 'session.changed':
        return void (sessions.value = put(sessions.value, event.session))
      case 'letter.added':
        return letters.add(event.letter)
      case 'letter.changed':
        return letters.advance(event.progress)
      case 'message.added':
      case 'message.changed':
        threads.merge(event.message)
    }
  }

  return {
    ...{ me: team.me, operators: team.operators, groups: team.groups },
    ...{ limits, clients, sessions },
    letters: letters.all,
    ...beside.told,
    messagesOf: threads.of,
    opens: () => void (answered = []),
    answer: message => {
      if (!sessions.peek().has(message.session)) return false
      answered.push(message)
      threads.merge(message)
      return true
    },
    apply: event => batch(() => (beside.take(event), take(event))),
  }
}

interface Erasing {
  clients: Signal<Shelf<Client>>
  sessions: Signal<Shelf<DeskSession>>
  letters: ReturnType<typeof createLetters>
  threads: ReturnType<typeof createThreads>
  beside: ReturnType<typeof createBeside>
}

/** Nothing of these clients stays; gives what was answered to others. */
const erase = (board: Erasing, answered: readonly Message[], erased: readonly Id[]): Message[] => {
  const { clients, sessions } = board
  const gone = new Set(erased)
  const isGone = ({ client }: { client: Id }): boolean => gone.has(client)
  const over = new Set([...sessions.peek().values()].filter(isGone).map(({ id }) => id))
  clients.value = shed(clients.peek(), ({ id }) => gone.has(id))
  sessions.value = shed(sessions.peek(), isGone)
  board.letters.drop(isGone)
  board.threads.drop(over)
  board.beside.drop(isGone, over)
  return answered.filter(({ session }) => !over.has(session))
}

/** What has its own shelf each. */
const createBeside = () => {
  const trails = createTrails()
  const numbers = createInvitations()
  const calls = createCallbacks()
  const relays = createRelays()
  const forms = createForms()
  return {
    told: { pagesOf: trails.of, ...numbers.told, callbacks: calls.all, relays: relays.all, forms: forms.all },
    take: (event: DeskEvent): void => {
      for (const part of [trails, numbers, calls, relays, forms]) part.take(event)
    },
    drop: (isGone: (one: DeskCallback) => boolean, over: ReadonlySet<Id>): void => {
      calls.drop(isGone)
      relays.drop(over)
    },
  }
}

/** The numbers of this desk's operator, and whether somebody guesses. */
const createInvitations = () => {
  const invitations = signal<Shelf<Invitation>>(new Map())
  const guessing = signal(false)
  return {
    told: { invitations, guessing },
    take: (event: DeskEvent): void => {
      if (event.type === 'hello') guessing.value = false
      if (event.type === 'snapshot') invitations.value = shelve(event.invitations ?? [])
      if (event.type === 'invitation.changed') invitations.value = put(invitations.value, event.invitation)
      if (event.type === 'guessing.changed') guessing.value = event.on
    },
  }
}

const createCallbacks = () => {
  const all = signal<Shelf<DeskCallback>>(new Map())
  return {
    all,
    take: (event: DeskEvent): void => {
      if (event.type === 'snapshot') all.value = shelve(event.callbacks ?? [])
      if (event.type === 'callback.changed') all.value = put(all.value, event.callback)
    },
    drop: (isGone: (one: DeskCallback) => boolean): void => void (all.value = shed(all.value, isGone)),
  }
}

/** What is on its way to messengers; what has arrived is of no interest any more. */
const createRelays = () => {
  const all = signal<Shelf<Relay>>(new Map())
  return {
    all,
    take: (event: DeskEvent): void => {
      if (event.type === 'snapshot') all.value = shelve(event.relays ?? [])
      if (event.type !== 'relay.changed') return
      const rest = new Map(put(all.value, event.relay))
      if (event.relay.delivery.state === 'sent') rest.delete(event.relay.id)
      all.value = rest
    },
    drop: (over: ReadonlySet<Id>): void => void (all.value = shed(all.value, ({ session }) => over.has(session))),
  }
}

/** Who answers: this operator, the colleagues, and the groups they are in. */
const createTeam = () => {
  const me = signal<DeskOperator | undefined>(undefined)
  const operators = signal<Shelf<DeskOperator>>(new Map())
  const groups = signal<readonly DeskGroup[]>([])
  const putOne = (operator: DeskOperator): void => {
    operators.value = put(operators.value, operator)
    if (operator.id === me.value?.id) me.value = operators.value.get(operator.id)
  }
  return {
    ...{ me, operators, groups },
    put: putOne,
    /** A stream begins: groups come behind, if there are any. */
    meet: (operator: DeskOperator): void => {
      me.value = operator
      groups.value = []
      putOne(operator)
    },
    reset: (all: readonly DeskOperator[]): void => {
      operators.value = shelve(all)
      for (const operator of all) putOne(operator)
    },
    regroup: (all: readonly DeskGroup[]): void => {
      groups.value = all
    },
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
    drop: (over: ReadonlySet<Id>): void => void (shelf.value = shed(shelf.peek(), (_, session) => over.has(session))),
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

const createLetters = () => {
  const all = signal<Shelf<Letter>>(new Map())
  const add = (letter: Letter): void => {
    all.value = put(all.value, letter)
  }
  return {
    all,
    add,
    reset: (letters: readonly Letter[]): void => {
      all.value = shelve(letters)
    },
    drop: (isGone: (one: Letter) => boolean): void => void (all.value = shed(all.value, isGone)),
    /** Its words never change: what it has come to takes the place of what it had come to. */
    advance: (progress: LetterProgress): void => {
      const held = all.peek().get(progress.id)
      if (!held) return
      const letter: Letter = { ...held, ...progress }
      if (!progress.handled) delete letter.handled
      add(letter)
    },
  }
}
