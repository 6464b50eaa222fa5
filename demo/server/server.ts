import {
  createServer as createHttpServer,
  type RequestListener,
  type Server,
  type ServerOptions as HttpOptions,
} from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Clock, Log } from '../../src/protocol/ports.js'
import { createBackend, type Backend } from '../backend/backend.js'
import type { ChannelSettings } from '../backend/channels.js'
import type { Means } from '../backend/context.js'
import type { FilesOptions } from '../backend/files/files.js'
import { createMemoryFiles } from '../backend/files/memory-files.js'
import type { FileRules } from '../backend/files/rules.js'
import type { GroupSettings } from '../backend/groups.js'
import type { Mailer } from '../backend/mailer.js'
import type { StopUrl } from '../backend/outgoing.js'
import type { Courier } from '../backend/relaying.js'
import { createKeeper } from '../backend/site/keeper.js'
import { createMemoryShelf } from '../backend/site/record.js'
import type { Store } from '../backend/store.js'
import type { Verify } from '../backend/verify.js'
import { createIdentify } from './identity/identify.js'
import type { SiteKeys } from './identity/keys.js'
import type { DeskOperator } from '../protocol/desk.js'
import { LARGEST_PART } from './body.js'
import { createAdmission, type Admission, type MOST_OPEN } from './admission.js'
import { createApp, routesOf } from './app.js'
import { createCourier } from './courier.js'
import type { Data } from './data/data.js'
import { codeOf } from './data/database.js'
import { detect, digest } from './detect.js'
import { createDoors } from './door/doors.js'
import type { Passwords } from './door/passwords.js'
import { createSeats } from './door/seats.js'
import { createFiles } from './files.js'
import { createFollowing, followItself } from './following.js'
import { createHealth } from './health.js'
import { createLimits, RATES } from './limits.js'
import { meterBackend, meterLimits, meterStore } from './metered.js'
import { createMetrics } from './metrics.js'
import { createNodeSecrets } from './node-secrets.js'
import { createOrigins } from './origins.js'
import { createProxies } from './proxies.js'
import { createRoster, type Roster } from './roster.js'
import { stopPath } from './mail-routes.js'
import { createSseHub } from './sse.js'
import type { Env } from './streaming.js'
import { settingsOf, type Widget } from './widgets.js'

export interface ServerOptions {
  store: Store
  /** What the data folder holds beside the log; undefined where nothing is kept. */
  data?: Omit<Data, 'store'> | undefined
  /** The demo's, as long as none are stored. */
  operators: readonly Omit<DeskOperator, 'version'>[]
  /** Those that are there without being stored. */
  widgets: Readonly<Record<string, Widget>>
  /** Groups that are there without being stored. */
  groups?: Readonly<Record<string, GroupSettings>>
  /** Bridges to messengers that are there without being stored. */
  channels?: Readonly<Record<string, ChannelSettings>>
  /** Carries answers to their webhooks. */
  courier?: Courier
  /** For the public: webhooks are reached by https only. */
  isProduction?: boolean
  /** Folder of what is built. */
  dist: string
  /** Folder with the chunks of earlier releases. */
  kept?: string | undefined
  version: string
  deskKey: string
  /** Whether its own QA page is told the way to the desk, on this machine. */
  isDemo?: boolean
  /** Signs the cookies of the demo's desk, and makes the numbers of invitations. */
  secret: string
  /** Addresses and networks of the proxies in front of it. */
  proxies?: readonly string[] | undefined
  /** Header in which they say where a visitor is, for rules. */
  countryHeader?: string | undefined
  /** Opens the figures from elsewhere than this machine. */
  metricsKey?: string | undefined
  passwords?: Passwords
  /** Origins of pages with the widget; undefined: any page of this machine. */
  origins?: readonly string[] | undefined
  /** Public address, when it is not the one of the connection. */
  url?: string | undefined
  /** Countries that callbacks are dialled in, by ISO 3166; undefined: all. */
  countries?: readonly string[] | undefined
  /** Days after the last that was heard of somebody until nothing of them is left; undefined: for ever. */
  retentionDays?: number | undefined
  /** Looks at what a check of the site's own gave. */
  verify?: Verify | undefined
  /** By what means calls run; undefined: from one browser to the other. */
  means?: Means | undefined
  /** Keys by which sites say who their visitors are; undefined: nobody can. */
  identityKeys?: SiteKeys | undefined
  /** How much of files is taken. */
  fileRules?: Partial<FileRules>
  /** Carries letters to the site's mailbox. */
  mailer?: Mailer | undefined
  host: string
  /** 0 takes a free one. */
  port: number
  rates?: Partial<typeof RATES>
  /** Answers under way at once. */
  crowd?: Partial<typeof MOST_OPEN>
  /** Ms for a whole head and a whole request. */
  timeouts?: Partial<typeof TIMEOUTS>
  clock?: Clock
  log: Log
}

export interface Counts {
  /** Streams, and what they listen to. */
  streams: number
  listeners: number
  /** Bytes that wait for slow readers. */
  waiting: number
  /** Answers under way. */
  open: number
  /** Requests that were sent away before anything was done for them. */
  refused: number
}

export interface RunningServer {
  port: number
  /** What it answers to, such as `GET /healthz`. */
  routes: readonly string[]
  /** What hangs on it at present. */
  counts(): Counts
  health: Backend['health']
  /** Sends everybody away, finishes what was begun and closes the store. */
  close(): Promise<void>
}

/**
 * The reference backend behind HTTP. Resolves once it listens.
 * @throws what listening fails with, such as `EADDRINUSE`.
 */
export const createServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { data, version, url, log, mailer, countries, clock = nodeClock, courier = createCourier(options) } = options
  const metrics = createMetrics(version)
  const store = meterStore(options.store, metrics.figures, clock.ticks ?? clock.now)
  const hub = createSseHub({ onDropped: metrics.onDropped })
  const shelf = data?.shelf ?? createMemoryShelf()
  const roster = createRoster({ ...options, directory: data?.directory, shelf })
  const [seats, proxies] = [createSeats(), createProxies(options.proxies ?? [], options.countryHeader)]
  let port = options.port
  const now = () => settingsIn(roster)
  const { base, operators } = roster
  const site = createKeeper({ shelf, base, operators, hasLooks: true, apply: () => following.catchUp() })
  const secrets = createNodeSecrets(options.secret)
  const stopUrl = createStopUrl(() => url ?? `http://localhost:${port}`)
  const parts = { store, clock, log, mailer, countries, courier, secrets, site, stopUrl, files: filesOf(options) }
  const backend = await createBackend({ ...now(), ...parts, ...checksOf(options, clock), means: options.means })
  const limits = meterLimits(createLimits({ ...RATES, ...options.rates }, clock), metrics.figures)
  const apply = () => backend.configure(now())
  const following = data
    ? createFollowing({ look: roster.look, apply, onLook: seats.check, clock, log })
    : followItself({ look: roster.look, apply })
  const app = createApp({
    ...{ hub, version, url, log, roster, seats, metrics, catchUp: following.catchUp },
    backend: meterBackend(backend, metrics.figures),
    demoKey: options.isDemo ? options.deskKey : undefined,
    door: createDoors({ ...options, roster, clock }),
    files: createFiles(options.dist),
    kept: options.kept === undefined ? undefined : createFiles(options.kept),
    limits,
    origins: createOrigins({ allowed: options.origins, ofWidget: roster.widgets, url, port: () => port }),
    proxies,
    health: createHealth({ store, backend, toCode: codeOf, clock }),
    metricsKey: options.metricsKey,
  })
  const { requestsOfAddress: requests, warningsOfAddress: warnings } = limits
  const { clientOf } = proxies
  const admission = createAdmission({ requests, warnings, most: options.crowd, clientOf, clock })
  const server = toHttp(app.fetch, admission, options)

  const close = async () => {
    admission.shut()
    following.dispose()
    await backend.dispose()
    await within(LATE, admission.empty())
    hub.dispose()
    await stop(server)
    // What still came of those who were in the house.
    await backend.dispose()
    await store.close()
    data?.close()
  }
  try {
    port = await listen(server, options)
  } catch (error) {
    hub.dispose()
    following.dispose()
    await backend.dispose()
    throw error
  }
  const counts = () => ({ ...hub.counts(), ...backend.counts(), ...admission.counts() })
  return { port, close, counts, health: backend.health, routes: routesOf(app) }
}

/** Address in mails, by the address of this server, which is not known before it listens. */
const createStopUrl =
  (base: () => string): StopUrl =>
  (token, locale) =>
    `${base()}${stopPath(token, locale)}`

/** Who and what is looked at; where no public address is set, tokens are made out to the name of the thing. */
const checksOf = (
  { verify, retentionDays, identityKeys: keys, url: audience = 'zvonek' }: ServerOptions,
  clock: Clock,
) => ({
  verify,
  retentionDays,
  identify: keys && createIdentify({ keys, audience, clock }),
})

/** Those who have not taken their answer or their goodbye within so long (ms) are cut off. */
const LATE = 1_000
/** Ms. A person's browser needs a fraction of it on the slowest line; who sends a byte now and then holds nothing open. */
const TIMEOUTS = { head: 15_000, request: 30_000, look: 5_000 }

const toHttp = (fetch: Hono<Env>['fetch'], admission: Admission, options: ServerOptions): Server => {
  const { head, request, look } = { ...TIMEOUTS, ...options.timeouts }
  const server = createAdaptorServer({
    fetch: fetch,
    overrideGlobalObjects: false,
    // What is left of a request after its answer is admission's to end.
    autoCleanupIncoming: false,
    serverOptions: { headersTimeout: head, requestTimeout: request, connectionsCheckingInterval: look },
    createServer: ((given: HttpOptions, inner: RequestListener) =>
      createHttpServer(given, admission.guard(inner))) as typeof createHttpServer,
  }) as Server
  // Longer than any proxy keeps a connection: who closes first loses nobody's request.
  server.keepAliveTimeout = 75_000
  server.on('clientError', admission.onClientError)
  return server
}

/** Nobody is listened to any more; who lingers is cut off. */
const stop = (server: Server) => {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  server.closeIdleConnections()
  return within(LATE, closed).then(() => {
    server.closeAllConnections()
    return closed
  })
}

/** Waits, but no longer than `ms`. */
const within = async (ms: number, done: Promise<void>): Promise<void> => {
  let late: NodeJS.Timeout | undefined
  await Promise.race([done, new Promise<void>(resolve => (late = setTimeout(resolve, ms)))])
  clearTimeout(late)
}

const nodeClock: Clock = {
  now: Date.now,
  ticks: () => performance.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms)
    return () => clearTimeout(timer)
  },
}

/** Where files are kept, and how they are looked at. */
const filesOf = ({ data, fileRules }: ServerOptions): FilesOptions => ({
  store: data?.files ?? createMemoryFiles(),
  detect,
  digest,
  rules: { part: LARGEST_PART, ...fileRules },
})

/** What the backend is to work with now. */
const settingsIn = (roster: Roster) => ({
  operators: roster.operators(),
  unattended: roster.isDemo(),
  widgets: settingsOf(roster.widgets()),
  groups: roster.groups(),
  routes: roster.routes(),
  channels: roster.channels(),
})

const listen = (server: Server, { host, port }: ServerOptions) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
