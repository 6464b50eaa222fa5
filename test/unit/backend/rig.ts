import { createHash } from 'node:crypto'
import { createBackend, type Backend, type BackendOptions } from '../../../demo/backend/backend.js'
import type { ChannelSettings } from '../../../demo/backend/channels.js'
import type { Means, WidgetSettings } from '../../../demo/backend/context.js'
import type { FilesOptions } from '../../../demo/backend/files/files.js'
import type { GroupSettings } from '../../../demo/backend/groups.js'
import type { Mailer } from '../../../demo/backend/mailer.js'
import type { Attempts } from '../../../demo/backend/attempts.js'
import type { CallbackLimits } from '../../../demo/backend/callback-limits.js'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { StopUrl } from '../../../demo/backend/outgoing.js'
import type { Identify } from '../../../demo/backend/persons.js'
import type { Courier } from '../../../demo/backend/relaying.js'
import type { Route } from '../../../demo/backend/routes.js'
import type { Secrets } from '../../../demo/backend/secrets.js'
import type { SiteKeeper } from '../../../demo/backend/site/keeper.js'
import type { Store } from '../../../demo/backend/store.js'
import type { Verify } from '../../../demo/backend/verify.js'
import type { DeskEvent } from '../../../demo/protocol/desk.js'
import type { Cursor, Message, Session } from '../../../src/protocol/entities.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import type { Clock, Log } from '../../../src/protocol/ports.js'
import { toFailure, type Failure, type TransportFailure } from '../../../src/protocol/failure.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

/** Another number for each text, the same each time. */
const signed = (text: string) => createHash('sha256').update(text).digest('hex')

/** Ids that are counted and hashes that are readable, so that a failing test reads well. */
export const createTestSecrets = (): Secrets => {
  let count = 0
  return {
    id: () => `id${++count}`,
    mark: () => `mark${++count}`,
    token: () => `token${++count}`,
    hash: async text => `hash of ${text}`,
    sign: async text => signed(text),
  }
}

export const OPERATORS = [
  { id: 'anna', name: 'Anna', photo: '/photos/anna.svg', available: true, maxChats: 4 },
  { id: 'boris', name: 'Boris', available: true, maxChats: 4 },
] as const

/** Everything that was begun has come to rest. */
export const settled = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>(resolve => setImmediate(resolve))
}

/** The events among `E` that may have the type `T`. */
type Of<E, T> = E extends { type: infer U } ? (T extends U ? E : never) : never

/** What a reader heard, and how it ended. */
export interface Heard<E extends { type: string }> {
  readonly events: E[]
  closed: Failure | undefined
  of<T extends E['type']>(type: T): Of<E, T>[]
  /** Where the reader stands. */
  cursor(): Cursor | undefined
  end(): void
}

type Opener<E> = (stream: { onEvent(event: E): void; close(failure: TransportFailure): void }) => () => void

export const hear = <E extends { type: string; cursor?: Cursor }>(open: Opener<E>): Heard<E> => {
  const events: E[] = []
  const heard: Heard<E> = {
    events,
    closed: undefined,
    of: <T extends E['type']>(type: T) => events.filter((event): event is E & Of<E, T> => event.type === type),
    cursor: () => events.findLast(event => event.cursor !== undefined)?.cursor,
    end: open({ onEvent: event => events.push(event), close: ({ failure }) => (heard.closed = failure) }),
  }
  return heard
}

export interface Visitor extends Heard<ServerEvent> {
  token: string
  /** Resolves with the reply, of which the test knows what it is. */
  send<R = { session: Session; message: Message; messages: Message[]; more: boolean }>(command: object): Promise<R>
}
export interface Desk extends Heard<DeskEvent> {
  send(command: object): Promise<{ message: Message }>
}

export interface Rig {
  backend: Backend
  store: Store
  secrets: Secrets
  /** Lets time pass, and what follows from it happen. */
  pass(ms: number): Promise<void>
  /** Somebody opens the panel; resolves when everything they are told at first is told. */
  visitor(options?: {
    token?: string
    /** A token of the site's that says who they are. */
    identity?: string
    after?: Cursor
    widget?: string
    locale?: string
    browser?: string
  }): Promise<Visitor>
  desk(operator?: string, after?: Cursor): Promise<Desk>
  /** Another backend on the same store, as after a crash. */
  restart(): Promise<Rig>
}

interface Given extends Partial<Pick<Rig, 'store' | 'secrets'>> {
  log?: Log
  widgets?: Readonly<Record<string, WidgetSettings>>
  groups?: Readonly<Record<string, GroupSettings>>
  routes?: readonly Route[]
  channels?: Readonly<Record<string, ChannelSettings>>
  courier?: Courier
  mailer?: Mailer
  stopUrl?: StopUrl
  operators?: BackendOptions['operators']
  /** By default it does not matter whether a desk is open, as in the demo. */
  unattended?: boolean
  attempts?: Attempts
  callbackLimits?: CallbackLimits
  countries?: readonly string[]
  site?: SiteKeeper
  verify?: Verify
  identify?: Identify
  retentionDays?: number
  means?: Means
  files?: FilesOptions
  virtual?: ReturnType<typeof createVirtualClock>
  /** A way to the backend, when not straight. */
  way?: (backend: Backend, clock: Clock) => Promise<Backend>
}

export const createRig = async (given: Given = {}): Promise<Rig> => {
  const { store = createMemoryStore('site'), secrets = createTestSecrets(), virtual = createVirtualClock() } = given
  const { log = () => {}, widgets = { main: { title: 'Shop' } }, groups = {}, routes = [], mailer, attempts } = given
  const { channels = {}, courier, callbackLimits, countries, site, verify, means, files } = given
  const { stopUrl, operators = OPERATORS, unattended = true } = given
  const settings = { operators, unattended, widgets, groups, routes, channels, mailer, courier, stopUrl }
  const limits = {
    ...(attempts && { attempts }),
    ...(means && { means }),
    ...(callbackLimits && { callbackLimits }),
    ...(countries && { countries }),
    ...(site && { site }),
    ...(files && { files }),
    verify,
    identify: given.identify,
    retentionDays: given.retentionDays,
  }
  const options = { store, secrets, clock: virtual.clock, ...settings, ...limits, random: () => 0.5 }
  const { way = async straight => straight } = given
  const backend = await way(await createBackend({ ...options, log }), virtual.clock)

  return {
    backend,
    store,
    secrets,
    pass: async ms => {
      const slice = Math.max(5_000, ms / 500)
      await settled()
      for (let left = ms; left > 0; left -= slice) {
        await virtual.pass(Math.min(left, slice))
        await settled()
      }
    },
    visitor: async ({ token, identity, after, widget = 'main', ...looks } = {}) => {
      const shown = { token, identity }
      const heard = hear<ServerEvent>(stream => backend.visitor.open({ ...stream, ...looks, ...shown, widget, after }))
      await settled()
      const known = heard.of('hello')[0]?.visitor.token ?? token ?? ''
      return Object.assign(heard, {
        token: known,
        send: async <R>(command: object) => (await backend.visitor.send({ identity, token: known }, command)) as R,
      })
    },
    desk: async (operator = 'anna', after) => {
      const heard = hear<DeskEvent>(stream => backend.desk.open(operator, { ...stream, after }))
      await settled()
      return Object.assign(heard, {
        send: async (command: object) =>
          (await backend.desk.send(operator, command)) as Awaited<ReturnType<Desk['send']>>,
      })
    },
    restart: () => createRig({ ...given, store, secrets, virtual }),
  }
}

/** The failure a promise ends with. */
export const failureOf = (promise: Promise<unknown>): Promise<Failure> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => toFailure(error),
  )

/** Starts a session and writes into it. */
export const ring = async (visitor: Visitor, text = 'Hello') => {
  const { session } = await visitor.send({
    id: `start ${text}`,
    type: 'session.start',
    entry: 'webchat',
    widget: 'main',
  })
  await visitor.send({ id: `say ${text}`, type: 'message.send', text })
  await settled()
  return session
}

export const textsOf = (heard: Heard<ServerEvent> | Heard<DeskEvent>): string[] =>
  (heard.events as (ServerEvent | DeskEvent)[]).flatMap(event => {
    if (event.type === 'snapshot') return event.messages.map(({ body }) => body.text)
    return event.type === 'message.added' ? [event.message.body.text] : []
  })
