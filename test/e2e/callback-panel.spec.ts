import { test } from './callback-fixtures.js'
import { expect } from './fixtures.js'
import { callerOn } from './models/callback.js'
import { seriousFaults } from './rig/axe.js'

test('the whole way goes by keyboard', async ({ host, visitor, caller }) => {
  const { keyboard } = host.page
  const { number, country, panel, slot, heading } = caller
  await host.visit('plain')
  await visitor.push.focus()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(number).toBeFocused()
  await expect(country.getByRole('option').first()).toBeAttached()
  await keyboard.type('601234567')
  await keyboard.press('Shift+Tab')
  await expect(country).toBeFocused()
  await keyboard.press('Shift+Tab')
  await expect(panel.getByRole('radio', { name: 'Now' })).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(panel.getByRole('radio', { name: 'At a time' })).toBeFocused()
  await expect(slot('10:30 AM')).toBeVisible()
  for (let n = 0; n < 3; n++) await keyboard.press('Tab')
  await expect(panel.getByRole('radio', { name: /November 26/ })).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(panel.getByRole('radio', { name: /November 27/ })).toBeChecked()
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await expect(slot('9:00 AM')).toBeChecked()
  await keyboard.press('ArrowDown')
  await expect(slot('9:30 AM')).toBeChecked()
  await keyboard.press('Enter')
  await expect(heading('We will ring you')).toBeVisible()
  await expect(panel).toContainText('November 27')
})

test('a strict policy is kept, and names on all objects change nothing', async ({ host, somebody, anna }) => {
  // Pages with names on all objects have their own clock: nothing of the test's is put on them.
  const visits = [
    [host.page, 'strict-csp', ''],
    [await somebody(), 'polluted', '?with=text'],
    [await somebody(), 'polluted', '?with=object'],
  ] as const
  for (const [index, [page, name, query]] of visits.entries()) {
    const { open, number, country, call, alert, later, panel, heading } = callerOn(page)
    await page.goto(host.site.page(name) + query)
    await open()
    await country.selectOption('DE')
    await number.fill('0')
    await call.click()
    await expect(alert).toHaveText('Some digits seem to be missing.')
    await number.fill('01711234567')
    await expect(number).toHaveValue('0171 1234567')
    await later()
    const slots = panel.getByRole('radiogroup', { name: 'Time', exact: true }).locator('label')
    await slots.nth(index).click()
    await panel.getByRole('button', { name: /^Call me \w+ at \d/ }).click()
    await expect(heading('We will ring you')).toBeVisible()
    await expect(panel).toContainText('+49 171 1234567')
  }
  await expect(anna.callbacks.getByRole('listitem')).toHaveCount(2)
  await expect(anna.page.getByText('1 kept aside: too many of one number or from one place.')).toBeVisible()
  expect(host.breaches).toEqual([])
})

test('no state of either end has a serious fault in any look', async ({ host, caller, anna }) => {
  const { open, number, call, alert, later, panel, button, heading } = caller
  await host.visit('plain')
  await open()
  expect(await seriousFaults(host.page), 'empty').toEqual([])
  await call.click()
  await expect(alert).toBeVisible()
  expect(await seriousFaults(host.page), 'wrong').toEqual([])
  await number.fill('601234567')
  await later()
  await panel.getByText('10:30 AM', { exact: true }).click()
  expect(await seriousFaults(host.page), 'slots').toEqual([])
  await button('Call me today at 10:30 AM').click()
  await expect(heading('We will ring you')).toBeVisible()
  expect(await seriousFaults(host.page), 'arranged').toEqual([])
  await button('Change').click()
  await panel.getByText('Now', { exact: true }).click()
  await call.click()
  await expect(heading('Keep your phone near')).toBeVisible()
  expect(await seriousFaults(host.page), 'ringing').toEqual([])
  const row = anna.callbacks.getByRole('listitem')
  expect(await seriousFaults(anna.page), 'the desk').toEqual([])
  await row.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(row.getByRole('button', { name: 'Answered' })).toBeVisible()
  expect(await seriousFaults(anna.page), 'the desk while dialling').toEqual([])
})
