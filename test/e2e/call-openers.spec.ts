import { expect, test, type Page } from '@playwright/test'
import type { Desk } from './models/desk.js'
import { acceptCall, createCallHouse, pressVideo, type CallHouse } from './rig/call-house.js'
import { WITH_DEVICES } from './rig/devices.js'

/* S19: whatever the host page and the call page say of who may be their opener, both know how the call stands. */
test.use({ launchOptions: WITH_DEVICES })
test.describe.configure({ mode: 'serial' })

const POLICIES = ['unsafe-none', 'same-origin-allow-popups', 'same-origin'] as const
const ALL = POLICIES.flatMap(host => POLICIES.map(call => ({ host, call })))
/** Where nothing happens, under the policy of the call page. */
const EMPTY = '/empty'
let house: CallHouse
let anna: Desk
/** What was right, of all. */
const right: string[] = []
/** What a page would think that asks the window it has opened. */
const naive: { host: string; call: string; thinks: string }[] = []

test.beforeAll(async ({ browser }) => {
  house = await createCallHouse(browser)
  anna = await house.sit('anna')
})
test.afterAll(() => house?.close())

const open = async ({ host, call }: (typeof ALL)[number]): Promise<Page> => {
  const page = await house.somebody()
  await page.context().route(/\/call(\?|$)/, async route => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'cross-origin-opener-policy': call } })
  })
  await page.context().route(`${house.backend.url}${EMPTY}`, route =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'cross-origin-opener-policy': call },
      body: '<!doctype html>',
    }),
  )
  house.site.head('plain', { 'cross-origin-opener-policy': host })
  await page.goto(house.site.page('plain'))
  return page
}

for (const policies of ALL)
  test(`host ${policies.host}, call page ${policies.call}: rings, runs and ends for both`, async () => {
    const host = await open(policies)
    const tab = await pressVideo(host)
    await expect(tab.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
    expect(await tab.evaluate(() => window.opener as unknown)).toBeNull()
    await expect(host.getByRole('heading', { name: 'The call is open in another tab' })).toBeVisible()
    await acceptCall(anna)
    await expect(tab.getByRole('heading', { name: 'Video call with Anna' })).toBeVisible()
    await expect(host.getByRole('heading', { name: 'The call is open in another tab' })).toBeVisible()
    naive.push({ ...policies, thinks: await thinks(host) })
    await tab.getByRole('button', { name: 'Hang up' }).click()
    await expect(host.getByRole('heading', { name: 'The call has ended.' })).toBeVisible()
    await expect(tab.getByRole('heading', { name: 'The call has ended.' })).toBeVisible()
    right.push(`${policies.host} ${policies.call}`)
    await host.context().close()
  })

/** Of a page that is open, in a window of the page's own opening. */
const thinks = async (host: Page) => {
  const shown = host.context().waitForEvent('page')
  const opened = await host.evaluateHandle(address => window.open(address), `${house.backend.url}${EMPTY}`)
  const page = await shown
  await page.waitForURL(`**${EMPTY}`)
  const thought = await opened.evaluate(one => (one?.closed ? 'ended' : 'runs'))
  await page.close()
  return thought
}

test('in nine of nine; a page that asked the window it opened would be wrong in some', () => {
  const wrong = naive.filter(({ thinks }) => thinks === 'ended').length
  console.log(`S19 run ${JSON.stringify({ right: right.length, of: ALL.length, wrongByWindow: wrong })}`)
  expect(right).toHaveLength(ALL.length)
  expect(wrong).toBeGreaterThan(0)
})
