import type { Id } from '../../src/protocol/entities.js'
import type { Limits } from '../../src/protocol/events.js'
import { own } from '../../src/protocol/own.js'
import type { Clock, Log } from '../../src/protocol/ports.js'
import type { DeskOperator } from '../protocol/desk.js'
import { createAttempts, type Attempts } from './attempts.js'
import { createAttendance } from './attendance.js'
import { availableIn } from './availability.js'
import { createBus, DESK, topicOf, topicOfWidget, type Bus } from './bus.js'
import { createCallbackLimits, type CallbackLimits } from './callback-limits.js'
import { createCallPost } from './call-mail.js'
import { createChannelSide, type ChannelSettings, type ChannelSide } from './channels.js'
import { createGate } from './commands.js'
import type { Context, Means, WidgetSettings } from './context.js'
import { createDeskSide, type DeskSide } from './desk.js'
import { createDoorplate } from './doorplate.js'
import { employ } from './employ.js'
import { createFiles, limitsOf, type Files, type FilesOptions } from './files/files.js'
import { createGroups, isIn, type Group, type Groups, type GroupSettings } from './groups.js'
import type { Health } from './health.js'
import type { Mailer } from './mailer.js'
import { createNumbers } from './numbers.js'
import { tellOffers } from './offers.js'
import { createOutgoing, type StopUrl } from './outgoing.js'
import { createProof, type Identify } from './persons.js'
import { createPresence } from './presence.js'
import { keepFor } from './retention.js'
import { tellPlaces } from './queue.js'
import type { Courier } from './relaying.js'
import type { Route } from './routes.js'
import { markAt, toBlank } from './row.js'
import { webSecrets, type Secrets } from './secrets.js'
import type { SiteKeeper } from './site/keeper.js'
import { tellDesk } from './desk-stream.js'
import type { State } from './state.js'
import { stopBy } from './stopping.js'
import type { Batch, Store } from './store.js'
import type { Served } from './stream.js'
import { tellOpeners } from './tickets.js'
import type { Verify } from './verify.js'
import { tally, type Tally } from './tally.js'
import { createVisitorSide, type VisitorSide } from './visitor.js'
import { teamIn, toSettings } from './visitor-stream.js'
import { waitsIn } from './waits.js'
import { createWatches } from './watches.js'
import { createWriter, type Draft } from './writer.js'

export interface BackendOptions {
  store: Store
  clock: Clock
  log: Log
  /** Who answers. Their `available` counts only the first time: later the log knows. */
  operators: readonly Omit<DeskOperator, 'version'>[]
  /** Whether who is available stays so with no desk open, as in a demo; by default 15 silent minutes end it. */
  unattended?: boolean
  widgets: Readonly<Record<string, WidgetSettings>>
  /** Groups of operators by name; without any, everybody may come at any time. */
  groups?: Readonly<Record<string, GroupSettings>>
  /** Rules that lead those who ring to a group or an operator, in their order. */
  routes?: readonly Route[]
  /** Bridges to messengers, by name. */
  channels?: Readonly<Record<string, ChannelSettings>>
  /** Carries what is said to clients of messengers; without one it stays queued. */
  courier?: Courier | undefined
  limits?: Limits
  /** Where files are kept; without it nothing but words is taken. */
  files?: FilesOptions | undefined
  /** Carries letters away; without one they are read at the desk. */
  mailer?: Mailer | undefined
  /** By what means calls run; by default from one browser to the other, without any server's help. */
  means?: Means | undefined
  /** Where mails about answers are stopped; without it none go out. */
  stopUrl?: StopUrl | undefined
  bus?: Bus
  secrets?: Secrets
  /** Whether a number may be tried; by default few wrong ones may. */
  attempts?: Attempts
  /** Which callbacks are dialled; by default few to one number and from one place. */
  callbackLimits?: CallbackLimits
  /** Countries that are called, by ISO 3166; absent: any. */
  countries?: readonly string[] | undefined
  /** Looks at what a check of the site's own gave. */
  verify?: Verify | undefined
  /** Days after the last that was heard of somebody until nothing of them is left; undefined: for ever. */
  retentionDays?: number | undefined
  /** Knows by a site's keys who somebody is; absent: nobody can say so. */
  identify?: Identify | undefined
  /** Keeps the settings of the site where they may be changed at the desk. */
  site?: SiteKeeper
  /** From 0 to 1: spreads what would otherwise come back at once. */
  random?(): number
}

/** The whole backend, wherever it runs: in a page behind the memory transport, or in a server. */
export interface Backend {
  readonly visitor: VisitorSide
  readonly desk: DeskSide
  readonly channels: ChannelSide
  /**
   * Nobody writes to the address behind a link of a mail any more.
   * @throws {TransportFailure} gone, when it is none of ours.
   */
  stopMails(token: string): Promise<void>
  /** What was sent, for who knows the address; undefined where no files are taken. */
  readonly files: Pick<Files, 'open' | 'sweep'> | undefined
  /** Whether what is said can be kept at present, and if not, why: for `/healthz`. */
  health(): Health
  /** How much hangs on this process: open streams, and what they listen to. After the last has gone, both are 0. */
  counts(): { streams: number; listeners: number }
  /**
   * Takes over who answers, which widgets, groups and rules there are, while everything runs. Conversations of those who
   * do not answer any more end: nobody would hear what is written there.
   */
  configure(change: Pick<BackendOptions, 'operators'> & Changeable): Promise<void>
  /** What goes on at the site. */
  tally(): Promise<Tally>
  /** Sends every reader away and finishes what was begun; the store stays open. */
  dispose(): Promise<void>
}

export type { Tally }

/** When readers who are sent away come back (ms), spread: who comes earlier finds nobody yet, and all at once is too many. */
const COME_BACK = { first: 1_000, last: 3_000 }

/** Resolves once the log is read. */
export const createBackend = async (options: BackendOptions): Promise<Backend> => {
  const { store, clock, log, random = Math.random, bus = createBus(), secrets = webSecrets, means = direct } = options
  const calls = createCallPost(clock.now)
  const plate = createDoorplate({ bus, clock, around: () => context, again: () => writer.run(() => {}) })
  const around = { groups: () => context.groups, writer: () => writer, newId: secrets.id }
  const watches = [plate, ...createWatches({ clock, ...around })]
  const tell = (batch: Batch, state: State) => {
    publish(bus, batch, state)
    for (const one of [calls, presence]) one.tell(batch.rows)
    outgoing.onBatch(batch)
    for (const watch of watches) watch.tell(state)
  }
  const hooks = { newMark: secrets.mark, conclude: createConclusion(clock, around.groups), tell }
  const writer = await createWriter({ store, clock, log, ...hooks })
  const outgoing = createOutgoing({ ...options, secrets, writer, around: () => context })
  const tools = { writer, store, clock, log, delivery: outgoing.delivery }
  const presence = createPresence({ ...around, writer, clock })
  const attendance = createAttendance({ writer, clock, newId: secrets.id, isUnattended: () => context.unattended })
  const gate = createGate({ store, writer, secrets })
  const numbers = createNumbers({ writer, secrets, clock })
  const { attempts = createAttempts(clock, tellAlarm(log, bus)) } = options
  const audience = createAudience(random)
  const calling = createCalling(options)
  const files = options.files && createFiles(options.files, { store, clock, log, secrets })
  const parts = { ...tools, gate, bus, presence, attendance, files, numbers, attempts, secrets }
  const settings = { ...toRules(options), ...toMailing(options), limits: limitsOf(options.limits, files) }
  const prove = createProof({ identify: options.identify, secrets, clock })
  const context: Context = { ...parts, calls, means, ...settings, ...calling.settings, prove, ...audience }

  const employAll = (operators: BackendOptions['operators']) => {
    calling.employ(operators)
    return writer.run(draft => attendance.watch(employ({ draft, now: clock.now(), newId: secrets.id }, operators)))
  }
  await employAll(options.operators)
  const resume = (state: State) => (outgoing.resume(state), recallCalls(state, context), expected(state))
  for (const client of await writer.run(({ state }) => resume(state))) presence.check(client)

  const retention = keepFor(options.retentionDays, context)

  return {
    visitor: createVisitorSide(context),
    desk: createDeskSide(context),
    channels: createChannelSide(context),
    stopMails: token => stopBy(context, token),
    files,
    health: writer.health,
    counts: () => ({ streams: audience.served.size, listeners: bus.listeners() }),
    configure: async ({ operators, ...change }) => {
      const before = signboards(context)
      Object.assign(context, toRules(change))
      await employAll(operators)
      await tellChange(context, before)
    },
    tally: () => writer.run(({ state }) => tally(state)),
    dispose: async () => {
      audience.sendAway()
      for (const watch of [...watches, retention, files, presence, attendance]) watch?.dispose()
      await outgoing.dispose()
      await writer.dispose()
    },
  }
}

/** What follows from every batch: who waits knows where they stand, and how long it will take. */
const createConclusion = (clock: Clock, groups: () => Groups) => (draft: Draft) =>
  tellPlaces(draft, (state, name) => {
    const group = groups().find(name)
    return availableIn(state, group).length ? waitsIn(state, group, clock.now()) : () => undefined
  })

const tellAlarm = (log: Log, bus: Bus) => (on: boolean) => {
  log(on ? 'warn' : 'info', on ? 'invitation.guessed' : 'invitation.calm')
  bus.publish(DESK, { type: 'guessing', on })
}

/** Limits hold over a restart. */
const recallCalls = ({ callbacks }: State, { callbackLimits, clock }: Pick<Context, 'callbackLimits' | 'clock'>) => {
  for (const { phone, requestedAt, held } of callbacks.values())
    if (!held) callbackLimits.recall?.(phone, Math.max(0, clock.now() - requestedAt))
}

/** What callbacks are decided with: how many fit into a half hour goes by who answers. */
const createCalling = ({ clock, countries, callbackLimits = createCallbackLimits(clock) }: BackendOptions) => {
  let staff: readonly Id[] = []
  return {
    employ: (operators: BackendOptions['operators']) => void (staff = operators.map(({ id }) => id)),
    settings: {
      callbackLimits,
      countries: countries && new Set(countries),
      placesOf: (group: Group) => group.callbacks ?? staff.filter(id => isIn(group, id)).length,
    },
  }
}

/** Which mails there are; without a way to stop them, none about answers go out. */
const toMailing = ({ mailer, stopUrl, site, verify }: BackendOptions) => ({
  site,
  verify,
  hasMailer: mailer !== undefined,
  mailsOut: mailer?.sendTranscript !== undefined,
  tellsAnswers: !!mailer?.sendAnswer && !!stopUrl,
})

/** Widgets, groups and rules, as they count. */
const toRules = ({ widgets, groups, routes = [], channels = {}, unattended = false }: Changeable) =>
  ({ widgets: own(widgets), groups: createGroups(groups), routes, channels, unattended }) satisfies Partial<Context>
type Changeable = Pick<BackendOptions, 'widgets' | 'groups' | 'routes' | 'channels' | 'unattended'>

/** What each widget shows, as it is told. */
const signboards = (context: Context) =>
  new Map(Object.keys(context.widgets).map(name => [name, JSON.stringify(toSettings(context, name))]))

/** What is set counts from now on: for who is away, at the desk, and on open pages. */
const tellChange = (context: Context, before: ReadonlyMap<string, string>) => {
  context.presence.regrouped()
  tellDesk(context)
  return tellSettings(context, before)
}

/** Open pages hear what is another from now on; all at once would be too many to begin anew. */
const tellSettings = async (context: Context, before: ReadonlyMap<string, string>) => {
  const changed = [...signboards(context)].flatMap(([name, now]) => (before.get(name) === now ? [] : [name]))
  if (!changed.length) return
  const team = await context.writer.run(({ state }) => teamIn(state))
  for (const name of changed)
    context.bus.publish(topicOfWidget(name), { type: 'settings', settings: { ...toSettings(context, name), team } })
}

const direct: Means = () => ({ engine: 'p2p', servers: [], relayOnly: false })

/** All who listen; once they are sent away, so is whoever comes after. */
const createAudience = (random: () => number) => {
  const served = new Set<Served>()
  let over = false
  const dismiss = (one: Served) => one.bye(Math.round(COME_BACK.first + random() * (COME_BACK.last - COME_BACK.first)))
  return {
    served,
    admit: (one: Served) => {
      served.add(one)
      if (over) dismiss(one)
    },
    sendAway: () => {
      over = true
      for (const one of [...served]) dismiss(one)
    },
  }
}

/** Tells everybody whom it concerns what is safely written. */
const publish = (bus: Bus, { rows, erase }: Batch, { lives }: State) => {
  tellOpeners(bus, rows)
  tellOffers(bus, rows)
  const gone = new Set(erase?.clients)
  for (const client of gone) bus.publish(topicOf(client), { type: 'again' })
  if (erase) bus.publish(DESK, { type: 'erased', ...erase })
  for (const row of rows) {
    const note = { type: 'row', row, mark: markAt(lives, row.pos) } as const
    if (!gone.has(row.client)) bus.publish(topicOf(row.client), note)
    bus.publish(DESK, gone.has(row.client) ? { ...note, row: toBlank(row, note.mark) } : note)
  }
}

/** Clients that were here when the log ended, or whose turn goes on. */
const expected = (state: State) =>
  [...state.clients.values()]
    .filter(({ client, open }) => client.channel === undefined && (client.online || open !== undefined))
    .map(({ client }) => client.id)
