import type { Context, MiddlewareHandler } from 'hono'
import type { Log } from '../../src/protocol/ports.js'
import { Refusal } from './refusals.js'
import type { Widget } from './widgets.js'

/** Which pages may speak to this server. Exact compare: an origin either is the one or is not. */
export interface Origins {
  /** A page with a widget on it. */
  isAllowed(origin: string): boolean
  /** A page that may have this very widget on it. */
  isAllowedFor(widget: string, origin: string): boolean
  /** Whether a widget has that name. */
  isWidget(name: string): boolean
  /** A page of this server itself. */
  isOwn(origin: string): boolean
}

export interface OriginsOptions {
  /** Origins of pages with any widget; undefined: any page of this machine. */
  allowed: readonly string[] | undefined
  /** Origins of pages with one widget only, by its name. */
  ofWidget?(): Readonly<Record<string, Pick<Widget, 'origins'>>>
  /** Public address of this server. */
  url: string | undefined
  port(): number
}

export const createOrigins = ({ allowed, ofWidget = () => ({}), url, port }: OriginsOptions): Origins => {
  const listed = new Set(allowed)
  const isOwn = (origin: string) =>
    url === undefined ? isLoopback(origin) && portOf(origin) === port() : origin === new URL(url).origin
  const isForAll = (origin: string) => isOwn(origin) || (allowed ? listed.has(origin) : isLoopback(origin))
  const isOf = (widget: Pick<Widget, 'origins'> | undefined, origin: string) => !!widget?.origins?.includes(origin)
  return {
    isOwn,
    isWidget: name => Object.hasOwn(ofWidget(), name),
    isAllowed: origin => isForAll(origin) || Object.values(ofWidget()).some(widget => isOf(widget, origin)),
    isAllowedFor: (name, origin) => {
      const widgets = ofWidget()
      return isForAll(origin) || (Object.hasOwn(widgets, name) && isOf(widgets[name], origin))
    },
  }
}

/** Seconds; browsers keep it for two hours at most. */
const PREFLIGHT = '7200'

/**
 * The visitor protocol, for pages of the allowed origins. Not authentication: other programs name no origin.
 * Other pages get nothing but the refusal; that one they may read, so that a developer finds the reason in the page's
 * own errors and not only here.
 */
export const crossOrigin = (origins: Origins, log: Log): MiddlewareHandler => {
  const told = new Set<string>()
  const tell = (origin: string) => {
    if (told.size >= MOST_TOLD || told.has(origin)) return
    told.add(origin)
    // What is no origin may be anything: it does not get into the log.
    const name = parse(origin) ? origin : 'what is no origin'
    log('warn', 'origin.refused', `${name} is in neither ZVONEK_ORIGINS nor a widget`)
  }
  return async (c, next) => {
    c.header('Vary', 'Origin')
    const origin = c.req.header('origin')
    const isAllowed = origin === undefined || origins.isAllowed(origin)
    if (origin !== undefined)
      for (const [name, value] of Object.entries(corsHeaders(isAllowed ? origin : '*'))) c.header(name, value)
    if (c.req.method === 'OPTIONS') {
      c.header('Access-Control-Allow-Methods', 'POST')
      c.header('Access-Control-Allow-Headers', 'authorization, content-type, x-zvonek-identity')
      c.header('Access-Control-Max-Age', PREFLIGHT)
      return c.body(null, 204)
    }
    if (isAllowed) return next()
    tell(origin)
    throw new Refusal(
      { status: 403, code: 'origin' },
      `Pages of ${origin} may not use this server: add it to ZVONEK_ORIGINS, or to a widget.`,
    )
  }
}

const MOST_TOLD = 100

/** What a page of an origin needs in order to read an answer. */
export const corsHeaders = (origin: string): Record<string, string> => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Expose-Headers': 'Retry-After',
})

/** The desk's protocol, for this server's own pages: it goes by cookie, so no other page may ask in its name. */
export const sameOrigin =
  (origins: Origins): MiddlewareHandler =>
  async (c: Context, next) => {
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    if ((origin !== undefined && !origins.isOwn(origin)) || (site !== undefined && site !== 'same-origin'))
      throw new Refusal(
        { status: 403, code: 'origin' },
        'The desk speaks to its own pages only: open it at the address the server printed.',
      )
    return next()
  }

/** Whether a text is an origin of the web, written as browsers write it. */
export const isOrigin = (text: string): boolean => parse(text) !== undefined

const parse = (origin: string): URL | undefined => {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  return url?.origin === origin && /^https?:$/.test(url.protocol) ? url : undefined
}

const isLoopback = (origin: string): boolean => {
  const host = parse(origin)?.hostname
  return host !== undefined && (['localhost', '127.0.0.1', '[::1]'].includes(host) || host.endsWith('.localhost'))
}

const portOf = (origin: string) => {
  const url = parse(origin)
  return url && Number(url.port || (url.protocol === 'https:' ? 443 : 80))
}
