import { Hono, type Context } from 'hono'
import { Malformed, optional, type Parser } from '../../src/protocol/parse.js'
import { named, short, whole } from '../backend/parse-named.js'
import type { Credential } from '../backend/persons.js'
import type { VisitorSide } from '../backend/visitor.js'
import { toAppearance, type Introduction } from '../backend/appearance.js'
import { readJson } from './body.js'
import { LARGEST_IDENTITY } from './identity/identify.js'
import type { Limits } from './limits.js'
import type { Metrics } from './metrics.js'
import { corsHeaders, type Origins } from './origins.js'
import { Refusal } from './refusals.js'
import { toJson, type SseHub } from './sse.js'
import { addressOf, baseOf, stream, type Env } from './streaming.js'
import { uploadRoutes, type UploadRoutesOptions } from './upload-routes.js'

export interface VisitorRoutesOptions {
  visitor: VisitorSide
  hub: SseHub
  limits: Limits
  origins: Origins
  metrics: Pick<Metrics, 'enter'>
  /** Public address of this server, when one is set. */
  url: string | undefined
}

interface Opening {
  protocol: number
  widget: string
  after?: string
  locale?: string
}

export const parseOpening: Parser<Opening> = named<Opening>({
  protocol: whole(1),
  widget: short(64),
  after: optional(short(200)),
  locale: optional(short(35)),
})

const parseCheck: Parser<Pick<Opening, 'protocol' | 'widget'>> = named<Pick<Opening, 'protocol' | 'widget'>>({
  protocol: whole(1),
  widget: short(64),
})

/** `/v1/stream` and `/v1/commands`: the visitor's two directions; `/v1/check` for who looks why they do not work. */
export const visitorRoutes = ({ visitor, hub, limits, origins, metrics, url }: VisitorRoutesOptions): Hono<Env> => {
  const app = new Hono<Env>()

  app.post('/stream', async c => {
    limits.streamsOfAddress.take(addressOf(c))
    const { widget, after, locale } = read(parseOpening, await readJson(c))
    checkSite(c, origins, widget)
    const { token, identity } = credentialOf(c)
    const shown = (await visitor.personOf(identity)) ?? token
    if (shown !== undefined) limits.streams.take(shown)
    if (token === undefined) takeVisitor(c, limits)
    const looks = { ...toAppearance(introductionOf(c)), ...(locale !== undefined && { locale }) }
    const enter = () => metrics.enter('visitor')
    return stream(c, { hub, headers: originHeaders(c), base: baseOf(c, url), enter }, reader =>
      visitor.open({ ...reader, ...looks, token, identity, widget, after }),
    )
  })

  app.post('/check', async c => {
    limits.streamsOfAddress.take(addressOf(c))
    const { widget } = read(parseCheck, await readJson(c))
    // Whose page it is, nobody knows of a name that is mistyped: the check itself says that there is no such widget.
    if (origins.isWidget(widget)) checkSite(c, origins, widget)
    takeVisitor(c, limits)
    const streaming = { hub, headers: originHeaders(c), base: baseOf(c, url), enter: () => () => {} }
    return stream(c, streaming, reader => visitor.check({ ...reader, widget }))
  })

  app.post('/commands', async c => {
    limits.commandsOfAddress.take(addressOf(c))
    const credential = credentialOf(c)
    // A site may sign a fresh token for each request, and beside one ours is not looked at.
    const shown = (await visitor.personOf(credential.identity)) ?? credential.token
    if (shown !== undefined) limits.commands.take(shown)
    limits.commandsOfSite.take('site')
    const command = await readJson(c)
    const { type, widget, form } = (command ?? {}) as { type?: unknown; widget?: unknown; form?: unknown }
    if (type === 'session.start' && form) limits.formsOfAddress.take(addressOf(c))
    if (type === 'visitor.forget') limits.forgetsOfAddress.take(addressOf(c))
    if (type === 'letter.send') {
      limits.lettersOfAddress.take(addressOf(c))
      limits.lettersOfSite.take('site')
    }
    checkSite(c, origins, widget)
    const reply = await visitor.send(credential, command, addressOf(c))
    c.header('Cache-Control', 'no-store')
    return c.body(toJson(reply, baseOf(c, url)), 200, { 'Content-Type': 'application/json' })
  })

  const enter: UploadRoutesOptions['enter'] = async (c, what) => {
    if (what === 'part') limits.partsOfAddress.take(addressOf(c))
    else {
      limits.filesOfAddress.take(addressOf(c))
      limits.filesOfSite.take('site')
    }
    return visitor.files(credentialOf(c))
  }
  app.route('/files', uploadRoutes({ enter, url }))
  return app
}

/** @throws {Refusal} 400, with the parser's sentence. */
export const read = <T>(parse: Parser<T>, value: unknown): T => {
  try {
    return parse(value)
  } catch (error) {
    throw error instanceof Malformed
      ? new Refusal({ status: 400, code: 'malformed' }, `The request is malformed: ${error.message}.`)
      : error
  }
}

const tokenOf = (c: Context): string | undefined => {
  const header = c.req.header('authorization')
  if (header === undefined) return undefined
  const [, token] = /^Bearer ([\w-]{1,128})$/.exec(header) ?? []
  if (token === undefined)
    throw new Refusal({ status: 401, code: 'auth' }, 'The header must be “Authorization: Bearer TOKEN”.')
  return token
}

/** The header by which a page shows who its site says the visitor is. */
export const IDENTITY = 'x-zvonek-identity'

const credentialOf = (c: Context): Credential => {
  const identity = c.req.header(IDENTITY)
  if (identity !== undefined && (identity.length > LARGEST_IDENTITY || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(identity)))
    throw new Refusal({ status: 401, code: 'auth' }, 'The header “X-Zvonek-Identity” must hold a signed token (JWT).')
  return { token: tokenOf(c), identity }
}

/** Who shows nothing is counted as somebody new. */
const takeVisitor = (c: Context<Env>, { visitorsOfAddress, visitorsOfSite }: Limits) => {
  visitorsOfAddress.take(addressOf(c))
  visitorsOfSite.take('site')
}

/** The hints that browsers send unasked; to ask for others would be to ask for more than the desk needs. */
const introductionOf = (c: Context): Introduction => ({
  userAgent: c.req.header('user-agent'),
  brands: c.req.header('sec-ch-ua'),
  mobile: c.req.header('sec-ch-ua-mobile'),
  platform: c.req.header('sec-ch-ua-platform'),
})

/** A widget speaks on the pages of its own site; which site a page is of, its browser says. */
const checkSite = (c: Context, origins: Origins, widget: unknown) => {
  const origin = c.req.header('origin')
  if (origin === undefined || typeof widget !== 'string' || origins.isAllowedFor(widget, origin)) return
  throw new Refusal(
    { status: 403, code: 'origin' },
    `Pages of ${origin} may not have the widget “${widget.slice(0, 64)}”: add the origin to it.`,
  )
}

/** A stream writes its own answer, so it takes along what was decided about its origin. */
const originHeaders = (c: Context) => {
  const origin = c.req.header('origin')
  return { Vary: 'Origin', ...(origin !== undefined && corsHeaders(origin)) }
}
