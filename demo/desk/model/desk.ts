import { batch, computed, signal } from '@preact/signals-core'
import { react } from '../../../src/core/react.js'
import { isUnderWay } from '../../../src/core/shelf.js'
import type { Id, Message } from '../../../src/protocol/entities.js'
import type { DeskEvent, DialResult, Relay } from '../../protocol/desk.js'
import { createBoard, type Board } from './board.js'
import { createColleagues, type Colleagues } from './colleagues.js'
import { createCallLine } from './call-line.js'
import { createComposing } from './composing.js'
import { createContinuity, type Continuity } from './continuity.js'
import { createDrafts } from './drafts.js'
import { createErasing } from './erasing.js'
import { createExporting } from './exporting.js'
import { formsFor } from './forms.js'
import type { Desk, Talk, Target } from './model.js'
import { createInviting } from './inviting.js'
import { createLine } from './line.js'
import { createNotices, type Notices } from './notices.js'
import { createNow } from './now.js'
import { createOnSite } from './on-site.js'
import { createPast } from './past.js'
import { createReadMarks } from './read-marks.js'
import { toRefusal } from './refusals.js'
import { createFollowing, createSelection } from './selection.js'
import { createSending } from './sending.js'
import { createSettings, type SettingsOptions, type SettingsRoom } from './settings.js'
import { createTalks } from './talks.js'
import { toCallbacks } from './callbacks.js'
import { toBlocked } from './blocked.js'
import { toNext, toWaiting } from './waiting.js'
import { createWire, type Wire, type WireEnds, type WireOptions } from './wire.js'
import { words } from '../words.js'
import { createWritings } from './writing.js'

/** One operator's desk: core's pipe, outbox and threads, and what the operator does with them. */
export const createDesk = (options: WireOptions): Desk => {
  const { store, clock, newId } = options
  const board = createBoard()
  const team = createColleagues(board)
  const notices = createNotices(clock)
  const writings = createWritings(clock)
  const lingers = signal<ReadonlySet<Id>>(new Set())

  const wire = createWire(options, {
    apply: event => take(event),
    onOpen: board.opens,
    onSent: message => board.answer(message) && take({ type: 'message.added', message }),
  })
  const { read, unreadOf, repeat } = createReadMarks((session, seq) =>
    wire.tell({ id: newId(), type: 'read.mark', session, seq }),
  )
  const line = createLine(wire.connection.status, clock)
  const { isWriting } = writings
  const talks = createTalks({ board, items: wire.items, unreadOf, isWriting, lingers, isHeard: line.isHeard })
  const places = { board, talks, notices, store, lingers, read }
  const selection = createSelection(places)
  const { selected, select, answered } = selection
  const following = createFollowing({ ...places, select, hasPlace: () => selected.peek() !== undefined })
  const onSite = createOnSite({ board, wire, tell: notices.add, hand: following.hand })
  const pen = { ...options, board, drafts: createDrafts(store), wire, selected, answered }
  const composing = createComposing(pen)
  const { dispose: stopSending, ...sending } = createSending(pen)
  const rooms = createRooms({ ask: wire.ask, newId })
  const continuity = createContinuity(board, () => notices.add(words.notices.lost, { lasts: true }))
  const onErased = createErasing({ ...places, ...rooms, ...pen, ...sending })
  const take = createIntake({ board, wire, writings, continuity, ...rooms, onSite, onErased, follow: following.follow })
  const repeatRead = (lives: number) => lives && repeat(board.sessions.value)
  const undo = [
    react(() => wire.connection.lives.value, repeatRead),
    // A conversation that comes into view is wanted more; what happens in the one that is there already is not.
    react(idOf(selected), rooms.settings.close),
    tellRefusals({ wire, board, notices, unask: following.unask }),
  ]

  return {
    ...toState({ board, wire, team }),
    ...toHeard(line),
    ...toVerbs({ board, wire, ask: following.ask, isForMe: team.isForMe }),
    ...createInviting({ board, orders: wire.orders }),
    ...selection,
    ...aside(rooms.settings, selection),
    ...following,
    ...composing,
    ...sending,
    ...rooms,
    ...onSite.verbs,
    ...createCallLine({ ...options, ...places, ...sending, wire }),
    now: createNow(clock),
    talks: talks.all,
    unread: computed(() => talks.all.value.reduce((sum, talk) => sum + talk.unread, 0)),
    ...toNotices(notices),
    dispose: () => {
      for (const off of [...undo, stopSending]) off()
      for (const part of [composing, selection, line, wire, writings, notices]) part.dispose()
    },
  }
}

/** Which one it is, whatever else of it changes. */
const idOf = (selected: Desk['selected']) => {
  const id = computed(() => selected.value?.id)
  return () => id.value
}

const toHeard = ({ line, isHeard }: ReturnType<typeof createLine>) => ({ line, isHeard })
const toNotices = ({ all: notices, dismiss }: Notices) => ({ notices, dismiss })

/** What is fetched when somebody looks at it. */
const createRooms = (parts: SettingsOptions) => ({
  settings: createSettings(parts),
  past: createPast(parts),
  ...createExporting(parts),
})

interface Refusals {
  wire: Wire
  board: Board
  notices: ReturnType<typeof createNotices>
  unask(session: Id): void
}

const tellRefusals = ({ wire, board, notices, unask }: Refusals) =>
  wire.watchRefusals((order, code) => {
    const text = toRefusal(order, { board, code })
    if (!text) return
    notices.add(text)
    if ('session' in order) unask(order.session)
  })

/** Who chooses a conversation, the one that is open already too, wants to see it. */
const aside = ({ close }: SettingsRoom, { select, selectNext }: Pick<Desk, 'select' | 'selectNext'>) => ({
  select: (session: Id) => (close(), select(session)),
  selectNext: (step: 1 | -1) => (close(), selectNext(step)),
})

interface Intake {
  board: Board
  wire: Wire
  writings: ReturnType<typeof createWritings>
  continuity: Continuity
  settings: SettingsRoom
  past: ReturnType<typeof createPast>
  onSite: ReturnType<typeof createOnSite>
  onErased: ReturnType<typeof createErasing>
  follow: ReturnType<typeof createFollowing>['follow']
}

/** Where events enter: all of one shows at once. */
const createIntake = ({
  board,
  wire,
  writings,
  continuity,
  settings,
  past,
  onSite,
  onErased,
  follow,
}: Intake): WireEnds['apply'] => {
  const onMessage = ({ command, from, session }: Message): void => {
    if (command) wire.remove(command)
    if (from === 'visitor') writings.set(session, false)
  }
  const take = (event: DeskEvent): void => {
    const before = board.sessions.peek()
    if (event.type === 'snapshot') continuity.leave()
    onSite.follow(event)
    if (event.type === 'erased') onErased(event.clients)
    board.apply(event)
    past.take(event)
    if (event.type === 'live') continuity.arrive()
    if (event.type === 'live' || event.type === 'settings.changed') settings.refresh()
    if (event.type === 'message.added' || event.type === 'message.changed') onMessage(event.message)
    if (event.type === 'typing.changed') writings.set(event.session, event.on)
    if (event.type === 'snapshot') for (const { command } of event.messages) if (command) wire.remove(command)
    if (board.sessions.peek() === before) return
    for (const session of board.sessions.peek().values()) follow(before.get(session.id), session)
  }
  return event => batch(() => take(event))
}

/** Read in a computation, it is told anew when that changes. */
const waitingAt = ({ sessions, me }: Board) => toWaiting(sessions.value.values(), me.value?.id)

const toState = ({ board, wire, team }: { board: Board; wire: Wire; team: Colleagues }) => ({
  connection: wire.connection.status,
  limits: board.limits,
  me: board.me,
  ...team,
  available: computed(() => wire.orders.available.value ?? board.me.value?.available ?? false),
  waiting: computed(() => waitingAt(board)),
  next: computed(() => toNext(waitingAt(board), team.isForMe)[0]),
  blocked: computed(() => toBlocked(board.clients.value.values())),
  relaysOf: (session: Id) =>
    [...board.relays.value.values()].filter(one => one.session === session).sort((one, other) => one.seq - other.seq),
  letters: computed(() => [...board.letters.value.values()].sort((one, other) => one.at - other.at)),
  ...toCallbacks(board),
  formsFor: (talk: Talk) => formsFor(board.forms.value, talk),
  calling: wire.orders.calling,
  handling: wire.orders.handling,
  pending: wire.orders.pending,
  outgoing: computed(() => wire.items.value.filter(isUnderWay).length),
})

interface VerbParts extends Pick<Colleagues, 'isForMe'> {
  board: Board
  wire: Wire
  ask(session: Id): void
}

const toVerbs = ({ board, wire, ask, isForMe }: VerbParts) => {
  const { connection, orders } = wire
  const isPending = (session: Id): boolean => orders.pending.peek().has(session)
  const accept = (session: Id): void => {
    if (isPending(session)) return
    ask(session)
    orders.give('session.accept', { session })
  }
  return {
    clientOf: (session: { client: Id }) => board.clients.value.get(session.client),
    messagesOf: board.messagesOf,
    pagesOf: (session: { client: Id }) => board.pagesOf(session.client),
    accept,
    acceptNext: () => {
      const waiting = toWaiting(board.sessions.peek().values(), board.me.peek()?.id)
      const next = toNext(waiting, isForMe).find(({ id }) => !isPending(id))
      if (next) accept(next.id)
    },
    end: (session: Id) => {
      if (!isPending(session)) orders.give('session.end', { session })
    },
    redirect: (session: Id, target: Target) => {
      if (!isPending(session)) orders.give('session.redirect', { session, ...target })
    },
    askIn: (session: Id, operator: Id) => void orders.give('session.invite', { session, operator }),
    leave: (session: Id) => {
      if (!isPending(session)) orders.give('session.leave', { session })
    },
    sendForm: (session: Id, form: Id) => void orders.give('form.send', { session, form }),
    describe: (client: Id, what: object) => void orders.give('client.describe', { client, ...what }),
    block: (client: Id, on: boolean) => void orders.give('client.block', { client, on }),
    handle: (letter: Id, on: boolean) => void orders.give('letter.handle', { letter, on }),
    retryLetter: (letter: Id) => void orders.give('letter.retry', { letter }),
    relay: ({ session, id }: Relay) => void orders.give('relay.retry', { session, relay: id }),
    acceptCallback: (callback: Id) => {
      if (!orders.calling.peek().has(callback)) orders.give('callback.accept', { callback })
    },
    noteResult: (callback: Id, result: DialResult) => void orders.give('callback.result', { callback, result }),
    setAvailable: orders.setAvailable,
    start: connection.start,
    reconnect: connection.reopen,
    wake: connection.wake,
    pause: connection.pause,
  }
}
