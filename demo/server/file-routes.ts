import { Hono, type Context } from 'hono'
import { answer, toAsset, type Files } from './files.js'
import { keptScript } from './kept-chunks.js'
import { deviceIn } from './messenger-links.js'
import { photos } from './photos.js'
import type { Proxies } from './proxies.js'
import type { Roster } from './roster.js'
import type { Env } from './streaming.js'
import { bake, hangsOnCountry } from './widgets.js'

export interface FileRoutesOptions {
  files: Files
  /** Files of earlier releases, by their names alone, and their scripts by their versions. */
  kept?: Files | undefined
  version: string
  roster: Pick<Roster, 'widgets'>
  proxies: Pick<Proxies, 'countryOf'>
}

/** Any page may load the widget and what belongs to it. */
const EVERYWHERE = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' }
const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' }
const FIVE_MINUTES = { 'Cache-Control': 'public, max-age=300' }
/** For this visitor, and in no cache that others share. */
const THEIRS = { 'Cache-Control': 'private, max-age=300' }
/** Files of our own pages: for nobody else, asked for each time, answered with 304. */
const FRESH = { 'Cache-Control': 'no-cache', 'Cross-Origin-Resource-Policy': 'same-origin' }

/** A page has one address, where its policy goes out with it. */
const NAME = '(?!.*\\.html$)[a-zA-Z0-9][\\w.-]*'

/** Such as 1.4.2-beta.1: nothing that leads out of a folder. */
const VERSION = /^\d[\w.+-]*$/

/** Everything that is a file: the widget for all pages, and this server's own pages. */
export const fileRoutes = (options: FileRoutesOptions): Hono<Env> => {
  const { files, kept, version } = options
  const app = new Hono<Env>()
  const give: Give = (name, headers) => async c => {
    const asset = await files.get(name(c))
    return asset ? answer(c, asset, headers) : notBuilt(c)
  }

  app.get('/zvonek.js', c => giveScript(c, options))
  app.get('/v/:version/zvonek.js', async c => {
    const asked = c.req.param('version')
    if (asked === version) return give(() => 'zvonek.js', { ...EVERYWHERE, ...FOR_EVER })(c)
    const older = VERSION.test(asked) ? await kept?.get(keptScript(asked)) : undefined
    if (older) return answer(c, older, { ...EVERYWHERE, ...FOR_EVER })
    return missing(c, `This server has version ${version} of zvonek.js.`)
  })
  app.get('/element.js', async c => {
    const asset = await files.derive('element.js', 'registers', selfRegistering)
    return asset ? answer(c, asset, { ...EVERYWHERE, ...FIVE_MINUTES }) : notBuilt(c)
  })
  app.get(`/c/:name{${NAME}}`, async c => {
    const name = c.req.param('name')
    const asset = (await files.get(`c/${name}`)) ?? (await kept?.get(name))
    return asset ? answer(c, asset, { ...EVERYWHERE, ...FOR_EVER }) : notBuilt(c)
  })
  for (const door of ['index', 'element/define', 'transports/http', 'transports/memory'])
    app.get(
      `/${door}.js`,
      give(() => `${door}.js`, { ...EVERYWHERE, ...FIVE_MINUTES }),
    )

  app.get(`/photos/:name{${NAME}}`, async c => {
    const photo = photos.get(c.req.param('name'))
    return photo
      ? answer(c, await toAsset('photo.svg', photo), { ...EVERYWHERE, ...FIVE_MINUTES, ...PICTURE })
      : missing(c, undefined, EVERYWHERE)
  })

  pageRoutes(app, give)
  return app
}

type Give = (name: (c: Context) => string, headers: Record<string, string>) => (c: Context) => Promise<Response>

/** This server's own pages. */
const pageRoutes = (app: Hono<Env>, give: Give) => {
  app.get(
    '/',
    give(() => 'demo/qa/index.html', { ...FRESH, ...page('') }),
  )
  app.get(
    `/qa/:name{${NAME}}`,
    give(c => `demo/qa/${c.req.param('name')}`, FRESH),
  )
  app.get(
    '/call',
    give(() => 'demo/call/index.html', { ...FRESH, ...CALLS, ...page(STRICT) }),
  )
  app.get(
    `/call/:name{${NAME}}`,
    give(c => `demo/call/${c.req.param('name')}`, FRESH),
  )
  app.get('/desk', c => c.redirect('/desk/', 308))
  app.get(
    '/desk/',
    give(() => 'demo/desk/index.html', { ...FRESH, ...CALLS, ...page(STRICT) }),
  )
  app.get(
    `/desk/:name{${NAME}}`,
    give(c => `demo/desk/${c.req.param('name')}`, FRESH),
  )
}

/** In plain HTML the one tag must do: what npm leaves to `zvonek/element/define` happens here at once. */
const selfRegistering = (module: string) => `${module}\n;${/([\w$]+) as defineElement/.exec(module)?.[1]}()\n`

const giveScript = async (c: Context<Env>, { files, roster, proxies }: FileRoutesOptions) => {
  const name = c.req.query('widget')
  const headers = { ...EVERYWHERE, ...FIVE_MINUTES }
  if (name === undefined) {
    const plain = await files.get('zvonek.js')
    return plain ? answer(c, plain, headers) : notBuilt(c)
  }
  const widgets = roster.widgets()
  const widget = Object.hasOwn(widgets, name) ? widgets[name] : undefined
  if (!widget) return noWidget(c)
  // Which messengers there are hangs on the device; without messengers the script is one for all.
  const device = widget.messengers && deviceIn(c.req.header('user-agent'))
  // Where somebody is, only rules want to know; then it is said to the page, and kept nowhere.
  const isAsked = proxies.countryOf && hangsOnCountry(widget)
  const country = isAsked ? proxies.countryOf?.(c.env.incoming) : undefined
  const made = { ...widget, ...(device && { device }), ...(country && { rules: { ...widget.rules, country } }) }
  const asset = await files.derive('zvonek.js', JSON.stringify([name, made]), text => bake(text, name, made))
  if (!asset) return notBuilt(c)
  return answer(c, asset, { ...headers, ...(isAsked && THEIRS), ...(device && { Vary: 'User-Agent' }) })
}

/** Readable where the script was expected. Which others there are is for the server's owner alone. */
const noWidget = (c: Context) =>
  c.body('/* zvonek: this server has no widget of that name. `npm run widget -- list` shows those it has. */\n', 404, {
    'Content-Type': 'text/javascript; charset=utf-8',
    ...EVERYWHERE,
  })

const missing = (c: Context, sentence = 'There is nothing at this address.', headers: Record<string, string> = {}) =>
  c.text(`${sentence}\n`, 404, headers)
const notBuilt = (c: Context) => missing(c, 'There is no such file. If it should be there, run: npm run build.')

/** Pictures are data, whatever stands in them. */
const PICTURE = { 'Content-Security-Policy': "sandbox; default-src 'none'" }

const STRICT = "require-trusted-types-for 'script'; trusted-types 'none'"
/** Where people talk: their devices, and nobody else's pages. */
const CALLS = {
  'Permissions-Policy': 'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)',
}

const page = (more: string) => ({
  'Content-Security-Policy': [
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; media-src 'self'",
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ...(more ? [more] : []),
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
})
