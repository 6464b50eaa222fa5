import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.js'
import { trailOn, type Desk } from './models/desk.js'
import { widgetOn } from './models/widget.js'
import { watchBytes, watchPages } from './rig/bytes.js'

declare global {
  interface Window {
    goTo(path: string, title: string): void
    goToHash(route: string, title: string): void
    swap(path: string, title: string): void
  }
}

// Two people in two browsers, and several pages: a busy machine takes its time.
test.slow()

const SECRET = '4f9k2secret'

const ring = async (page: Page, anna: Desk) => {
  const visitor = widgetOn(page)
  await visitor.open()
  await visitor.say('Hello')
  await anna.accept('Visitor 1')
  await expect(visitor.panel.getByText('Anna sees this page')).toBeVisible()
  return visitor
}

/** From now on time passes on the visitor's page when the test says so. */
const holdClock = async (page: Page) => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 10_000)

/** A page that is just being loaded has its second too: it passes by the millisecond, however slow the machine is. */
const within = async (page: Page, anna: Desk, titles: readonly (string | RegExp)[]) => {
  let passed = 0
  await expect(async () => {
    await page.clock.runFor(1)
    passed++
    await expect(trailOn(anna)).toHaveText(titles, { timeout: 500 })
  }).toPass()
  expect(passed).toBeLessThan(1_000)
}

test('a journey over plain pages is at the desk page by page within a second, none twice, and no secret of it ever leaves the browser', async ({
  page,
  site,
  anna,
}) => {
  const bytes = watchBytes(page, site.url)
  const { told } = watchPages(page)
  await page.clock.install()
  await page.goto(`${site.page('journey')}?token=${SECRET}#${SECRET}`)
  await ring(page, anna)
  await expect(trailOn(anna)).toHaveText(['Lamps'])
  await holdClock(page)
  await page.getByRole('link', { name: 'Lamps' }).click()
  await page.getByRole('link', { name: 'Plain' }).click()
  await within(page, anna, [/plain/i, 'Lamps'])
  await page.goBack()
  await within(page, anna, ['Lamps', /plain/i, 'Lamps'])
  expect(told).toEqual(['/journey.html', '/plain.html', '/journey.html'])
  const sent = await bytes()
  expect(sent).toContain('/journey.html')
  expect(sent).toContain('page.share')
  expect(sent).not.toContain(SECRET)
  // Of what came from the cache the browser notes an empty one.
  expect(sent).not.toMatch(/"referer":"[^"]/)
})

test('the check goes red when a secret leaves the browser in an address, in a body or as a referrer', async ({
  page,
  site,
  backend,
}) => {
  const bytes = watchBytes(page, site.url)
  await page.goto(`${site.page('journey')}?token=${SECRET}`)
  await page.evaluate(async url => {
    await fetch(`${url}/healthz`, { referrerPolicy: 'unsafe-url', mode: 'no-cors' })
    await fetch(`${url}/healthz`, {
      method: 'POST',
      body: location.href,
      referrerPolicy: 'no-referrer',
      mode: 'no-cors',
    })
  }, backend.url)
  const lines = (await bytes()).split('\n').filter(line => line.includes(SECRET))
  expect(lines.map(line => /"referer":"[^"]/.test(line))).toEqual([true, false])
})

test('a router that writes the history is followed, each page once, with the title it gets later', async ({
  page,
  site,
  anna,
}) => {
  await page.goto(site.page('router'))
  await ring(page, anna)
  await page.evaluate(() => window.goTo('/lamps/moon', 'Moon'))
  await expect(trailOn(anna).first()).toHaveText('Moon')
  await page.evaluate(() => window.goTo(`/reset/4f9k2secret`, 'Reset for jana@post.invalid'))
  await expect(trailOn(anna).first()).toHaveText('Reset for …')
  await page.goBack()
  // This router draws nothing at a step back, so the title stays: the address tells.
  await expect(trailOn(anna)).toHaveText([/./, 'Reset for …', 'Moon', 'Shop'])
  await expect(trailOn(anna).first()).toHaveAttribute('href', /\/lamps\/moon$/)
})

test('another body, as Turbo puts it in, is another page within a second, without its secrets, and the conversation goes on', async ({
  page,
  site,
  anna,
}) => {
  const bytes = watchBytes(page, site.url)
  const { told } = watchPages(page)
  await page.clock.install()
  await page.goto(site.page('router'))
  const visitor = await ring(page, anna)
  await holdClock(page)
  await page.evaluate(secret => window.swap(`/lamps/dome?token=${secret}`, 'Dome'), SECRET)
  await page.clock.runFor(1_000)
  await expect(trailOn(anna)).toHaveText(['Dome', 'Shop'])
  await page.evaluate(secret => window.swap(`/reset/${secret}`, 'Reset'), SECRET)
  await page.clock.runFor(1_000)
  await expect(trailOn(anna)).toHaveText(['Reset', 'Dome', 'Shop'])
  expect(told).toEqual(['/router.html', '/lamps/dome', '/reset/%E2%80%A6'])
  expect(await bytes()).not.toContain(SECRET)
  await page.clock.resume()
  await visitor.say('Still here')
  await expect(anna.message('Still here')).toBeVisible()
})

test('routes behind the hash are told where the page and the widget say so, and else not at all', async ({
  page,
  site,
  anna,
}) => {
  await page.goto(site.page('router'))
  await ring(page, anna)
  await page.evaluate(() => window.goToHash('#/basket', 'Shop'))
  await page.evaluate(() => window.goTo('/lamps/moon#/secret', 'Moon'))
  await expect(trailOn(anna)).toHaveText(['Moon', 'Shop'])
  await expect(trailOn(anna).first()).toHaveAttribute('href', /\/lamps\/moon$/)
})

test('Stop takes the page from the desk at once, on the next page too, and Share brings it back', async ({
  page,
  site,
  anna,
}) => {
  const stopped = anna.page.getByText('They do not share the page they are on.')
  await page.goto(site.page('journey'))
  const visitor = await ring(page, anna)
  await visitor.button('Stop').click()
  await expect(visitor.panel.getByText('Nobody sees this page')).toBeVisible()
  await expect(stopped).toBeVisible()
  await page.goto(site.page('plain'))
  await visitor.open()
  await expect(visitor.panel.getByText('Nobody sees this page')).toBeVisible()
  await expect(stopped).toBeVisible()
  await expect(trailOn(anna)).toHaveText(['Lamps'])
  await visitor.button('Share').click()
  await expect(trailOn(anna)).toHaveText([/plain/i, 'Lamps'])
  await expect(stopped).toBeHidden()
})

test('parameters of the page stand at the desk, and what changes in the conversation changes there', async ({
  host,
  visitor,
  anna,
}) => {
  await host.visit('plain')
  await host.tell(handle => handle.setParams({ order: '2026-1184', items: 3 }))
  expect(host.requests().filter(url => url.includes('/v1/'))).toEqual([])
  await visitor.open()
  await visitor.say('Hello')
  await anna.accept('Visitor 1')
  const client = anna.page.getByRole('complementary', { name: 'Client', exact: true })
  await expect(client.getByText('2026-1184')).toBeVisible()
  await host.tell(handle => handle.setParams({ order: '2026-2000' }))
  await expect(client.getByText('2026-2000')).toBeVisible()
  await expect(client.getByText('2026-1184')).toBeHidden()
  await host.tell(handle => handle.removeParams('order'))
  await expect(client.getByText('2026-2000')).toBeHidden()
  await expect(client.getByText('items')).toBeVisible()
})
