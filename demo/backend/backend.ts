import type { Availabilities } from '../../src/protocol/entities.js'
import type { Limits } from '../../src/protocol/events.js'
import type { Clock, Log } from '../../src/protocol/ports.js'
import type { DeskOperator } from '../protocol/desk.js'
import { availabilities } from './availability.js'
import { createAttempts, type Attempts } from './attempts.js'
import { createBus, DESK, topicOf, VISITORS, type Bus } from './bus.js'
import { changeSession, endSession, type Moment } from './changes.js'
import { createGate } from './commands.js'
import type { Context, WidgetSettings } from './context.js'
import { createDeskSide, type DeskSide } from './desk.js'
import type { Health } from './health.js'
import { createNumbers } from './numbers.js'
import { createPresence } from './presence.js'
import { tellPlaces } from './queue.js'
import { SITE } from './row.js'
import { webSecrets, type Secrets } from './secrets.js'
import type { State } from './state.js'
import type { Batch, Store } from './store.js'
import type { Served } from './stream.js'
import { createVisitorSide, type VisitorSide } from './visitor.js'
import { without } from './without.js'
import { createWriter } from './writer.js'

export interface BackendOptions {
  store: Store
  clock: Clock
  log: Log
  /** Who answers. Their `available` counts only the first time: later the log knows. */
  operators: readonly Omit<DeskOperator, 'version'>[]
  widgets: Readonly<Record<string, WidgetSettings>>
  limits?: Limits
  bus?: Bus
  secrets?: Secrets
  /** Whether a number may be tried; by default few wrong ones may. */
  attempts?: Attempts
  /** From 0 to 1: spreads what would otherwise come back at once. */
  random?(): number
}

/** The whole backend, wherever it runs: in a page behind the memory transport, or in a server. */
export interface Backend {
  readonly visitor: VisitorSide
  readonly desk: DeskSide
  /** Whether what is said can be kept at present, and if not, why: for `/healthz`. */
  health(): Health
  /** How much hangs on this process: open streams, and what they listen to. After the last has gone, both are 0. */
  counts(): { streams: number; listeners: number }
  /**
   * Takes over who answers and which widgets there are, while everything runs. Conversations of those who do not answer
   * any more end: nobody would hear what is written there.
   */
  configure(change: Pick<BackendOptions, 'operators' | 'widgets'>): Promise<void>
  /** What goes on at the site. */
  tally(): Promise<Tally>
  /** Sends every reader away and finishes what was begun; the store stays open. */
  dispose(): Promise<void>
}

export interface Tally {
  /** Sessions that wait for an operator. */
  queued: number
  /** Sessions an operator has accepted. */
  talking: number
  /** Operators who take new ones. */
  available: number
  /** Visitors with a page open. */
  online: number
}

/** When readers who are sent away come back (ms), spread: who comes earlier finds nobody yet, and all at once is too many. */
const COME_BACK = { first: 1_000, last: 3_000 }

/** Resolves once the log is read. */
export const createBackend = async (options: BackendOptions): Promise<Backend> => {
  const { store, clock, log, widgets, limits = { text: 4_000 }, random = Math.random } = options
  const { bus = createBus(), secrets = webSecrets } = options
  const writer = await createWriter({ store, clock, log, conclude: tellPlaces, tell: createTeller(bus) })
  const presence = createPresence({ writer, clock, newId: secrets.id })
  const gate = createGate({ store, writer, secrets })
  const numbers = createNumbers({ writer, secrets, clock })
  const onAlarm = (on: boolean) => {
    log(on ? 'warn' : 'info', on ? 'invitation.guessed' : 'invitation.calm')
    bus.publish(DESK, { type: 'guessing', on })
  }
  const { attempts = createAttempts(clock, onAlarm) } = options
  const served = new Set<Served>()
  let over = false
  const sendAway = (one: Served) => one.bye(Math.round(COME_BACK.first + random() * (COME_BACK.last - COME_BACK.first)))
  const admit = (one: Served) => {
    served.add(one)
    if (over) sendAway(one)
  }
  const parts = { store, writer, gate, bus, presence, numbers, attempts, secrets }
  const context: Context = { ...parts, clock, log, limits, widgets, served, admit }

  const employAll = (operators: BackendOptions['operators']) =>
    writer.run(draft => employ({ draft, now: clock.now(), newId: secrets.id }, operators))
  await employAll(options.operators)
  for (const client of await writer.run(({ state }) => expected(state))) presence.check(client)

  return {
    visitor: createVisitorSide(context),
    desk: createDeskSide(context),
    health: writer.health,
    counts: () => ({ streams: served.size, listeners: bus.listeners() }),
    configure: async ({ operators, widgets }) => {
      context.widgets = widgets
      await employAll(operators)
    },
    tally: () => writer.run(({ state }) => tally(state)),
    dispose: async () => {
      over = true
      for (const one of [...served]) sendAway(one)
      presence.dispose()
      await writer.dispose()
    },
  }
}

/** Tells everybody whom it concerns what is safely written. */
const createTeller = (bus: Bus) => {
  let before: string | undefined
  return ({ rows, erase }: Batch, state: State) => {
    const gone = new Set(erase?.clients)
    for (const client of gone) bus.publish(topicOf(client), { type: 'erased' })
    if (erase) bus.publish(DESK, { type: 'erased' })
    for (const row of rows) {
      if (gone.has(row.client)) continue
      bus.publish(topicOf(row.client), { type: 'row', row })
      bus.publish(DESK, { type: 'row', row })
    }
    const availability: Availabilities = availabilities(state)
    const now = JSON.stringify(availability)
    if (now !== before) bus.publish(VISITORS, { type: 'availability', availability })
    before = now
  }
}

/** Those who answer according to the settings; who left is not available any more, and in no conversation. */
const employ = (moment: Moment, operators: BackendOptions['operators']) => {
  const { state, change } = moment.draft
  const put = (operator: DeskOperator) => change(SITE, { type: 'operator.changed', operator })
  for (const wanted of operators) {
    const known = state.operators.get(wanted.id)
    const next = { ...wanted, available: known?.available ?? wanted.available, version: (known?.version ?? 0) + 1 }
    if (!known || !isSame(known, next)) put(next)
  }
  const ids = new Set(operators.map(({ id }) => id))
  for (const known of [...state.operators.values()])
    if (known.available && !ids.has(known.id)) put({ ...known, available: false, version: known.version + 1 })
  for (const id of [...state.talking]) {
    const session = state.sessions.get(id)
    if (session && !session.operators.some(operator => ids.has(operator.id))) endSession(moment, session, 'system')
  }
  // Who rings at a door behind which nobody lives rings for everybody.
  for (const id of [...state.knocks]) {
    const session = state.sessions.get(id)
    if (session?.knock && !ids.has(session.knock.operator)) changeSession(moment, without(session, 'knock'), {})
  }
}

const tally = ({ queue, knocks, talking, operators, clients }: State): Tally => ({
  queued: queue.size + knocks.size,
  talking: talking.size,
  available: [...operators.values()].filter(({ available }) => available).length,
  online: [...clients.values()].filter(({ client }) => client.online).length,
})

const isSame = (one: DeskOperator, other: DeskOperator) =>
  one.name === other.name && one.photo === other.photo && one.title === other.title && one.maxChats === other.maxChats

/** Clients that were here when the log ended, or whose turn goes on. */
const expected = (state: State) =>
  [...state.clients.values()]
    .filter(({ client, open }) => client.online || open !== undefined)
    .map(({ client }) => client.id)
