import { MINUTE, test } from './callback-fixtures.js'
import { expect } from './fixtures.js'
import { letterOn } from './models/letter.js'

test('a number rings at the desk, an operator dials it, and the panel becomes their chat', async ({
  host,
  visitor,
  caller,
  anna,
}) => {
  const { open, number, country, call, heading, panel } = caller
  await host.visit('plain')
  await open()
  await expect(country).toHaveValue('CZ')
  await number.fill('601234567')
  await expect(number).toHaveValue('601 234 567')
  await call.click()
  await expect(heading('Keep your phone near')).toBeVisible()
  await expect(panel).toContainText('We will call +420 601 234 567 in a moment.')
  const row = anna.callbacks.getByRole('listitem')
  await expect(row.getByRole('link', { name: 'Call +420601234567' })).toHaveAttribute('href', 'tel:+420601234567')
  await expect(anna.page.getByRole('status').filter({ hasText: '+420601234567 waits for a call' })).toHaveCount(1)

  await host.page.reload()
  await caller.page.getByRole('button', { name: 'Call me back', exact: true }).click()
  await expect(heading('Keep your phone near')).toBeVisible()
  await row.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(visitor.panel).toBeVisible()
  await expect(visitor.log).toContainText('Anna is here')
  await anna.say('I am dialling your number.')
  await expect(visitor.message('I am dialling your number.')).toBeVisible()
  await row.getByRole('button', { name: 'No answer', exact: true }).click()
  await expect(row).toContainText('No answer')
  await anna.button('End').click()
  await host.tell(z => z.open('callback'))
  await expect(panel).toContainText('We did not reach you. Shall we try again?')
  expect(await host.tell(z => z.state.callback?.state)).toBe('notReached')
})

test.describe('by a clock that says no country', () => {
  test.use({ timezoneId: 'UTC', locale: 'en-US' })
  const pages = [
    ['cs', '', 'CZ'],
    ['sk-SK', '', 'SK'],
    ['en', '&amp;lang=cs', 'CZ'],
    ['en-GB', '', 'US'],
  ] as const
  for (const [lang, option, country] of pages)
    test(`a page in ${lang}${option && ' with a widget in cs'} begins with a number of ${country}`, async ({
      host,
    }) => {
      host.site.change('plain', html =>
        html.replace('lang="en"', `lang="${lang}"`).replace('?widget=main', `?widget=main${option}`),
      )
      await host.visit('plain')
      await host.tell(z => z.open('callback'))
      await expect(host.page.getByRole('combobox')).toHaveValue(country)
    })
})

test.describe('from another zone', () => {
  test.use({ timezoneId: 'Asia/Tokyo' })
  test('a half hour is chosen by the visitor’s own clock, moved, and cancelled; the site’s is told beside it', async ({
    host,
    caller,
    anna,
    timed,
  }) => {
    const { open, number, later, slot, button, heading, panel } = caller
    await host.visit('plain')
    await open()
    await number.fill('+420 601 234 567')
    await later()
    await expect(panel).toContainText('These are your own times (Japan Standard Time). Ours: Central European Time.')
    // Half past ten in Prague.
    await panel.getByText('6:30 PM', { exact: true }).click()
    await expect(slot('6:30 PM')).toBeChecked()
    await expect(panel.getByText(/^Thu, Nov 26, 6:30\sPM your time \(10:30\sAM Central European Time\)$/)).toBeVisible()
    await button('Call me today at 6:30 PM').click()
    await expect(heading('We will ring you')).toBeVisible()
    await expect(panel).toContainText(/6:30\s–\s7:00\sPM/)
    await expect(panel.getByRole('definition').filter({ hasText: /^10:30\sAM Central European Time$/ })).toBeVisible()
    await expect(panel).toContainText('Japan Standard Time')
    const row = anna.callbacks.getByRole('listitem')
    await expect(row).toContainText('It rings here at its time.')
    await expect(row.getByRole('button')).toHaveCount(0)

    await button('Change').click()
    await panel.getByText('7:00 PM', { exact: true }).click()
    await button('Call me today at 7:00 PM').click()
    await expect(panel).toContainText(/7:00\s–\s7:30\sPM/)
    timed.pass(25 * MINUTE)
    await expect(row.getByRole('button')).toHaveCount(0)
    timed.pass(30 * MINUTE)
    await expect(row.getByRole('button', { name: 'Accept', exact: true })).toBeVisible()
    await expect(heading('Keep your phone near')).toBeVisible()
    await button('Cancel the call').click()
    await expect(panel).toContainText('Cancelled, we will not call.')
    await expect(row).toHaveCount(0)
  })
})

test('of two who want the last place of a half hour one has it, and the other keeps what was typed', async ({
  tooLate,
}) => {
  const late = await tooLate()
  await expect(late.alert).toHaveText('10:30 AM has just been taken. The nearest free time is 11:00 AM.')
  await expect(late.number).toHaveValue('+420 601 234 567')
  await expect(late.slot('10:30 AM')).toBeDisabled()
  await late.panel.getByText('11:00 AM', { exact: true }).click()
  await late.button('Call me today at 11:00 AM').click()
  await expect(late.heading('We will ring you')).toBeVisible()
})

test('a number that is none gets a sentence beside it, and stays', async ({ host, caller }) => {
  const { open, number, call, alert } = caller
  await host.visit('plain')
  await open()
  await call.click()
  await expect(alert).toHaveText('Please write your phone number.')
  for (const [given, sentence, shown] of [
    ['60123456', 'One digit seems to be missing.', '601 234 56'],
    ['6012', 'Some digits seem to be missing.', '601 2'],
    ['6012345678901234', 'This number looks too long.', /^6012345678901234$|^601/],
    ['call me', 'We do not know such a number. Please check it.', 'call me'],
    ['906123456', 'We cannot call this country.', '906 123 456'],
  ] as const) {
    await number.fill(given)
    await call.click()
    await expect(alert).toHaveText(sentence)
    await expect(number).toHaveValue(shown)
    await expect(number).toHaveAccessibleDescription(sentence)
    await expect(number).toBeFocused()
  }
})

test('hours that end while it is open lead to a message with the number in it', async ({
  host,
  caller,
  page,
  timed,
}) => {
  const { open, number, call, panel } = caller
  const letter = letterOn(page)
  await host.visit('plain')
  await open()
  await number.fill('601234567')
  timed.pass(2 * 60 * MINUTE)
  await expect(panel).toContainText('Nobody is here to call now.')
  await call.click()
  await expect(letter.form).toBeVisible()
  await expect(letter.field('Phone')).toHaveValue('+420 601 234 567')
  await letter.fill({ Name: 'Visitor', 'E-mail': 'visitor@mail.example', 'Your message': 'Call me tomorrow' })
  await letter.send()
  await expect.poll(async () => (await timed.letters()).map(one => one.phone)).toEqual(['+420 601 234 567'])
})

test('a request that meets a cut line waits, outlives a reload, and arrives once', async ({
  host,
  caller,
  context,
  anna,
}) => {
  const { open, number, call, heading, panel } = caller
  await host.visit('plain')
  await open()
  await number.fill('601234567')
  await expect.poll(() => host.tell(z => z.state.connection)).toBe('online')
  await context.route('**/v1/**', route => route.abort())
  await call.click()
  await expect(panel.getByRole('button', { name: 'Sending' })).toBeVisible()
  await host.page.reload()
  await context.unroute('**/v1/**')
  await expect(anna.callbacks.getByRole('listitem')).toHaveCount(1)
  await host.tell(z => z.open('callback'))
  await expect(heading('Keep your phone near')).toBeVisible()
  await expect(anna.callbacks.getByRole('listitem')).toHaveCount(1)
})

test('a long queue has a way out: who takes it leaves the queue', async ({ host, visitor, caller, somebody, anna }) => {
  for (const text of ['One', 'Two']) {
    const page = await somebody()
    await page.goto(host.site.page('plain'))
    await page.getByRole('button', { name: 'Chat', exact: true }).click()
    await page.getByRole('textbox', { name: 'Message' }).fill(text)
    await page.keyboard.press('Enter')
    await expect(anna.waiting).toContainText(text)
  }
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Three')
  await expect(visitor.panel).toContainText('number 3')
  await visitor.button('Call me back instead').click()
  await expect(caller.panel).toBeVisible()
  await expect(anna.waiting.getByRole('listitem')).toHaveCount(3)
  await caller.number.fill('601234567')
  await expect(caller.number).toHaveValue('601 234 567')
  await caller.call.click()
  await expect(caller.heading('Keep your phone near')).toBeVisible()
  await expect(anna.waiting.getByRole('listitem')).toHaveCount(2)
})

test('a page asks by code, hears of each step, and is told why not', async ({ host, anna }) => {
  await host.visit('plain')
  await host.page.evaluate(() => {
    const heard = ((window as { heard: string[] }).heard = [] as string[])
    window.zvonek.on('callback.changed', ({ callback }) => heard.push(callback.state))
  })
  const why = (wish: unknown) =>
    host.page.evaluate(async given => {
      try {
        await window.zvonek.requestCallback(given as { phone: string })
        return 'taken'
      } catch (error) {
        return (error as { code: string }).code
      }
    }, wish)
  expect(await why({ phone: 420 })).toBe('options')
  expect(await why({ phone: '+42060123' })).toBe('callback.number')
  expect(await why({ phone: '+420601234567', at: 1 })).toBe('callback.full')
  expect(await why({ phone: '+420601234567' })).toBe('taken')
  await expect(anna.callbacks.getByRole('listitem')).toHaveCount(1)
  await host.tell(z => z.cancelCallback())
  await expect(anna.callbacks.getByRole('listitem')).toHaveCount(0)
  await expect
    .poll(() => host.page.evaluate(() => (window as { heard: string[] }).heard))
    .toEqual(['requested', 'cancelled'])
})

test('who is blocked is asked to leave a message, with the number in it and not a word of why', async ({
  host,
  visitor,
  caller,
  anna,
  page,
  meet,
}) => {
  await meet('Rude words')
  await anna.button('More').click()
  await anna.page.getByRole('menuitem', { name: 'End and block' }).click()
  await expect(anna.page.getByRole('list', { name: 'Blocked clients' }).getByRole('listitem')).toContainText(
    'Visitor 1',
  )
  await host.visit('plain')
  await caller.ask('601234567')
  const letter = letterOn(page)
  await expect(letter.form).toBeVisible()
  await expect(letter.field('Phone')).toHaveValue('+420 601 234 567')
  expect(await visitor.panel.innerText()).not.toMatch(/block/i)
  await expect(anna.callbacks.getByRole('listitem')).toHaveCount(0)
})
