import { demoWidgets } from '../../demo/server/widgets.js'
import { MINUTE, test } from './callback-fixtures.js'
import { expect } from './fixtures.js'
import { letterOn } from './models/letter.js'

test('who comes outside the hours is told so by every door, and leaves word by each', async ({
  host,
  visitor,
  caller,
  page,
  timed,
}) => {
  const letter = letterOn(page)
  timed.pass(2 * 60 * MINUTE)
  await host.visit('plain')
  await visitor.push.click()
  await expect(letter.form).toBeVisible()
  await expect(visitor.panel).toContainText('Nobody is at the desk now')
  const offline = { state: 'offline', reason: 'hours' }
  expect(await host.tell(z => z.state.availability)).toMatchObject({ webchat: offline, callback: offline })
  await letter.fill({ Name: 'Visitor', 'E-mail': 'visitor@mail.example', 'Your message': 'Do you have bulbs?' })
  await letter.send()
  await expect(letter.told).toContainText('Thank you')
  await visitor.button('Close').click()

  await caller.ask('601234567')
  await expect(letter.form).toBeVisible()
  await expect(letter.field('Phone')).toHaveValue('+420 601 234 567')
  await letter.fill({ Name: 'Visitor', 'E-mail': 'visitor@mail.example', 'Your message': 'Call me tomorrow' })
  await letter.send()
  await expect
    .poll(async () => (await timed.letters()).map(({ text, phone }) => [text, phone]))
    .toEqual([
      ['Do you have bulbs?', undefined],
      ['Call me tomorrow', '+420 601 234 567'],
    ])
})

test.describe('a form of the site’s own', () => {
  const fields = [{ name: 'message', type: 'textarea', label: 'What may we do for you?', required: true }] as const
  test.use({ widgets: { ...demoWidgets, main: { ...demoWidgets.main!, offlineForm: { id: 'own', fields } } } })

  test('that asks for no number takes along the one that was to be called', async ({
    host,
    caller,
    page,
    timed,
    anna,
  }) => {
    const letter = letterOn(page)
    timed.pass(2 * 60 * MINUTE)
    await host.visit('plain')
    await caller.ask('601234567')
    await expect(letter.form).toContainText('Phone: +420 601 234 567')
    await page.reload()
    await page.getByRole('button', { name: 'Chat', exact: true }).click()
    await expect(letter.form).toContainText('Phone: +420 601 234 567')
    await letter.fill({ 'What may we do for you?': 'Call me tomorrow' })
    await letter.send()
    await expect(letter.told).toContainText('Thank you')
    expect(await timed.letters()).toMatchObject([{ text: 'Call me tomorrow', phone: '+420 601 234 567' }])
    await anna.letters.getByRole('button').first().click()
    await expect(anna.page.getByText('+420 601 234 567').first()).toBeVisible()
  })
})

test('outside the hours a half hour of the next ones can still be had', async ({ host, caller, anna, timed }) => {
  timed.pass(2 * 60 * MINUTE)
  await host.visit('plain')
  await caller.open()
  await caller.number.fill('601234567')
  await expect(caller.panel).toContainText('Nobody is here to call now.')
  await caller.later()
  await caller.panel.getByText('9:30 AM', { exact: true }).click()
  await caller.button('Call me tomorrow at 9:30 AM').click()
  await expect(caller.heading('We will ring you')).toBeVisible()
  await expect(anna.callbacks.getByRole('listitem')).toContainText('It rings here at its time.')
})
