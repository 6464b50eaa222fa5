import type { Page } from '@playwright/test'
import { test } from './callback-fixtures.js'
import { expect } from './fixtures.js'
import { callbackOn, invite } from './models/invitation.js'

/** The file that answers to the fields does not come until `mend()`. */
const cutFile = async (page: Page) => {
  let isCut = true
  let asked = 0
  await page.route('**/c/called-*.js*', route => {
    asked++
    return isCut ? route.abort() : route.continue()
  })
  return {
    asked: () => asked,
    mend: async () => {
      isCut = false
      await page.evaluate(() => void window.dispatchEvent(new Event('online')))
    },
  }
}

/** How often the backend was asked for something of a type. */
const countOf = (page: Page, type: string) => {
  let count = 0
  page.on('request', request => {
    if (request.postData()?.includes(`"type":"${type}"`)) count++
  })
  return () => count
}

test('a number that is pressed before its file is there is kept, and arrives once, as it was pressed', async ({
  host,
  page,
  visitor,
  caller,
  anna,
}) => {
  const { panel, number, call, button, heading } = caller
  const sent = countOf(page, 'callback.request')
  const file = await cutFile(page)
  await host.visit('plain')
  await visitor.launcher.getByRole('button', { name: 'Call me back', exact: true }).click()
  await number.fill('601234567')
  await call.click()
  await expect(button('Sending')).toHaveAttribute('aria-disabled', 'true')
  await expect(number).toBeFocused()
  await number.press('Enter')
  await expect.poll(file.asked).toBeGreaterThan(1)
  await expect(number).toHaveValue('601234567')
  // What is typed meanwhile was not pressed.
  await number.fill('777123456')
  await file.mend()
  await expect(heading('Keep your phone near')).toBeVisible()
  await expect(panel).toContainText('+420 601 234 567')
  await expect(anna.callbacks.getByRole('listitem')).toHaveCount(1)
  await expect(anna.callbacks.getByRole('link', { name: 'Call +420601234567' })).toBeVisible()
  expect(sent()).toBe(1)
})

test('the number of a link that is pressed before its file is there waits for the press, and knocks once', async ({
  host,
  page,
  anna,
}) => {
  const { panel, field, connect, ringing } = callbackOn(page)
  const sent = countOf(page, 'invitation.redeem')
  const code = await invite(anna)
  const file = await cutFile(page)
  await page.goto(`${host.site.page('plain')}#zvonek=${code}`)
  await expect(field).toHaveValue(code)
  await expect.poll(file.asked).toBeGreaterThan(1)
  expect(host.requests().filter(url => url.includes('/v1/'))).toEqual([])
  await connect.click()
  await expect(panel.getByRole('button', { name: 'Sending', exact: true })).toBeVisible()
  await field.press('Enter')
  await expect(field).toHaveValue(code)
  expect(sent()).toBe(0)
  await file.mend()
  await expect(ringing).toBeVisible()
  await expect(anna.waiting.getByRole('listitem')).toHaveCount(1)
  expect(sent()).toBe(1)
})

test('who is called before the file is there is told that something comes, and finds the chat with it', async ({
  host,
  page,
  visitor,
  caller,
  anna,
}) => {
  const { panel, ask, heading } = caller
  await host.visit('plain')
  await ask('601234567')
  await expect(heading('Keep your phone near')).toBeVisible()
  const file = await cutFile(page)
  await page.reload()
  await expect.poll(() => host.tell(z => z.state.callback?.state)).toBe('requested')
  await host.tell(z => z.open('callback'))
  await expect(heading('Call me back')).toBeVisible()
  await expect(panel).toContainText('One moment')
  await anna.callbacks.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect.poll(() => host.tell(z => z.state.session?.state)).toBe('accepted')
  await expect(panel).toBeVisible()
  await file.mend()
  await expect(visitor.panel).toBeVisible()
  await expect(panel).toBeHidden()
})

test('a panel that is closed sends what was pressed in it, and asks for nothing else', async ({
  host,
  page,
  visitor,
  caller,
  anna,
}) => {
  const { panel, number, call, button } = caller
  const file = await cutFile(page)
  await host.visit('plain')
  const push = visitor.launcher.getByRole('button', { name: 'Call me back', exact: true })
  await push.click()
  await number.fill('+420601234567')
  await call.click()
  await expect(button('Sending')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await file.mend()
  await expect(anna.callbacks.getByRole('listitem')).toHaveCount(1)
  await expect(panel).toBeHidden()
})
