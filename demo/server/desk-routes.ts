import { Hono, type Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { optional, text } from '../../src/protocol/parse.js'
import type { DeskSide } from '../backend/desk.js'
import type { DeskOperator } from '../protocol/desk.js'
import { named, short, whole } from '../backend/parse-named.js'
import { readJson } from './body.js'
import { PASS_LASTS, type DeskKeys } from './desk-keys.js'
import type { Limits } from './limits.js'
import { Refusal } from './refusals.js'
import { toJson, type SseHub } from './sse.js'
import { addressOf, baseOf, stream, type Env } from './streaming.js'
import { read } from './visitor-routes.js'

export interface DeskRoutesOptions {
  desk: DeskSide
  keys: DeskKeys
  operators: readonly Pick<DeskOperator, 'id'>[]
  hub: SseHub
  limits: Limits
  url: string | undefined
}

export const parseLogin = named<{ key: string; operator: string }>({ key: text, operator: short(64) })
const parseOpening = named<{ protocol: number; after?: string }>({ protocol: whole(1), after: optional(short(200)) })

/**
 * `/v1/desk/…`. Each operator has a cookie of their own, so that two tabs of one browser may be two of them; the header
 * `X-Zvonek-Operator` says which one speaks.
 */
export const deskRoutes = ({ desk, keys, hub, limits, url, ...options }: DeskRoutesOptions): Hono<Env> => {
  const app = new Hono<Env>()
  const operators = new Set(options.operators.map(({ id }) => id))
  const isSecure = url?.startsWith('https:') ?? false
  const cookieOf = (operator: string) => `${isSecure ? '__Host-' : ''}zvonek-desk-${operator}`
  const cookie = { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure } as const

  const authenticate = (c: Context): string => {
    const operator = c.req.header('x-zvonek-operator') ?? ''
    if (!operators.has(operator) || !keys.isPass(operator, getCookie(c, cookieOf(operator))))
      throw new Refusal(
        { status: 401, code: 'auth' },
        'Log in first: open the desk’s address with the key that the server printed.',
      )
    return operator
  }

  app.post('/login', async c => {
    limits.loginsOfAddress.take(addressOf(c))
    const { key, operator } = read(parseLogin, await readJson(c))
    if (!keys.isKey(key) || !operators.has(operator))
      throw new Refusal(
        { status: 401, code: 'auth' },
        'The key or the operator is not known here: take the address the server printed.',
      )
    setCookie(c, cookieOf(operator), keys.sign(operator), { ...cookie, maxAge: PASS_LASTS })
    return c.json({ operator })
  })
  app.post('/logout', c => {
    deleteCookie(c, cookieOf(authenticate(c)), cookie)
    return c.json({})
  })
  app.post('/stream', async c => {
    const operator = authenticate(c)
    const { after } = read(parseOpening, await readJson(c))
    return stream(c, { hub, headers: {}, base: baseOf(c, url) }, reader => desk.open(operator, { ...reader, after }))
  })
  app.post('/commands', async c => {
    const operator = authenticate(c)
    limits.commands.take(`operator:${operator}`)
    const reply = await desk.send(operator, await readJson(c))
    c.header('Cache-Control', 'no-store')
    return c.body(toJson(reply, baseOf(c, url)), 200, { 'Content-Type': 'application/json' })
  })
  return app
}
