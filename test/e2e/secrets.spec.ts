import type { Page } from '@playwright/test'
import { leaks } from '../support/leaks.js'
import { expect, test as base } from './fixtures.js'
import { deskOn } from './models/desk.js'
import { widgetOn } from './models/widget.js'
import { createSite, type Site } from './rig/site.js'
import { createWire, kept, type Wire } from './rig/wire.js'

const test = base.extend<{ wire: Wire; shop: Site }>({
  wire: async ({}, use) => {
    const wire = await createWire()
    await use(wire)
    await wire.close()
  },
  shop: async ({ wire }, use) => {
    const site = await createSite(wire.url)
    // What the widget reports as an error is heard, too.
    const listening = `<script>(window.zvonek ||= []).push(z => z.on('error', e => console.log(JSON.stringify(e))))</script>`
    site.change('plain', html => html.replace('<body>', `<body>${listening}`))
    await use(site)
    await site.close()
  },
})

const WORDS = 'the key lies under the third stone'

const tokenOf = (page: Page) =>
  page.evaluate(() => {
    const name = Object.keys(localStorage).find(key => key.endsWith(':token'))
    return name === undefined ? '' : (localStorage.getItem(name) ?? '')
  })
/** Of the operators who sit in the page's browser. */
const passesOf = async (page: Page) =>
  Object.fromEntries((await page.context().cookies()).map(({ name, value }) => [name, decodeURIComponent(value)]))

test('tokens, keys and cookies are in no address, referrer, log or error report of a whole journey', async ({
  wire,
  shop,
  page,
  somebody,
}) => {
  const secrets: Record<string, string> = { key: wire.key, words: WORDS }
  const seat = await somebody()
  wire.watch(page)
  wire.watch(seat)
  const visitor = widgetOn(page)
  const anna = deskOn(seat)

  await seat.goto(`${wire.url}/desk/#key=guessed-by-somebody&operator=anna`)
  await expect(seat.getByRole('alert')).toBeVisible()
  await seat.goto('about:blank')
  await seat.goto(wire.desk('anna'))
  await expect(anna.page.getByRole('switch', { name: 'Available' })).toBeVisible()
  expect(seat.url()).toBe(`${wire.url}/desk/`)
  Object.assign(secrets, await passesOf(seat))

  await page.goto(shop.page('plain'))
  await visitor.open()
  await visitor.say(WORDS)
  // Words stand there before the backend has said who says them.
  await expect.poll(() => tokenOf(page)).not.toBe('')
  secrets.token = await tokenOf(page)
  await anna.accept('Visitor 1')
  await anna.say('Good evening')
  await expect(visitor.message('Good evening')).toBeVisible()

  await page.reload()
  await visitor.open()
  await seat.reload()
  await anna.turnTo('Visitor 1')
  await wire.backend.kill()
  await visitor.say('Kept while you are away')
  await wire.backend.start()
  await expect(anna.message('Kept while you are away')).toBeVisible()

  const stranger = await page.request.post(`${wire.url}/v1/commands`, {
    data: { id: 'x', type: 'message.send', text: WORDS },
    headers: { authorization: `Bearer ${secrets.token}`, origin: 'https://evil.example' },
  })
  expect(stranger.status()).toBe(403)
  await page.evaluate(() => window.zvonek.forget())
  await expect(visitor.panel).toHaveCount(0)
  await expect(anna.message('Good evening')).toHaveCount(0)
  await visitor.open()
  await expect.poll(() => tokenOf(page)).not.toBe('')
  secrets.fresh = await tokenOf(page)

  expect(Object.keys(secrets).sort()).toEqual(['fresh', 'key', 'token', 'words', 'zvonek-desk-anna'])
  expect(secrets.fresh).not.toBe(secrets.token)
  const captured = wire.captured()
  expect(leaks(captured, secrets)).toEqual([])
  expect(kept(wire.exchanges)).toEqual([])
  expect(captured.filter(({ place }) => place === 'referer').map(({ text }) => text)).not.toContain(shop.page('plain'))
  expect(captured.some(({ place, text }) => place === 'log' && text.includes('origin.refused'))).toBe(true)
  const credentials = wire.exchanges.filter(({ headers }) => headers.authorization ?? headers.cookie)
  expect(credentials.length).toBeGreaterThan(10)
  const counts: Record<string, number> = {}
  for (const { place } of captured) counts[place.split(' ')[0]!] = (counts[place.split(' ')[0]!] ?? 0) + 1
  console.log(`S26 ${JSON.stringify({ exchanges: wire.exchanges.length, ...counts, leaks: 0, kept: 0 })}`)
})

test('a page that lets its visitor’s token out is caught by the same look', async ({ wire, shop, page }) => {
  const leaky = `<script>
    setInterval(() => {
      const token = Object.entries(localStorage).find(([name]) => name.endsWith(':token'))?.[1]
      if (!token || window.told) return
      window.told = true
      new Image().src = '${wire.url}/photos/' + token
      history.replaceState(null, '', '?t=' + token)
      fetch('${wire.url}/element.js', { referrerPolicy: 'unsafe-url' })
      console.log('signed in with ' + token.slice(0, 20))
      setTimeout(() => { throw new Error('cannot use ' + btoa(token)) })
    }, 10)
  </script>`
  shop.change('plain', html => html.replace('<body>', `<body>${leaky}`))
  wire.watch(page)
  await page.goto(shop.page('plain'))
  await widgetOn(page).open()
  await expect.poll(() => tokenOf(page)).not.toBe('')
  const caught = async () => {
    const found = leaks(wire.captured(), { token: await tokenOf(page) })
    return [...new Set(found.map(line => line.replace(/^token in ([^:]+):.*$/s, '$1')))].sort()
  }
  await expect
    .poll(caught)
    .toEqual(['address', 'address asked by a page', 'console', 'error report', 'header referer', 'referer'])
})

test('an answer that somebody on the way may keep is caught', () => {
  const answered = { 'cache-control': 'public, max-age=60' }
  const one = { status: 200, answered }
  expect(kept([{ ...one, path: '/v1/commands' }])).toEqual(['200 /v1/commands'])
  expect(kept([{ ...one, path: '/v1/stream', answered: {} }])).toEqual(['200 /v1/stream'])
  expect(kept([{ ...one, path: '/zvonek.js' }])).toEqual([])
})
