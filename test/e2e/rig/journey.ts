import { expect, type Page } from '@playwright/test'
import { widgetOn } from '../models/widget.js'
import { begin, OPERATOR, SESSION, spoken, type ScriptedBackend } from './scripted-backend.js'

/** What can be seen of a visit from outside. */
export interface Visit {
  /** Everything asked of the network, in order: method, address, headers, body. */
  readonly requests: string[]
  /** What the widget showed at each step. */
  readonly shown: string[]
  /** Errors nobody caught, and what stands in the console, but for answers that the backend refused on purpose. */
  readonly faults: string[]
}

/** Watches a page from before its first byte. */
export const watch = (page: Page): Visit => {
  const visit: Visit = { requests: [], shown: [], faults: [] }
  page.on('request', request => {
    const headers = Object.entries(request.headers()).filter(([name]) => !BROWSERS.test(name))
    visit.requests.push(
      tidy([request.method(), request.url(), ...headers.sort().map(String), request.postData()].join(' ')),
    )
  })
  page.on('pageerror', error => visit.faults.push(`uncaught: ${error.message}`))
  page.on('console', message => {
    if (!/^Failed to load resource/.test(message.text())) visit.faults.push(`${message.type()}: ${message.text()}`)
  })
  return visit
}
/** Headers that are the browser's own business. */
const BROWSERS = /^(sec-|user-agent|accept-language|origin|upgrade-insecure-requests|referer)/

/**
 * A whole conversation on a page that is open: from the first press over a broken line and a refused message to its end, a
 * reload in between, another language, and the page's own last words. Each step waits for what the one before has brought.
 */
export const converse = async (page: Page, backend: ScriptedBackend, visit: Visit): Promise<void> => {
  const visitor = widgetOn(page)
  const look = async () => {
    // A slow machine may have had to say that its line was slow; good news goes by itself.
    await expect(page.locator('zvonek-host .banner')).toHaveCount(0)
    visit.shown.push(tidy(unheard(await page.evaluate(() => window.zvonekTestTree()))))
  }
  const heard = (type: string, count = 1) =>
    expect.poll(() => backend.commands.filter(command => command.type === type).length).toBeGreaterThanOrEqual(count)

  /** The panel's own motion has ended. */
  const gone = () => expect(page.locator('zvonek-host .z')).toHaveCount(0)

  await expect(visitor.push).toBeVisible()
  await look()
  await visitor.open()
  await expect(visitor.panel.getByText('We are here')).toBeVisible()
  await look()
  await visitor.say('Good evening')
  await expect(visitor.panel.getByText(/^Sent /)).toBeVisible()
  backend.say({ type: 'session.changed', cursor: 'e.2', session: { ...SESSION, version: 2 } })
  backend.say(spoken(3, 'See https://example.com/lamps'))
  await expect(visitor.log.getByRole('link')).toBeVisible()
  await heard('read.mark')
  await look()

  backend.say({ type: 'typing.changed', session: 's1', operator: OPERATOR, on: true })
  await expect(visitor.panel.getByText('is writing…', { exact: true })).toBeVisible()
  await visitor.fold()
  backend.say(spoken(4, 'Anything else?'))
  await expect(visitor.push).toHaveAccessibleName('Chat, 1 unread message')
  await gone()
  await look()
  await visitor.open()
  await heard('read.mark', 2)

  backend.onCommand(({ type }, response) =>
    type === 'message.send'
      ? void response.writeHead(413).end('{"code":"tooLarge"}')
      : void response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  )
  await visitor.say('Too long')
  await expect(visitor.panel.getByText('Not sent: it is too long').first()).toBeVisible()
  await heard('typing.set', 2)
  await look()
  await visitor.button('Delete').click()

  backend.onStream(response => begin(response, { visitor: { id: 'v1' } }))
  await page.reload()
  await expect.poll(() => backend.opened.length).toBe(2)
  await visitor.open()
  backend.say({ type: 'session.changed', cursor: 'e.2', session: { ...SESSION, version: 2 } })
  await expect(visitor.button('End conversation')).toBeVisible()
  await look()
  await visitor.button('End conversation').click()
  await heard('session.leave')
  const ended = { ...SESSION, version: 3, state: 'ended', endedAt: 3, endedBy: 'visitor' }
  backend.say({ type: 'session.changed', cursor: 'e.3', session: ended })
  await expect(visitor.button('End conversation')).toHaveCount(0)
  await look()

  const tell = (verb: 'setLocale' | 'forget' | 'destroy') => page.evaluate(name => void window.zvonek[name]('cs'), verb)
  await tell('setLocale')
  await expect(page.getByRole('textbox', { name: 'Zpráva' })).toBeVisible()
  await look()
  await tell('forget')
  await heard('visitor.forget')
  await gone()
  await look()
  await tell('destroy')
  await look()
}

/** Without what was last said aloud: a slow machine may have heard of its line there, and such words stay. */
const unheard = (tree: string): string => tree.replace(/(<p class="vh" aria-live="\w+">)\n *[^<\s].*/g, '$1')

/** What differs from one run to the next by chance. */
const tidy = (text: string): string =>
  text
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'SERVER')
    .replace(/\b[0-9a-f]{32}\b/g, 'ID')
    .replace(/\d\d?:\d\d(\s[AP]M)?/g, 'TIME')
    .replace(/-[a-z0-9]{6}\.js/g, '.js')
