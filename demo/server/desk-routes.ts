import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { optional } from '../../src/protocol/parse.js'
import type { DeskSide } from '../backend/desk.js'
import { named, short, whole } from '../backend/parse-named.js'
import { unauthorized } from '../backend/refuse.js'
import { readJson } from './body.js'
import { PASS_LASTS } from './desk-keys.js'
import type { Door } from './door/door.js'
import type { Seats } from './door/seats.js'
import type { Limits } from './limits.js'
import type { Metrics } from './metrics.js'
import { Refusal } from './refusals.js'
import { toJson, type SseHub } from './sse.js'
import { addressOf, baseOf, stream, type Env } from './streaming.js'
import { uploadRoutes, type UploadRoutesOptions } from './upload-routes.js'
import { read } from './visitor-routes.js'

export interface DeskRoutesOptions {
  desk: DeskSide
  /** The door as it is now. */
  door(): Door
  seats: Seats
  /** Makes an operator who was added a moment ago known to the desk. */
  catchUp(): Promise<void>
  hub: SseHub
  limits: Limits
  metrics: Pick<Metrics, 'enter' | 'onLogin'>
  url: string | undefined
}

const parseOpening = named<{ protocol: number; after?: string }>({ protocol: whole(1), after: optional(short(200)) })

/**
 * `/v1/desk/…`. Each operator has a cookie of their own, so that two tabs of one browser may be two of them; the header
 * `X-Zvonek-Operator` says which one speaks.
 */
export const deskRoutes = ({ desk, door, seats, catchUp, hub, limits, metrics, url }: DeskRoutesOptions): Hono<Env> => {
  const app = new Hono<Env>()
  const isSecure = url?.startsWith('https:') ?? false
  const cookieOf = (operator: string) => `${isSecure ? '__Host-' : ''}zvonek-desk-${operator}`
  const cookie = { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure } as const

  const authenticate = (c: Context): { operator: string; pass: string } => {
    const operator = c.req.header('x-zvonek-operator') ?? ''
    const pass = OPERATOR.test(operator) ? getCookie(c, cookieOf(operator)) : undefined
    if (pass === undefined || !door().isPass(operator, pass))
      throw new Refusal({ status: 401, code: 'auth' }, 'Sign in first: open the desk’s address in a browser.')
    return { operator, pass }
  }

  app.get('/door', c => {
    c.header('Cache-Control', 'no-store')
    return c.json({ by: door().by })
  })
  app.post('/login', async c => {
    limits.loginsOfAddress.take(addressOf(c))
    const { operator, pass } = await counted(metrics, door().enter(await readJson(c), addressOf(c)))
    await catchUp()
    setCookie(c, cookieOf(operator), pass, { ...cookie, maxAge: PASS_LASTS })
    c.header('Cache-Control', 'no-store')
    return c.json({ operator })
  })
  app.post('/logout', async c => {
    const { operator, pass } = authenticate(c)
    const isGone = await door().leave(operator, pass)
    seats.check()
    // Nobody rings at an empty chair.
    if (isGone) await desk.send(operator, { id: randomUUID(), type: 'operator.available', on: false })
    deleteCookie(c, cookieOf(operator), cookie)
    return c.json({})
  })
  app.post('/stream', async c => {
    const { operator, pass } = authenticate(c)
    const { after } = read(parseOpening, await readJson(c))
    return stream(c, { hub, headers: {}, base: baseOf(c, url), enter: () => metrics.enter('desk') }, reader => {
      const end = desk.open(operator, { ...reader, after })
      const stand = seats.take({
        isOn: () => door().isPass(operator, pass),
        sendAway: () => {
          end()
          reader.close(unauthorized('This sign-in has ended.'))
        },
      })
      return () => {
        stand()
        end()
      }
    })
  })
  app.post('/commands', async c => {
    const { operator } = authenticate(c)
    limits.commands.take(`operator:${operator}`)
    const reply = await desk.send(operator, await readJson(c))
    c.header('Cache-Control', 'no-store')
    return c.body(toJson(reply, baseOf(c, url)), 200, { 'Content-Type': 'application/json' })
  })
  app.route('/files', bringing(authenticate, { desk, limits, url }))
  return app
}

/** How operators bring files. */
const bringing = (
  authenticate: (c: Context) => { operator: string },
  { desk, limits, url }: Pick<DeskRoutesOptions, 'desk' | 'limits' | 'url'>,
) => {
  const enter: UploadRoutesOptions['enter'] = async c => {
    const { operator } = authenticate(c)
    limits.commands.take(`operator:${operator}`)
    return desk.files(operator)
  }
  return uploadRoutes({ enter, url })
}

const counted = <T>({ onLogin }: Pick<Metrics, 'onLogin'>, entering: Promise<T>): Promise<T> =>
  entering.then(
    entered => {
      onLogin('ok')
      return entered
    },
    (error: unknown) => {
      onLogin(error instanceof Refusal ? error.refused.code : 'failed')
      throw error
    },
  )

/** What the name of a cookie may hold. */
const OPERATOR = /^[\w.-]{1,64}$/
