import { Hono, type MiddlewareHandler } from 'hono'
import { inspectRoutes } from 'hono/dev'
import type { Log } from '../../src/protocol/ports.js'
import type { Backend } from '../backend/backend.js'
import { channelRoutes } from './channel-routes.js'
import { demoRoutes } from './demo-routes.js'
import { deskRoutes } from './desk-routes.js'
import type { Door } from './door/door.js'
import type { Seats } from './door/seats.js'
import { fileRoutes } from './file-routes.js'
import type { Files } from './files.js'
import type { Health } from './health.js'
import type { Limits } from './limits.js'
import { placeOf } from './log.js'
import { mailRoutes } from './mail-routes.js'
import type { Metrics } from './metrics.js'
import { crossOrigin, sameOrigin, type Origins } from './origins.js'
import { openapiRoutes } from './openapi/routes.js'
import type { Proxies } from './proxies.js'
import { toAnswer } from './refusals.js'
import type { Roster } from './roster.js'
import type { SseHub } from './sse.js'
import { storedRoutes } from './stored-routes.js'
import type { Env } from './streaming.js'
import { visitorRoutes } from './visitor-routes.js'
import { watchRoutes } from './watch-routes.js'

export interface AppOptions {
  backend: Backend
  /** The desk's door as it is now. */
  door(): Door
  seats: Seats
  roster: Roster
  /** Makes what commands have just changed count. */
  catchUp(): Promise<void>
  /** Tells the QA page the way to the desk; undefined where this is no demo. */
  demoKey: string | undefined
  files: Files
  kept: Files | undefined
  hub: SseHub
  limits: Limits
  origins: Origins
  proxies: Proxies
  health: Health
  metrics: Metrics
  metricsKey: string | undefined
  version: string
  url: string | undefined
  log: Log
}

/** All addresses of the server. */
export const createApp = (options: AppOptions): Hono<Env> => {
  const { backend, origins, log } = options
  const app = new Hono<Env>()

  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(ALWAYS)) if (!c.env.outgoing.headersSent) c.header(name, value)
  })
  app.use('/v1/*', unkept)
  app.use(countFor(options))
  app.route('/', watchRoutes(options))

  app.use('/v1/stream', crossOrigin(origins, log))
  app.use('/v1/check', crossOrigin(origins, log))
  app.use('/v1/commands', crossOrigin(origins, log))
  app.use('/v1/files/*', crossOrigin(origins, log))
  app.route('/v1', visitorRoutes({ ...options, visitor: backend.visitor }))
  app.route('/v1/channels', channelRoutes({ ...options, channels: backend.channels }))
  app.use('/v1/desk/*', sameOrigin(origins))
  app.route('/v1/desk', deskRoutes({ ...options, desk: backend.desk }))
  app.route('/v1/demo', demoRoutes(options))
  app.route('/v1', openapiRoutes(options))
  app.route('/stop', mailRoutes(options))
  app.route('/files', storedRoutes(backend))
  app.route('/', fileRoutes(options))

  app.notFound(c => c.json({ code: 'gone', message: 'There is nothing at this address.' }, 404))
  app.onError((error, c) => {
    const answer = toAnswer(c, error)
    if (answer) return answer
    log('error', 'server.failed', placeOf(error))
    return c.json({ code: 'failed', message: 'The server failed. Its log says why.' }, 500)
  })
  return app
}

/** What an app answers to, such as `GET /healthz`: what papers and tests are held to. */
export const routesOf = (app: Hono<Env>): string[] => {
  // What is bound to a method is a route, however its function looks.
  const routes = inspectRoutes(app).filter(({ isMiddleware, method }) => !isMiddleware || method !== 'ALL')
  return [...new Set(routes.map(({ method, path }) => `${method} ${path}`))]
}

/** What is said to one visitor or operator stays with nobody on the way, refusals included. */
const unkept: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  if (!c.env.outgoing.headersSent && !c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
}

/** Whose request it is. A proxy that nobody has named makes all visitors look like one: that is said, once. */
const countFor = ({ proxies, log }: Pick<AppOptions, 'proxies' | 'log'>): MiddlewareHandler<Env> => {
  let told = false
  return async (c, next) => {
    c.set('client', proxies.clientOf(c.env.incoming))
    if (!told && proxies.isUntrusted(c.env.incoming)) {
      told = true
      log('warn', 'proxy.unknown', 'a request came through a proxy that is not in ZVONEK_PROXIES')
    }
    return next()
  }
}

const ALWAYS = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' }
