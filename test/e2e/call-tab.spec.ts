import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.js'
import { callOn } from './models/call.js'
import { allowDevices, WITH_DEVICES } from './rig/devices.js'

test.use({ launchOptions: WITH_DEVICES })
// Two cameras, two encoders and two decoders in software, beside whatever else the machine does.
test.setTimeout(240_000)

/** Presses “Video call”; gives the tab that opens. */
const press = async (page: Page) => {
  const opened = page.context().waitForEvent('page')
  await page.getByRole('group', { name: 'Contact us' }).getByRole('button', { name: 'Video call' }).click()
  return opened
}

test('a press opens a tab and rings; both see and hear each other until one hangs up', async ({ host, anna }) => {
  await allowDevices(host.page)
  await allowDevices(anna.page)
  await host.visit('plain')
  const tab = await press(host.page)
  await expect(tab.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  expect(new URL(tab.url()).hash).toBe('')
  await expect(host.page.getByRole('dialog', { name: 'Video call' })).toBeVisible()
  await expect(host.page.getByRole('heading', { name: 'The call is open in another tab' })).toBeVisible()
  await anna.client('Video call').getByRole('button', { name: 'Accept' }).click()
  const [client, operator] = [callOn(tab), callOn(anna.page)]
  const figures = { client: await client.flows(), operator: await operator.flows() }
  console.log(`call run ${JSON.stringify(figures)}`)
  await expect(tab.getByRole('heading', { name: 'Video call with Anna' })).toBeVisible()
  await client.button('Hang up').click()
  await expect(tab.getByRole('heading', { name: 'The call has ended.' })).toBeVisible()
  await expect(operator.stage).toBeHidden()
  await expect(host.page.getByRole('heading', { name: 'The call has ended.' })).toBeVisible()
})
