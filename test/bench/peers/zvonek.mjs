import { fileURLToPath, pathToFileURL } from 'node:url'
import { added, messageAt, opening, replyTo } from '../conversation.mjs'

/*
 * Zvonek as an entry of the peers' harness, which mounts one chat widget after another on one and the same page and
 * answers for their backends: `node run.mjs --extra …/test/bench/peers/zvonek.mjs`. Functions without arguments run in
 * the page.
 */

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url))

/** The harness has one conversation for all; it is the program that runs. */
const harness = () => import(new URL('lib/server.mjs', pathToFileURL(process.argv[1])).href)

export default {
  id: 'zvonek',
  title: 'Zvonek',
  kind: 'own',
  license: 'MIT',
  renders: 'the newest 150 rows, more on demand',
  files: { '/z/zvonek.js': `${dist}zvonek.js`, '/z/c/': `${dist}c/` },
  html: ({ origin }) => `<script async src="/z/zvonek.js" data-server="${origin}/api"></script>`,

  routes: async ({ res, url, json, body, ctx, rec }) => {
    if (url.pathname === '/api/v1/stream') {
      const { text } = await harness()
      const messages = Array.from({ length: ctx.history }, (_, index) => messageAt(index + 1, text(index + 1)))
      rec.kind = 'stream'
      res.__detach()
      res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      res.write(opening(messages))
      ctx.stream = res
      return true
    }
    if (url.pathname !== '/api/v1/commands') return false
    json(replyTo(await body()))
    return true
  },

  launcher: () => document.querySelector('zvonek-host').shadowRoot.querySelector('button'),
  opened: () => {
    const root = document.querySelector('zvonek-host').shadowRoot
    return root.querySelector('[part=bubble]') && root.querySelector('textarea')
  },
  messages: {
    mode: 'history',
    last: () =>
      [...document.querySelector('zvonek-host').shadowRoot.querySelectorAll('[part=bubble]')].at(-1)?.textContent,
    push: ({ ctx, msg }) => ctx.stream.write(added(messageAt(msg.i, msg.text))),
  },
}
