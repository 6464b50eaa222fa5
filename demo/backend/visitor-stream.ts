import type { Callback, Cursor, Id, Session } from '../../src/protocol/entities.js'
import { PROTOCOL, type Hello, type ServerEvent } from '../../src/protocol/events.js'
import type { DeskOffer } from '../protocol/desk.js'
import { askable } from './agreement.js'
import { closedDoor, isBlocked } from './blocking.js'
import { topicOf, topicOfWidget, type Note } from './bus.js'
import { callbackOf } from './callbacks.js'
import { toOperator } from './changes.js'
import type { Context, WidgetSettings } from './context.js'
import { doorOf, type Door } from './departments.js'
import { createRoom } from './fit.js'
import { readBack } from './history.js'
import { toEntryForm } from './entry-form.js'
import { formHere } from './files/forms.js'
import { toVisitorOffer } from './offers.js'
import { unauthorized } from './refuse.js'
import { markAt, placeOf, toCursor, toVisitorEvent, toVisitorSession, type Life } from './row.js'
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
  const { client, widget } = listening
  let epoch = ''
  let isShut = false
  return {
    topics: [topicOf(client), topicOfWidget(widget)],
    begin: async () => {
      const view = await writer.run(({ state }) => look(context, state, listening))
      ;({ epoch, isShut } = view)
      const from = await placeToGoOn(context, listening, view)
      const past = from === undefined ? snapshot(context, client, view) : replay(context, client, { from, view })
      return { at: view.seq, events: opening(toHello(context, listening, view), past, view) }
    },
    place: row => row.seq,
    // What stands at the door of the others is not theirs; they begin anew when that changes.
    toEvent: note => (isShut && note.type === 'availability' ? undefined : toEvent(note, epoch)),
    bye: ms => ({ type: 'bye', after: ms }),
  }
}

/** One moment of the log, from the visitor's side. */
interface View {
  epoch: string
  /** Last visible row, by both counts. */
  seq: number
  pos: number
  lives: readonly Life[]
  /** Whether they are blocked. */
  isShut: boolean
  door: Door
  sessions: Session[]
  /** Their last one. */
  callback: Callback | undefined
  offer: DeskOffer | undefined
  team: NonNullable<Hello['settings']['team']>
}

const look = (context: Context, state: State, { client: id, widget }: Listening): View => {
  const owner = state.clients.get(id)
  if (!owner) throw unauthorized('This visitor is forgotten: open a stream without a token.')
  return {
    epoch: owner.client.epoch,
    seq: owner.seq,
    pos: owner.pos,
    lives: state.lives,
    sessions: owner.sessions.flatMap(session => state.sessions.get(session) ?? []).map(toVisitorSession),
    callback: callbackOf(state, id),
    offer: owner.client.offer,
    team: teamIn(state),
    isShut: isBlocked(owner.client),
    door: isBlocked(owner.client)
      ? { availability: closedDoor }
      : doorOf(context, widget, { state, now: context.clock.now() }),
  }
}

/** Who usually answers. */
export const teamIn = ({ operators }: State): NonNullable<Hello['settings']['team']> =>
  [...operators.values()].filter(operator => operator.available).map(toOperator)

/** The place behind which to replay, if the row there is still the very one that the visitor has. */
const placeToGoOn = async ({ store }: Context, { client, after }: Listening, { epoch, seq, lives }: View) => {
  const { place = Infinity, mark } = placeOf(after, epoch) ?? {}
  if (place > seq || seq - place > REPLAY) return undefined
  const [row] = place ? await store.log(client, place - 1, 1) : []
  const isKept = (row?.seq ?? 0) === place
  return isKept && markAt(lives, row?.pos ?? 0) === mark ? place : undefined
}

const cursorOf = ({ epoch, seq, pos, lives }: View) => toCursor(epoch, { place: seq, mark: markAt(lives, pos) })

const CAN = ['typing', 'read', 'page', 'letters', 'invitation', 'callback', 'messengers', 'video']

const toHello = (context: Context, { client, token, widget }: Listening, view: View): Hello => ({
  type: 'hello',
  protocol: PROTOCOL,
  oldest: PROTOCOL,
  visitor: { id: client, ...(token !== undefined && { token }) },
  capabilities: [...CAN, ...(context.files ? ['files'] : [])],
  dedupe: 'server',
  limits: context.limits,
  settings: { ...toSettings(context, widget), team: view.team },
  ...view.door,
})

/** What a widget shows, but for who is there. */
export const toSettings = (
  {
    widgets,
    groups,
    mailsOut,
    tellsAnswers,
    files,
  }: Pick<Context, 'widgets' | 'groups' | 'mailsOut' | 'tellsAnswers' | 'files'>,
  name: string,
): Hello['settings'] => {
  const { title, privacy, entryForm, feedback, page, ...rest } = widgets[name] ?? {}
  const form = formHere(askable(toEntryForm(entryForm, groups), tellsAnswers), files)
  const offlineForm = formHere(rest.offlineForm, files)
  return {
    ...(title !== undefined && { title }),
    ...(privacy !== undefined && { privacy }),
    ...(form && { entryForm: form }),
    ...(page && { page }),
    ...toStarts(rest),
    ...(feedback && { feedback: { scale: feedback.scale, transcript: feedback.transcript === true && mailsOut } }),
    ...(offlineForm && { offlineForm: askable(offlineForm, tellsAnswers) }),
  }
}

const toStarts = ({ webchatStart, videoStart, callbackStart }: WidgetSettings) => {
  const starts = {
    ...(webchatStart && { webchat: webchatStart }),
    ...(videoStart && { video: videoStart }),
    ...(callbackStart && { callback: callbackStart }),
  }
  return Object.keys(starts).length ? { starts } : {}
}

const opening = async function* (hello: Hello, past: AsyncIterable<ServerEvent>, view: View) {
  yield hello
  yield* past
  if (view.offer) yield { type: 'offer.changed', offer: toVisitorOffer(view.offer) } satisfies ServerEvent
  yield { type: 'live', cursor: cursorOf(view) } satisfies ServerEvent
}

const replay = async function* ({ store }: Context, client: Id, { from, view }: { from: number; view: View }) {
  for (let at = from; at < view.seq;) {
    const rows = await store.log(client, at, Math.min(PAGE, view.seq - at))
    if (!rows.length) return
    for (const row of rows) {
      at = row.seq ?? at
      const event = toVisitorEvent(row, toCursor(view.epoch, { place: at, mark: markAt(view.lives, row.pos) }))
      if (event) yield event
    }
  }
}

/** The newest that fit into one frame; `history.get` has the rest. */
const snapshot = async function* ({ store }: Context, client: Id, view: View) {
  const { seq, sessions, callback } = view
  // First: whoever has the snapshot's cursor has everything before it.
  if (callback) yield { type: 'callback.changed', callback } satisfies ServerEvent
  const room = createRoom()
  const shown = sessions.slice(-NEWEST_SESSIONS).filter(session => room.take(session))
  const { messages, more } = await readBack(store, { client, before: seq + 1, limit: Infinity, room })
  yield { type: 'snapshot', cursor: cursorOf(view), sessions: shown, messages, more } satisfies ServerEvent
}

const toEvent = (note: Note, epoch: string): ServerEvent | undefined => {
  if (note.type === 'row')
    return toVisitorEvent(note.row, toCursor(epoch, { place: note.row.seq ?? 0, mark: note.mark }))
  if (note.type === 'availability') return { ...note, type: 'availability.changed' }
  if (note.type === 'settings') return { type: 'settings.changed', settings: note.settings }
  if (note.type === 'typing' && note.by !== 'visitor')
    return { type: 'typing.changed', session: note.session, operator: note.by, on: note.on }
  if (note.type === 'signal') return { type: 'call.signal', call: note.call, to: note.to, ...note.mail }
  if (note.type === 'offer') return { type: 'offer.changed', offer: note.offer }
  if (note.type === 'ticket') return { type: 'ticket.changed', hash: note.hash, ticket: note.ticket }
  return undefined
}
