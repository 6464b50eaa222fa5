import type { Cursor, Id, Message } from '../../src/protocol/entities.js'
import { PROTOCOL } from '../../src/protocol/events.js'
import type { Client, DeskEvent, DeskOperator, DeskSession, Invitation } from '../protocol/desk.js'
import { DESK, type Note } from './bus.js'
import type { Context } from './context.js'
import { createRoom, type Room } from './fit.js'
import { readBack } from './history.js'
import { toDeskInvitation } from './invitations.js'
import { isLive } from './numbers.js'
import { gone } from './refuse.js'
import { placeOf, toCursor, toDeskClient, toDeskEvent, type Row } from './row.js'
import type { State } from './state.js'
import type { Feed } from './stream.js'

/** Rows beyond which a snapshot is the shorter way. */
const REPLAY = 1_000
const PAGE = 200
/** Ended sessions stay on the desk for so long (ms). */
const RECENT = 3_600_000
/** Newest rows of each client that are looked through: all of any conversation a person could have read. */
const MESSAGES = 10_000

/** What an operator hears: every row of the site. */
export const deskFeed = (context: Context, operator: Id, after: Cursor | undefined): Feed<DeskEvent> => {
  let epoch = ''
  return {
    topics: [DESK],
    begin: async () => {
      const now = context.clock.now()
      await context.numbers.refresh()
      const view = await context.writer.run(({ state }) => look(state, operator, now))
      epoch = view.epoch
      const from = placeOf(after, epoch)
      const isNear = from !== undefined && from <= view.pos && view.pos - from <= REPLAY
      const past = isNear ? replay(context, from, view) : snapshot(context, view)
      return { at: view.pos, events: opening(context, past, view) }
    },
    place: row => row.pos,
    toEvent: note => toEvent(note, { epoch, operator, context }),
    bye: ms => ({ type: 'bye', after: ms }),
  }
}

/** One moment of the log, from the operators' side. */
interface View {
  epoch: string
  pos: number
  operator: DeskOperator
  operators: DeskOperator[]
  clients: Client[]
  /** Last visible row of each of the clients. */
  places: Map<Id, number>
  sessions: DeskSession[]
  /** Their own that lead to them. */
  invitations: Invitation[]
}

const look = (state: State, id: Id, now: number): View => {
  const operator = state.operators.get(id)
  if (!operator) throw gone('operator')
  const sessions = [...state.sessions.values()].filter(({ endedAt = Infinity }) => endedAt > now - RECENT)
  const owners = [...new Set(sessions.map(({ client }) => client))].flatMap(client => state.clients.get(client) ?? [])
  return {
    epoch: state.epoch,
    pos: state.pos,
    operator,
    operators: [...state.operators.values()],
    clients: owners.map(({ client }) => toDeskClient(client)),
    places: new Map(owners.map(({ client, seq }) => [client.id, seq])),
    sessions,
    invitations: [...state.invitations.values()].filter(one => one.operator === id && isLive(one, now)),
  }
}

const opening = async function* ({ limits, attempts }: Context, past: AsyncIterable<DeskEvent>, view: View) {
  const { operator, epoch, pos } = view
  yield { type: 'hello', protocol: PROTOCOL, operator, dedupe: 'server', limits } satisfies DeskEvent
  yield* past
  if (attempts.isAlarmed()) yield { type: 'guessing.changed', on: true } satisfies DeskEvent
  yield { type: 'live', cursor: toCursor(epoch, pos) } satisfies DeskEvent
}

const replay = async function* (context: Context, from: number, { epoch, pos, operator }: View) {
  const { store } = context
  for (let at = from; at < pos;) {
    const rows = await store.rows(at, Math.min(PAGE, pos - at))
    if (!rows.length) return
    for (const row of rows) {
      at = row.pos
      yield forDesk(row, { epoch, operator: operator.id, context })
    }
  }
}

/**
 * As much as fits into one frame; the rest follows as single changes without a cursor, so that a stream cut among them
 * begins anew and not behind them.
 */
const snapshot = async function* ({ store, numbers }: Context, view: View): AsyncGenerator<DeskEvent> {
  const { epoch, pos, operators, places } = view
  const room = createRoom()
  operators.forEach(operator => room.take(operator))
  const invitations = view.invitations.map(one => toDeskInvitation(one, view.operator.id, numbers))
  invitations.forEach(one => room.take(one))
  const clients = split(room, view.clients)
  const sessions = split(room, view.sessions)
  const messages = split(room, await readMessages(store, places, new Set(view.sessions.map(({ id }) => id))))
  const rest: DeskEvent[] = [
    ...clients.rest.map(client => ({ type: 'client.changed', client }) as const),
    ...sessions.rest.map(session => ({ type: 'session.changed', session }) as const),
    ...messages.rest.map(message => ({ type: 'message.added', message }) as const),
  ]
  const shown = { operators, invitations, clients: clients.shown, sessions: sessions.shown, messages: messages.shown }
  yield { type: 'snapshot', ...(!rest.length && { cursor: toCursor(epoch, pos) }), ...shown }
  yield* rest
}

const readMessages = async (store: Context['store'], places: View['places'], sessions: ReadonlySet<Id>) => {
  const found: Message[] = []
  for (const [client, seq] of places) {
    const room: Room = { take: () => true }
    const { messages } = await readBack(store, { client, before: seq + 1, limit: MESSAGES, room })
    found.push(...messages.filter(({ session }) => sessions.has(session)))
  }
  return found
}

const split = <T>(room: Room, all: readonly T[]) => {
  const full = all.findIndex(one => !room.take(one))
  const end = full < 0 ? all.length : full
  return { shown: all.slice(0, end), rest: all.slice(end) }
}

/** Whose desk it is, and where it listens. */
interface Ear {
  epoch: string
  operator: Id
  context: Context
}

const forDesk = (row: Row, { epoch, operator, context }: Ear): DeskEvent => {
  const event = toDeskEvent(row, toCursor(epoch, row.pos))
  if (event.type !== 'invitation.changed') return event
  return { ...event, invitation: toDeskInvitation(event.invitation, operator, context.numbers) }
}

const toEvent = (note: Note, ear: Ear): DeskEvent | undefined => {
  if (note.type === 'row') return forDesk(note.row, ear)
  if (note.type === 'guessing') return { type: 'guessing.changed', on: note.on }
  if (note.type === 'typing' && note.by === 'visitor')
    return { type: 'typing.changed', session: note.session, on: note.on }
  return undefined
}
