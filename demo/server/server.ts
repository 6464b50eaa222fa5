import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Clock, Log } from '../../src/protocol/ports.js'
import { createBackend } from '../backend/backend.js'
import type { Store } from '../backend/store.js'
import type { DeskOperator } from '../protocol/desk.js'
import { createApp, routesOf } from './app.js'
import { createDeskKeys } from './desk-keys.js'
import { createFiles } from './files.js'
import { createLimits, RATES } from './limits.js'
import { nodeSecrets } from './node-secrets.js'
import { createOrigins } from './origins.js'
import { createSseHub } from './sse.js'
import type { Widget } from './widgets.js'

export interface ServerOptions {
  store: Store
  operators: readonly Omit<DeskOperator, 'version'>[]
  widgets: Readonly<Record<string, Widget>>
  /** Folder of what is built. */
  dist: string
  version: string
  deskKey: string
  /** Whether its own QA page is told the way to the desk, on this machine. */
  isDemo?: boolean
  /** Signs the desk's cookies. */
  secret: string
  /** Origins of pages with the widget; undefined: any page of this machine. */
  origins?: readonly string[] | undefined
  /** Public address, when it is not the one of the connection. */
  url?: string | undefined
  host: string
  /** 0 takes a free one. */
  port: number
  rates?: Partial<typeof RATES>
  clock?: Clock
  log: Log
}

export interface RunningServer {
  port: number
  /** What it answers to, such as `GET /healthz`. */
  routes: readonly string[]
  /** Sends everybody away, finishes what was begun and closes the store. */
  close(): Promise<void>
}

/**
 * The reference backend behind HTTP. Resolves once it listens.
 * @throws what listening fails with, such as `EADDRINUSE`.
 */
export const createServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { store, operators, widgets, version, url, log, clock = nodeClock } = options
  const hub = createSseHub()
  let port = options.port
  const settings = settingsOf(widgets)
  const backend = await createBackend({ store, clock, log, operators, widgets: settings, secrets: nodeSecrets })
  const app = createApp({
    backend,
    hub,
    version,
    url,
    log,
    widgets,
    operators,
    demoKey: options.isDemo ? options.deskKey : undefined,
    keys: createDeskKeys({ key: options.deskKey, secret: options.secret, now: clock.now }),
    files: createFiles(options.dist),
    limits: createLimits({ ...RATES, ...options.rates }, clock),
    origins: createOrigins({ allowed: options.origins, url, port: () => port }),
  })
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  // Longer than any proxy keeps a connection: who closes first loses nobody's request.
  server.keepAliveTimeout = 75_000

  const close = async () => {
    const closed = new Promise(resolve => server.close(resolve))
    await backend.dispose()
    hub.dispose()
    server.closeIdleConnections()
    const late = setTimeout(() => server.closeAllConnections(), LATE)
    await closed
    clearTimeout(late)
    await store.close()
  }
  try {
    port = await listen(server, options)
  } catch (error) {
    hub.dispose()
    await backend.dispose()
    throw error
  }
  return { port, close, routes: routesOf(app) }
}

/** Those who have not taken their goodbye within so long (ms) are cut off. */
const LATE = 1_000

const nodeClock: Clock = {
  now: Date.now,
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms)
    return () => clearTimeout(timer)
  },
}

/** Only what a visitor may know of a widget goes into `hello`. */
const settingsOf = (widgets: Readonly<Record<string, Widget>>) =>
  Object.fromEntries(
    Object.entries(widgets).map(([name, { title, privacy }]) => [
      name,
      { ...(title !== undefined && { title }), ...(privacy !== undefined && { privacy }) },
    ]),
  )

const listen = (server: Server, { host, port }: ServerOptions) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
