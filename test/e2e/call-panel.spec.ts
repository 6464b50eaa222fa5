import type { Page, Route } from '@playwright/test'
import { expect, test } from './fixtures.js'
import { callOn } from './models/call.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'
import { allowDevices, WITH_DEVICES } from './rig/devices.js'
import { dialogOn } from './models/dialog.js'

test.use({ launchOptions: WITH_DEVICES })
// Two cameras, two encoders and two decoders in software, beside whatever else the machine does.
test.setTimeout(240_000)
/** What comes with a file of its own comes when the machine gets to it. */
const LONG = { timeout: 30_000 }

const press = (page: Page) =>
  page
    .locator('zvonek-host')
    .getByRole('button', { name: /^(Video call|Videohovor)$/ })
    .click()

test('without a page for calls it runs in the panel: a look at oneself, the queue, then the call above the messages', async ({
  host,
  site,
  visitor,
  anna,
}) => {
  await allowDevices(host.page)
  await allowDevices(anna.page)
  site.change('plain', html => html.replace('?widget=main', '?widget=main&amp;callPage='))
  await host.visit('plain')
  await press(host.page)
  const before = dialogOn(host.page, 'Video call')
  await expect(before.getByRole('heading', { name: 'How you will look and sound' })).toBeVisible(LONG)
  expect(await seriousFaults(host.page), 'device check').toEqual([])
  await before.getByRole('button', { name: 'Join the call' }).click()
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible(LONG)
  await anna.client('Video call').getByRole('button', { name: 'Accept' }).click()
  const [client, operator] = [callOn(host.page), callOn(anna.page)]
  await client.flows()
  await operator.flows()
  expect(await seriousFaults(host.page), 'a call in the panel').toEqual([])
  expect(await seriousFaults(anna.page), 'a call at the desk').toEqual([])
  await client.button('Hang up').click()
  await expect(operator.stage).toBeHidden()
  await expect(visitor.field).toBeVisible()
})

test('whose camera is blocked is told how that is mended, and has ways on: sound, a callback, the chat', async ({
  host,
  site,
  visitor,
  anna,
}) => {
  site.change('plain', html => html.replace('?widget=main', '?widget=main&amp;callPage='))
  await host.visit('plain')
  // The browser says no long before the backend says what it can.
  const held: Route[] = []
  await host.page.route('**/v1/stream', route => void held.push(route), { times: 1 })
  await press(host.page)
  const before = dialogOn(host.page, 'Video call')
  await expect(before.getByRole('heading', { name: 'The camera is blocked' })).toBeVisible(LONG)
  await expect.poll(() => held.length).toBe(1)
  await held[0]?.continue()
  await expect(before.getByRole('button', { name: 'Call me back' })).toBeVisible()
  expect(await seriousFaults(host.page), 'blocked').toEqual([])
  await before.getByRole('button', { name: 'Join with sound only' }).click()
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible(LONG)
  await anna.client('Video call').getByRole('button', { name: 'Accept' }).click()
  await expect(anna.page.getByText('The client’s browser blocks camera and microphone.')).toBeVisible()
})

test('the tab rings as the widget and in the language of the page that opened it, also when both have changed since', async ({
  host,
  site,
  anna,
}) => {
  site.change('plain', html => html.replace('?widget=main', '?widget=landing&amp;buttons=webchat,video'))
  await host.visit('plain')
  await expect(widgetOn(host.page).launcher).toBeVisible()
  await host.page.evaluate(() =>
    (window as { zvonek?: { setLocale(tag: string): Promise<void> } }).zvonek?.setLocale('cs'),
  )
  const opened = host.page.context().waitForEvent('page')
  await press(host.page)
  const tab = await opened
  await expect(tab.getByRole('heading', { name: 'Zvoníme' })).toBeVisible(LONG)
  await anna.client('Video call').getByRole('button', { name: 'Preview' }).click()
  await expect(anna.preview).toContainText('Video call, widget landing')
  await expect(anna.preview).toContainText('Czech')
})
