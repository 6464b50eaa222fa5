import type { Cursor, Id, Session } from '../../src/protocol/entities.js'
import { PROTOCOL, type Hello, type ServerEvent } from '../../src/protocol/events.js'
import { availabilities } from './availability.js'
import { topicOf, VISITORS, type Note } from './bus.js'
import { toOperator } from './changes.js'
import type { Context } from './context.js'
import { createRoom } from './fit.js'
import { readBack } from './history.js'
import { unauthorized } from './refuse.js'
import { placeOf, toCursor, toVisitorEvent, toVisitorSession } from './row.js'
import type { State } from './state.js'
import type { Feed } from './stream.js'

/** Whose stream it is, and where they stand. */
export interface Listening {
  client: Id
  widget: string
  after: Cursor | undefined
  /** Only when this very stream made the visitor. */
  token?: string
}

/** Rows beyond which a snapshot is the shorter way. */
const REPLAY = 1_000
const PAGE = 200
const NEWEST_SESSIONS = 20

/** What a visitor hears: their own log, and whether somebody is there. */
export const visitorFeed = (context: Context, listening: Listening): Feed<ServerEvent> => {
  const { writer } = context
  const { client, after } = listening
  let epoch = ''
  return {
    topics: [topicOf(client), VISITORS],
    begin: async () => {
      const view = await writer.run(({ state }) => look(state, client))
      epoch = view.epoch
      const from = placeOf(after, epoch)
      const isNear = from !== undefined && from <= view.seq && view.seq - from <= REPLAY
      const past = isNear ? replay(context, client, { from, view }) : snapshot(context, client, view)
      return { at: view.seq, events: opening(toHello(context, listening, view), past, view) }
    },
    place: row => row.seq,
    toEvent: note => toEvent(note, epoch),
    bye: ms => ({ type: 'bye', after: ms }),
  }
}

/** One moment of the log, from the visitor's side. */
interface View extends Pick<Hello, 'availability'> {
  epoch: string
  seq: number
  sessions: Session[]
  team: NonNullable<Hello['settings']['team']>
}

const look = (state: State, id: Id): View => {
  const owner = state.clients.get(id)
  if (!owner) throw unauthorized('This visitor is forgotten: open a stream without a token.')
  return {
    epoch: owner.client.epoch,
    seq: owner.seq,
    sessions: owner.sessions.flatMap(session => state.sessions.get(session) ?? []).map(toVisitorSession),
    team: [...state.operators.values()].filter(operator => operator.available).map(toOperator),
    availability: availabilities(state),
  }
}

const toHello = ({ limits, widgets }: Context, { client, token, widget }: Listening, view: View): Hello => ({
  type: 'hello',
  protocol: PROTOCOL,
  oldest: PROTOCOL,
  visitor: { id: client, ...(token !== undefined && { token }) },
  capabilities: ['typing', 'read', 'page', 'invitation'],
  dedupe: 'server',
  limits,
  settings: { ...widgets[widget], team: view.team },
  availability: view.availability,
})

const opening = async function* (hello: Hello, past: AsyncIterable<ServerEvent>, { epoch, seq }: View) {
  yield hello
  yield* past
  yield { type: 'live', cursor: toCursor(epoch, seq) } satisfies ServerEvent
}

const replay = async function* ({ store }: Context, client: Id, { from, view }: { from: number; view: View }) {
  for (let at = from; at < view.seq;) {
    const rows = await store.log(client, at, Math.min(PAGE, view.seq - at))
    if (!rows.length) return
    for (const row of rows) {
      at = row.seq ?? at
      const event = toVisitorEvent(row, toCursor(view.epoch, at))
      if (event) yield event
    }
  }
}

/** The newest that fit into one frame; `history.get` has the rest. */
const snapshot = async function* ({ store }: Context, client: Id, { epoch, seq, sessions }: View) {
  const room = createRoom()
  const shown = sessions.slice(-NEWEST_SESSIONS).filter(session => room.take(session))
  const { messages, more } = await readBack(store, { client, before: seq + 1, limit: Infinity, room })
  yield { type: 'snapshot', cursor: toCursor(epoch, seq), sessions: shown, messages, more } satisfies ServerEvent
}

const toEvent = (note: Note, epoch: string): ServerEvent | undefined => {
  if (note.type === 'row') return toVisitorEvent(note.row, toCursor(epoch, note.row.seq ?? 0))
  if (note.type === 'availability') return { type: 'availability.changed', availability: note.availability }
  if (note.type === 'typing' && note.by !== 'visitor')
    return { type: 'typing.changed', session: note.session, operator: note.by, on: note.on }
  return undefined
}
