import { expect, test } from '@playwright/test'
import { createCallHouse, pressVideo, type CallHouse } from './rig/call-house.js'
import { WITH_DEVICES } from './rig/devices.js'

/* What opens a call works once; and until its tab is there, it can be opened again. */
test.use({ launchOptions: WITH_DEVICES })
test.describe.configure({ mode: 'serial', timeout: 90_000 })

let house: CallHouse
test.beforeAll(async ({ browser }) => void (house = await createCallHouse(browser)))
test.afterAll(() => house?.close())

test('a tab that never came is opened again from the panel; opened twice, the second says so and begins a call of its own', async () => {
  const host = await house.somebody()
  let isCut = true
  await host.context().route(/\/call(\?|$)/, route => (isCut ? route.abort() : route.continue()))
  await host.goto(house.site.page('plain'))
  await pressVideo(host)
  const again = host.getByRole('link', { name: 'Open the call again' })
  await expect(again).toBeVisible()
  isCut = false
  const href = (await again.getAttribute('href')) ?? ''
  const opened = host.context().waitForEvent('page')
  await again.click()
  const tab = await opened
  await expect(tab.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  await expect(host.getByRole('heading', { name: 'The call is open in another tab' })).toBeVisible()
  await expect(again).toBeHidden()

  const second = await host.context().newPage()
  await second.goto(href)
  await expect(second.getByRole('heading', { name: 'This call is open in another tab' })).toBeVisible()
  await second.getByRole('button', { name: 'Begin another call' }).click()
  await expect(second.getByText('You are number 2.')).toBeVisible()
  await expect(tab.getByText('You are number 1.')).toBeVisible()
  await host.context().close()
})
