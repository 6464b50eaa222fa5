/** What was before: a client's conversations that are over, fetched when somebody looks, and what was said in them. */
import { batch, signal, type ReadonlySignal } from '@preact/signals-core'
import type { Id, Message } from '../../../src/protocol/entities.js'
import type { DeskCommand, DeskEvent, DeskSession } from '../../protocol/desk.js'
import { parsePastMessages, parsePastSessions } from '../../protocol/parse-past.js'

/** As much of a list as has come. */
export interface Part<T> {
  items: readonly T[]
  more: boolean
  /** The next part is on its way, or did not come. */
  state: 'coming' | 'there' | 'failed'
}

export interface Past {
  /** Counts the times at which what was fetched has to be fetched anew. */
  readonly round: ReadonlySignal<number>
  /** The newest first; undefined until somebody has looked. */
  sessionsOf(client: Id): Part<DeskSession> | undefined
  /** From the beginning on. */
  saidIn(session: Id): Part<Message> | undefined
  /** Looks at a client's conversations anew. */
  look(client: Id): void
  older(client: Id): void
  read(session: Id): void
  readOn(session: Id): void
}

interface PastOptions {
  ask(command: DeskCommand): Promise<unknown>
  newId(): Id
}

export const createPast = ({ ask, newId }: PastOptions) => {
  const round = signal(0)
  const sessions = createParts<DeskSession>()
  const messages = createParts<Message>()

  const fetchSessions = (client: Id, before?: Id) =>
    sessions.fetch(client, before === undefined, async () => {
      const command = { id: newId(), type: 'sessions.get', client, ...(before !== undefined && { before }) } as const
      const { sessions: items, more } = parsePastSessions(await ask(command))
      return { items, more }
    })
  const fetchMessages = (session: Id, after?: number) =>
    messages.fetch(session, after === undefined, async () => {
      const command = { id: newId(), type: 'messages.get', session, ...(after !== undefined && { after }) } as const
      const { messages: items, more } = parsePastMessages(await ask(command))
      return { items, more }
    })
  return {
    round,
    sessionsOf: sessions.of,
    saidIn: messages.of,
    look: (client: Id) => fetchSessions(client),
    older: (client: Id) => fetchSessions(client, sessions.last(client)?.id),
    read: (session: Id) => fetchMessages(session),
    readOn: (session: Id) => fetchMessages(session, messages.last(session)?.seq),
    /** Of who was forgotten nothing stays; and what did not come while the line was cut is asked for again. */
    take: ({ type }: DeskEvent) => {
      if (type === 'snapshot') batch(() => (sessions.clear(), messages.clear()))
      if (type === 'live') round.value++
    },
    /** Of these clients, and of these sessions of theirs, nothing stays. */
    drop: (clients: Iterable<Id>, over: Iterable<Id>) =>
      batch(() => {
        for (const client of clients) {
          for (const { id } of sessions.of(client)?.items ?? []) messages.drop(id)
          sessions.drop(client)
        }
        for (const session of over) messages.drop(session)
      }),
  }
}

/** Lists by the id of what they belong to, each fetched part by part. */
const createParts = <T extends { id: Id }>() => {
  const all = signal<ReadonlyMap<Id, Part<T>>>(new Map())
  const turns = new Map<Id, object>()
  const put = (id: Id, part: Part<T>) => void (all.value = new Map(all.peek()).set(id, part))
  return {
    of: (id: Id) => all.value.get(id),
    last: (id: Id) => all.peek().get(id)?.items.at(-1),
    clear: () => {
      turns.clear()
      all.value = new Map()
    },
    drop: (id: Id) => {
      turns.delete(id)
      all.value = new Map([...all.peek()].filter(([other]) => other !== id))
    },
    /** What is there stays until the answer comes; an answer that a later question has overtaken counts no more. */
    fetch: (id: Id, isFirst: boolean, ask: () => Promise<Pick<Part<T>, 'items' | 'more'>>): void => {
      const { items, more } = all.peek().get(id) ?? { items: [], more: false }
      const turn = {}
      turns.set(id, turn)
      put(id, { items, more, state: 'coming' })
      const settle = (part: Part<T>) => turns.get(id) === turn && put(id, part)
      ask().then(
        next => settle({ ...next, items: isFirst ? next.items : together(items, next.items), state: 'there' }),
        () => settle({ items, more, state: 'failed' }),
      )
    },
  }
}

const together = <T extends { id: Id }>(held: readonly T[], next: readonly T[]): T[] => {
  const ids = new Set(held.map(({ id }) => id))
  return [...held, ...next.filter(({ id }) => !ids.has(id))]
}
