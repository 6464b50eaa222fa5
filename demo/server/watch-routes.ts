import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Backend } from '../backend/backend.js'
import type { Health } from './health.js'
import type { Metrics } from './metrics.js'
import { isAtHome, type Env } from './streaming.js'

export interface WatchRoutesOptions {
  backend: Pick<Backend, 'tally'>
  health: Health
  metrics: Metrics
  /** What opens the figures from anywhere; without one, only programs on this machine get them. */
  metricsKey: string | undefined
  version: string
}

/** `/healthz` for who must know whether it runs, `/metrics` for who wants to know how. */
export const watchRoutes = ({ backend, health, metrics, metricsKey, version }: WatchRoutesOptions): Hono<Env> => {
  const app = new Hono<Env>()
  app.get('/healthz', async c => {
    c.header('Cache-Control', 'no-store')
    const fault = await health.fault()
    if (fault === undefined) return c.json({ ok: true, version })
    return c.json({ ok: false, version, code: fault, message: 'The store cannot be written to.' }, 503)
  })
  app.get('/metrics', async c => {
    c.header('Cache-Control', 'no-store')
    if (!(metricsKey === undefined ? isAtHome(c) : isKey(c, metricsKey)))
      return c.json({ code: 'gone', message: 'There is nothing at this address.' }, 404)
    const text = await metrics.read(backend.tally)
    return c.body(text, 200, { 'Content-Type': metrics.contentType })
  })
  return app
}

const isKey = (c: Context, key: string) =>
  timingSafeEqual(digest(c.req.header('authorization') ?? ''), digest(`Bearer ${key}`))

const digest = (text: string) => createHash('sha256').update(text).digest()
