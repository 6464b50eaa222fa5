import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.js'
import { callOn } from './models/call.js'
import { seriousFaults } from './rig/axe.js'
import { allowDevices, WITH_DEVICES } from './rig/devices.js'
import { dialogOn } from './models/dialog.js'

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
  await expect(dialogOn(host.page, 'Video call')).toBeVisible()
  await expect(host.page.getByRole('heading', { name: 'The call is open in another tab' })).toBeVisible()
  await anna.client('Video call').getByRole('button', { name: 'Accept' }).click()
  const [client, operator] = [callOn(tab), callOn(anna.page)]
  const figures = { client: await client.flows(), operator: await operator.flows() }
  console.log(`call run ${JSON.stringify(figures)}`)
  await expect(tab.getByRole('heading', { name: 'Video call with Anna' })).toBeVisible()
  // The tab shows no messages: the desk says so before anything is sent.
  await expect(anna.field).toHaveAccessibleDescription(/^They are on a call page, which shows no messages/)
  await anna.button('More').click()
  const form = anna.page.getByRole('menuitem', { name: 'Return of goods' })
  await expect(form).toContainText('not seen on their call page')
  await expect(form).toHaveAttribute('aria-disabled', 'true')
  await anna.page.keyboard.press('Escape')
  await client.button('Hang up').click()
  await expect(tab.getByRole('heading', { name: 'The call has ended.' })).toBeVisible()
  await expect(operator.stage).toBeHidden()
  await expect(host.page.getByRole('heading', { name: 'The call has ended.' })).toBeVisible()
})

test('where nobody is free the call tab takes a message: kept while the line is cut, and called sent once it has arrived', async ({
  host,
  anna,
  sit,
}) => {
  for (const desk of [anna, await sit('boris')]) await desk.be('away')
  await host.visit('plain')
  const tab = await press(host.page)
  await expect(tab.getByRole('heading', { name: 'Nobody is at the desk now' })).toBeVisible()
  await tab.getByRole('button', { name: 'Leave a message' }).click()
  const form = tab.getByRole('form', { name: 'Leave a message' })
  const long = 'lamp '.repeat(10_000)
  await form.getByLabel('E-mail').fill('jana@mail.example')
  await form.getByLabel('Your message').fill(long)
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(form.getByRole('alert')).toHaveText('This was not taken. Look at it once more.')
  await expect(form.getByLabel('Your message')).toHaveValue(long)
  await form.getByLabel('Your message').fill('Call me about the lamp')
  await tab.context().setOffline(true)
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(tab.getByRole('heading', { name: 'No connection. Your message goes out by itself.' })).toBeVisible()
  await tab.context().setOffline(false)
  await expect(tab.getByRole('heading', { name: 'Thank you. Your message is with us.' })).toBeVisible()
  await expect(anna.letters.getByRole('listitem')).toHaveCount(1)
})

test('the telephone of the call tab says why a number is not called, and where nobody can call takes a message with it', async ({
  host,
  anna,
  sit,
}) => {
  const boris = await sit('boris')
  await host.visit('plain')
  const tab = await press(host.page)
  await tab.getByRole('button', { name: 'Call me back' }).click()
  const form = tab.getByRole('form', { name: 'Call me back' })
  const field = form.getByLabel('Phone number')
  const call = async (number: string) => {
    await field.fill(number)
    await form.getByRole('button', { name: 'Call me' }).click()
  }
  await call('+420 123')
  await expect(form.getByRole('status')).toHaveText(/^We do not know such a number\. Begin with \+/)
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  expect(await seriousFaults(tab)).toEqual([])
  await call('+44 909 879 0123')
  await expect(form.getByRole('status')).toHaveText('We cannot call numbers of this country or kind.')

  for (const desk of [anna, boris]) await desk.be('away')
  await expect(form.getByRole('button', { name: 'Leave a message' })).toHaveCount(0)
  await call('+44 20 7946 0958')
  await expect(form.getByRole('status')).toHaveText('Nobody is here to call you now.')
  await expect(field).toHaveValue('+44 20 7946 0958')
  await form.getByRole('button', { name: 'Leave a message' }).click()
  const letter = tab.getByRole('form', { name: 'Leave a message' })
  await expect(letter.getByLabel('Your message')).toHaveValue(/^Phone number: \+44 20 7946 0958\n/)
  await letter.getByLabel('E-mail').fill('jana@mail.example')
  await letter.getByRole('button', { name: 'Send' }).click()
  await expect(tab.getByRole('heading', { name: 'Thank you. Your message is with us.' })).toBeVisible()
  const arrived = anna.letters.getByRole('listitem')
  await arrived.getByRole('button').first().click()
  await expect(arrived).toContainText('+44 20 7946 0958')
})
