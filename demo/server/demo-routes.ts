import { Hono, type Context } from 'hono'
import type { Origins } from './origins.js'
import type { Roster } from './roster.js'
import { isAtHome, type Env } from './streaming.js'

export interface DemoRoutesOptions {
  /** What opens the desk; undefined where this is no demo. */
  demoKey: string | undefined
  roster: Pick<Roster, 'isDemo' | 'operators'>
  origins: Origins
}

/**
 * `GET /v1/demo`: the ways to the desk, key included, for the QA page of who has started the server. Told to a browser on
 * this very machine only, never through a proxy, and not to pages of others.
 */
export const demoRoutes = ({ demoKey, roster, origins }: DemoRoutesOptions): Hono<Env> =>
  new Hono<Env>().get('/', c => {
    c.header('Cache-Control', 'no-store')
    if (demoKey === undefined || !roster.isDemo() || !isOwner(c, origins))
      return c.json({ code: 'gone', message: 'There is nothing at this address.' }, 404)
    const toHref = (id: string) => `/desk/#${new URLSearchParams({ key: demoKey, operator: id }).toString()}`
    return c.json({ desk: roster.operators().map(({ id, name }) => ({ name, href: toHref(id) })) })
  })

const isOwner = (c: Context<Env>, origins: Origins) =>
  isAtHome(c) &&
  // A name that somebody else's server has made to point here is not ours.
  origins.isOwn(`http://${c.req.header('host') ?? ''}`) &&
  c.req.header('sec-fetch-site') === 'same-origin'
