import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { matchLocale } from '../../src/i18n/locales.js'
import { toFailure } from '../../src/protocol/failure.js'
import type { Backend } from '../backend/backend.js'
import type { Limits } from './limits.js'
import { mailWords, type MailWords } from './mail/words.js'
import { addressOf, type Env } from './streaming.js'

export interface MailRoutesOptions {
  backend: Pick<Backend, 'stopMails'>
  limits: Limits
}

/** The path behind the link in a mail. */
export const stopPath = (token: string, locale: string | undefined): string => `/stop/${matchLocale([locale])}/${token}`

/**
 * `/stop/…`: no more mails about answers. Opening it only asks, since programs that look for bad links open them all; the
 * button, and the one click of a mail program (RFC 8058), post to the same address.
 */
export const mailRoutes = ({ backend, limits }: MailRoutesOptions): Hono<Env> => {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  app.get('/:lang/:token', c =>
    page(
      c,
      ({ ask, button }) =>
        html`<p>${ask}</p>
          <form method="post"><button>${button}</button></form>`,
    ),
  )
  app.post('/:lang/:token', async c => {
    limits.commandsOfAddress.take(addressOf(c))
    try {
      await backend.stopMails(c.req.param('token'))
    } catch (error) {
      // Who is no browser is answered as everywhere else.
      if (toFailure(error).kind !== 'gone' || !c.req.header('accept')?.includes('text/html')) throw error
      return page(c, ({ gone }) => html`<p>${gone}</p>`, 404)
    }
    return page(c, ({ done }) => html`<p>${done}</p>`)
  })
  return app
}

type Words = MailWords['stop']

const page = (c: Context, body: (words: Words) => ReturnType<typeof html>, status: 200 | 404 = 200) => {
  const { lang, stop } = mailWords(c.req.param('lang'))
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
  return c.html(
    html`<!doctype html>
      <html lang="${lang}">
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${stop.title}</title>
        <h1>${stop.title}</h1>
        ${body(stop)}
      </html>`,
    status,
  )
}

/** It needs nothing but its own form. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
}
