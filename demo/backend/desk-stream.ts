import type { Cursor, Id, Message, PageView } from '../../src/protocol/entities.js'
import { PROTOCOL } from '../../src/protocol/events.js'
import type {
  Client,
  DeskCallback,
  DeskEvent,
  DeskOperator,
  DeskSession,
  Invitation,
  Letter,
  Relay,
} from '../protocol/desk.js'
import { isBlocked } from './blocking.js'
import { DESK, type Note } from './bus.js'
import { callbacksAt } from './callbacks.js'
import type { Context } from './context.js'
import { createRoom, type Room } from './fit.js'
import { toDeskGroups } from './groups.js'
import { readBack } from './history.js'
import { toDeskInvitation } from './invitations.js'
import { lettersAt } from './letters.js'
import { isLive } from './numbers.js'
import { isOnSite } from './offering.js'
import { gone } from './refuse.js'
import { markAt, placeOf, toCursor, toDeskClient, toDeskEvent, type Life } from './row.js'
import { toDeskForms } from './slips.js'
import { relaysIn, type State } from './state.js'
import type { Feed } from './stream.js'

/** Rows beyond which a snapshot is the shorter way. */
const REPLAY = 1_000
const PAGE = 200
/** Ended sessions stay on the desk for so long (ms). */
const RECENT = 3_600_000
/** Newest rows of each client that are looked through: all of any conversation a person could have read. */
const MESSAGES = 10_000
/** Newest messages of each whom nobody has answered yet: more than a person looks through, however many they may write. */
const GLANCE = 200
/** Of those who are on the site and talk to nobody, so many of those who were first heard of last. */
const MOST_GUESTS = 200

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
      const from = placeToGoOn(after, view)
      const past = from === undefined ? snapshot(context, view) : replay(context, from, view)
      return { at: view.pos, events: opening(context, past, view) }
    },
    place: row => row.pos,
    toEvent: note => {
      // Who has heard of it goes on from there; a cursor from before leads to a snapshot.
      if (note.type === 'erased') ({ epoch } = note)
      return toEvent(note, epoch, { operator, numbers: context.numbers })
    },
    bye: ms => ({ type: 'bye', after: ms }),
  }
}

/** One moment of the log, from the operators' side. */
interface View {
  epoch: string
  pos: number
  lives: readonly Life[]
  operator: DeskOperator
  operators: DeskOperator[]
  clients: Client[]
  /** Last visible row of each of the clients. */
  places: Map<Id, number>
  /** Where they have been. */
  pages: Map<Id, readonly PageView[]>
  sessions: DeskSession[]
  letters: Letter[]
  /** Of these sessions. */
  relays: Relay[]
  /** Their own that lead to them. */
  invitations: Invitation[]
  callbacks: DeskCallback[]
}

const look = (state: State, id: Id, now: number): View => {
  const operator = state.operators.get(id)
  if (!operator) throw gone('operator')
  const sessions = [...state.sessions.values()].filter(({ endedAt = Infinity }) => endedAt > now - RECENT)
  const callbacks = callbacksAt(state, now)
  const owners = [...new Set([...sessions, ...callbacks].map(({ client }) => client))].flatMap(
    client => state.clients.get(client) ?? [],
  )
  const guests = [...state.clients.values()].filter(isOnSite).slice(-MOST_GUESTS)
  const blocked = [...state.clients.values()].filter(({ client }) => isBlocked(client))
  return {
    epoch: state.epoch,
    pos: state.pos,
    lives: state.lives,
    operator,
    operators: [...state.operators.values()],
    clients: [...new Set([...owners, ...guests, ...blocked])].map(({ client }) => toDeskClient(client)),
    places: new Map(owners.map(({ client, seq }) => [client.id, seq])),
    pages: new Map([...owners, ...guests].map(({ client, pages }) => [client.id, pages])),
    sessions,
    letters: lettersAt(state, now),
    relays: sessions.flatMap(({ id: session }) => relaysIn(state, session).flatMap(one => state.relays.get(one) ?? [])),
    invitations: [...state.invitations.values()].filter(one => one.operator === id && isLive(one, now)),
    callbacks,
  }
}

/** The place behind which to replay, if the row there is still the very one that the desk has. */
const placeToGoOn = (after: Cursor | undefined, { epoch, pos, lives }: View) => {
  const { place = Infinity, mark } = placeOf(after, epoch) ?? {}
  const isNear = place <= pos && pos - place <= REPLAY
  return isNear && markAt(lives, place) === mark ? place : undefined
}

const cursorAt = ({ epoch, lives }: View, place: number) => toCursor(epoch, { place, mark: markAt(lives, place) })

const opening = async function* (context: Context, past: AsyncIterable<DeskEvent>, view: View) {
  const { limits, attempts } = context
  const { operator, pos } = view
  const groups = toDeskGroups(context.groups)
  yield { type: 'hello', protocol: PROTOCOL, operator, dedupe: 'server', limits } satisfies DeskEvent
  if (groups.length) yield { type: 'groups.changed', groups } satisfies DeskEvent
  yield* past
  const forms = toDeskForms(context.widgets)
  if (forms.length) yield { type: 'forms.changed', forms } satisfies DeskEvent
  if (attempts.isAlarmed()) yield { type: 'guessing.changed', on: true } satisfies DeskEvent
  yield { type: 'live', cursor: cursorAt(view, pos) } satisfies DeskEvent
}

const replay = async function* ({ store, numbers }: Context, from: number, view: View) {
  const { pos, operator } = view
  for (let at = from; at < pos;) {
    const rows = await store.rows(at, Math.min(PAGE, pos - at))
    if (!rows.length) return
    for (const row of rows) {
      at = row.pos
      yield forDesk(toDeskEvent(row, cursorAt(view, at)), { operator: operator.id, numbers })
    }
  }
}

/**
 * As much as fits into one frame; the rest follows as single changes without a cursor, so that a stream cut among them
 * begins anew and not behind them.
 */
const snapshot = async function* ({ store, numbers }: Context, view: View): AsyncGenerator<DeskEvent> {
  const { pos, operators, places } = view
  const room = createRoom()
  operators.forEach(operator => room.take(operator))
  const invitations = view.invitations.map(one => toDeskInvitation(one, view.operator.id, numbers))
  invitations.forEach(one => room.take(one))
  const clients = split(room, view.clients)
  const sessions = split(room, view.sessions)
  const messages = split(room, await readMessages(store, places, view.sessions))
  const relays = split(room, view.relays)
  const letters = split(room, view.letters)
  const callbacks = split(room, view.callbacks)
  const rest: DeskEvent[] = [
    // First: the present page of a client goes on from there.
    ...[...view.pages].flatMap(([client, pages]) => inFrames(client, pages)),
    ...clients.rest.map(client => ({ type: 'client.changed', client }) as const),
    ...sessions.rest.map(session => ({ type: 'session.changed', session }) as const),
    ...messages.rest.map(message => ({ type: 'message.added', message }) as const),
    ...relays.rest.map(relay => ({ type: 'relay.changed', relay }) as const),
    ...letters.rest.map(letter => ({ type: 'letter.added', letter }) as const),
    ...callbacks.rest.map(callback => ({ type: 'callback.changed', callback }) as const),
  ]
  const entities = { operators, invitations, clients: clients.shown, sessions: sessions.shown }
  const shown = {
    ...entities,
    messages: messages.shown,
    relays: relays.shown,
    letters: letters.shown,
    callbacks: callbacks.shown,
  }
  yield { type: 'snapshot', ...(!rest.length && { cursor: cursorAt(view, pos) }), ...shown }
  yield* rest
}

const readMessages = async (store: Context['store'], places: View['places'], shown: readonly DeskSession[]) => {
  const found: Message[] = []
  const sessions = new Set(shown.map(({ id }) => id))
  const accepted = new Set(shown.flatMap(({ client, acceptedAt }) => (acceptedAt === undefined ? [] : [client])))
  for (const [client, seq] of places) {
    const room: Room = { take: () => true }
    const read = (limit: number) => readBack(store, { client, before: seq + 1, limit, room })
    const last = await read(GLANCE)
    // Of who was handed on to another group it is not said any more that they were accepted.
    const isTalkedTo = accepted.has(client) || last.messages.some(({ from }) => from === 'operator')
    const { messages } = last.more && isTalkedTo ? await read(MESSAGES) : last
    found.push(...messages.filter(({ session }) => sessions.has(session)))
  }
  return found
}

/** Long addresses do not fit into one frame; the pieces are put together again. */
const inFrames = (client: Id, pages: readonly PageView[]): DeskEvent[] => {
  const events: DeskEvent[] = []
  for (let from = 0; from < pages.length; from += 20)
    events.push({ type: 'pages.told', client, pages: pages.slice(from, from + 20) })
  return events
}

const split = <T>(room: Room, all: readonly T[]) => {
  const full = all.findIndex(one => !room.take(one))
  const end = full < 0 ? all.length : full
  return { shown: all.slice(0, end), rest: all.slice(end) }
}

/** Whose desk it is, and the numbers it may show. */
type Ear = Pick<Context, 'numbers'> & { operator: Id }

const forDesk = (event: DeskEvent, { operator, numbers }: Ear): DeskEvent =>
  event.type === 'invitation.changed'
    ? { ...event, invitation: toDeskInvitation(event.invitation, operator, numbers) }
    : event

const toEvent = (note: Note, epoch: string, ear: Ear): DeskEvent | undefined => {
  if (note.type === 'row')
    return forDesk(toDeskEvent(note.row, toCursor(epoch, { place: note.row.pos, mark: note.mark })), ear)
  if (note.type === 'erased') return { type: 'erased', clients: note.clients }
  if (note.type === 'guessing') return { type: 'guessing.changed', on: note.on }
  if (note.type === 'groups') return { type: 'groups.changed', groups: note.groups }
  if (note.type === 'forms') return { type: 'forms.changed', forms: note.forms }
  if (note.type === 'site') return { type: 'settings.changed' }
  if (note.type === 'signal' && note.operator === ear.operator)
    return { type: 'call.signal', call: note.call, to: note.to, ...note.mail }
  if (note.type === 'typing' && note.by === 'visitor')
    return { type: 'typing.changed', session: note.session, on: note.on }
  return undefined
}

/** What operators see of the settings. */
export const tellDesk = ({ bus, groups, widgets }: Pick<Context, 'bus' | 'groups' | 'widgets'>) => {
  bus.publish(DESK, { type: 'groups', groups: toDeskGroups(groups) })
  bus.publish(DESK, { type: 'forms', forms: toDeskForms(widgets) })
  bus.publish(DESK, { type: 'site' })
}
