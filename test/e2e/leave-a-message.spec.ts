import type { GroupSettings } from '../../demo/backend/groups.js'
import type { Interval } from '../../demo/backend/hours.js'
import { createMovableClock } from '../support/movable-clock.js'
import { expect, test as base, type Widget } from './fixtures.js'
import { letterOn, type LetterForm } from './models/letter.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'
import { createTimedBackend, type TimedBackend } from './rig/timed-backend.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LETTER = {
  Name: 'Visitor',
  'E-mail': 'visitor@mail.example',
  'Your message': 'My lamp does not light',
}

/** Hours of every day in a zone where it is noon at `now`. */
const hours = (now: number, intervals: readonly Interval[]): Readonly<Record<string, GroupSettings>> => {
  const shift = 12 - new Date(now).getUTCHours()
  const zone = `Etc/GMT${shift > 0 ? '-' : '+'}${Math.abs(shift)}`
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
  return { desk: { hours: { zone, week: Object.fromEntries(days.map(day => [day, intervals])) } } }
}
const CLOSED: readonly Interval[] = [['17:00', '18:00']]
const CLOSING: readonly Interval[] = [['08:00', '15:00'], ...CLOSED]

interface Parts {
  open: { hours: readonly Interval[] }
  timed: TimedBackend
  letter: LetterForm
}
const test = base.extend<Parts>({
  // As one value: Playwright takes a list for a value and its options.
  open: [{ hours: CLOSED }, { option: true }],
  timed: async ({ open }, use) => {
    // Ten past the hour, whatever the machine's clock says: no journey of some minutes meets the next one.
    const time = createMovableClock()
    time.leap((10 - new Date().getUTCMinutes()) * MINUTE)
    const timed = await createTimedBackend(time, { groups: hours(time.clock.now(), open.hours) })
    await use(timed)
    await timed.dispose()
  },
  backend: async ({ timed }, use) => use(timed),
  letter: async ({ page }, use) => use(letterOn(page)),
})
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const open = async ({ push }: Widget, { form }: LetterForm) => {
  await push.click()
  await expect(form).toBeVisible()
}

test('who comes when nobody is there leaves a message by keys alone, and it is at the desk', async ({
  host,
  visitor,
  letter,
  timed,
  anna,
}) => {
  await host.visit('plain')
  await visitor.push.focus()
  await host.page.keyboard.press('Enter')
  await expect(letter.field('Name')).toBeFocused()
  expect(await seriousFaults(host.page), 'the form').toEqual([])
  const { keyboard } = host.page
  await keyboard.type('Visitor')
  for (const text of ['', 'visitor@mail.example', 'My lamp does not light']) {
    await keyboard.press('Tab')
    await keyboard.type(text)
  }
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(letter.told).toContainText('Thank you')
  await expect(letter.told).toContainText('We will answer to visitor@mail.example.')
  expect(await seriousFaults(host.page), 'the thanks').toEqual([])
  expect(await timed.letters()).toMatchObject([
    { name: 'Visitor', email: 'visitor@mail.example', text: 'My lamp does not light', more: [] },
  ])
  await expect(anna.letters.getByRole('button', { name: /^Visitor/ })).toBeVisible()
  await visitor.button('Write another').click()
  await expect(letter.field('Your message')).toHaveValue('')
})

test('what is missing or unfinished is said beside its field, and nothing typed is lost', async ({
  host,
  visitor,
  letter,
  timed,
}) => {
  await host.visit('plain')
  await open(visitor, letter)
  await letter.fill({ Name: 'Visitor', Phone: 'call me', 'E-mail': 'visitor@mail' })
  await letter.send()
  await expect(letter.form.getByRole('alert')).toContainText(
    '3 things are missing. Everything you wrote is still here.',
  )
  await expect(letter.field('Phone')).toBeFocused()
  for (const [name, fault] of Object.entries({
    Phone: 'A phone number has digits only, such as +420 601 234 567.',
    'E-mail': 'The part after @ looks unfinished, such as mail.example.',
    'Your message': 'Please write a few words.',
  })) {
    await expect(letter.field(name)).toHaveAttribute('aria-invalid', 'true')
    await expect(letter.field(name)).toHaveAccessibleDescription(fault)
  }
  await expect(letter.field('Name')).toHaveValue('Visitor')
  expect(await seriousFaults(host.page)).toEqual([])
  await letter.fill({ Phone: '+420 601 234 567', 'E-mail': 'visitor@mail.example' })
  await expect(letter.field('Phone')).toHaveAttribute('aria-invalid', 'false')
  await letter.send()
  await expect(letter.field('Your message')).toBeFocused()
  await letter.fill({ 'Your message': 'My lamp does not light' })
  await letter.send()
  await expect(letter.told).toContainText('Thank you')
  expect(await timed.letters()).toMatchObject([{ phone: '+420 601 234 567' }])
})

test('with the network cut and the page closed, a message waits and arrives exactly once', async ({
  host,
  visitor,
  letter,
  timed,
}) => {
  await host.visit('plain')
  await open(visitor, letter)
  await letter.fill(LETTER)
  const context = host.page.context()
  await context.setOffline(true)
  await letter.send()
  await expect(letter.told).toContainText('Your message is kept until it arrives, even if you leave this page.')
  await host.page.goto('about:blank')

  // The page itself comes, the backend does not.
  const address = '**/v1/**'
  await context.route(address, route => route.abort('internetdisconnected'))
  await context.setOffline(false)
  await host.visit('plain')
  await visitor.push.click()
  await expect(letter.told).toContainText('Kept safe')
  expect(await seriousFaults(host.page)).toEqual([])
  expect(await timed.letters()).toEqual([])
  await host.page.goto('about:blank')

  await context.unroute(address)
  await host.visit('long')
  await expect.poll(async () => (await timed.letters()).length, { timeout: 20_000 }).toBe(1)
  // Nobody opens anything; the next pages have nothing left to send.
  await expect.poll(() => host.stored()).not.toContainEqual(expect.stringMatching(/:(out:|running)/))
  await host.page.reload()
  await open(visitor, letter)
  await expect(letter.field('Your message')).toHaveValue('')
  expect(await timed.letters()).toMatchObject([{ name: 'Visitor', text: 'My lamp does not light' }])
})

test('a page with names on all objects changes nothing of it', async ({ host, somebody, timed }) => {
  // Places in lists are names too.
  host.site.change('polluted', html => html.replace(/(?<=names = `)/, ' 0 1 2 '))
  for (const [n, query] of ['?with=text', '?with=object'].entries()) {
    const page = await somebody()
    const letter = letterOn(page)
    await page.goto(host.site.page('polluted') + query)
    await open(widgetOn(page), letter)
    await letter.send()
    await expect(letter.field('Your message')).toHaveAccessibleDescription('Please write a few words.')
    await letter.fill(LETTER)
    await letter.send()
    await expect(letter.told).toContainText('Thank you')
    expect(await timed.letters()).toHaveLength(n + 1)
  }
})

test('a draft stays over closing and reload', async ({ host, visitor, letter }) => {
  await host.visit('plain')
  await open(visitor, letter)
  await letter.fill(LETTER)
  await visitor.fold()
  await open(visitor, letter)
  await expect(letter.field('Your message')).toHaveValue('My lamp does not light')
  await host.page.reload()
  await open(visitor, letter)
  for (const [name, value] of Object.entries(LETTER)) await expect(letter.field(name)).toHaveValue(value)
})

test.describe('hours that end while the panel is open', () => {
  test.use({ open: { hours: CLOSING } })

  test('take what was written along, and the chat is offered again with the draft of the letter kept', async ({
    host,
    visitor,
    letter,
    timed,
  }) => {
    await host.visit('plain')
    await visitor.open()
    await visitor.field.fill('Is my lamp')
    await expect(visitor.panel.getByText('We are here')).toBeVisible()
    timed.pass(3 * HOUR + 30 * MINUTE)
    await visitor.button('Leave a message').click()
    await expect(letter.form).toBeVisible()
    await expect(letter.field('Your message')).toHaveValue('Is my lamp')
    await expect(letter.field('Name')).toBeFocused()
    await letter.fill({ Name: 'Visitor', 'Your message': 'Is my lamp ready?' })

    timed.pass(90 * MINUTE)
    await letter.form.getByRole('button', { name: 'Chat instead' }).click()
    await expect(visitor.field).toHaveValue('Is my lamp')
    timed.pass(HOUR)
    await expect(letter.form).toBeVisible()
    await expect(letter.field('Your message')).toHaveValue('Is my lamp ready?')
  })

  test('let who is still waiting leave a message instead, with what they have said already', async ({
    visitor,
    host,
    letter,
    timed,
    anna,
  }) => {
    await host.visit('plain')
    await visitor.open()
    await visitor.say('Is my lamp ready?')
    await expect(anna.client('Visitor 1')).toBeVisible()
    await expect(visitor.button('Leave a message')).toHaveCount(0)
    timed.pass(3 * HOUR + 30 * MINUTE)
    await expect(visitor.panel.locator('.next')).toContainText('Nobody is at the desk now.')
    await visitor.say('I will wait a little')
    await visitor.button('Leave a message').click()
    await expect(letter.field('Your message')).toHaveValue('Is my lamp ready?\nI will wait a little')
    await expect(anna.client('Visitor 1')).toHaveCount(0)
    await letter.fill({ Name: 'Visitor', 'E-mail': 'visitor@mail.example' })
    await letter.send()
    await expect
      .poll(async () => (await timed.letters()).map(({ text }) => text))
      .toEqual(['Is my lamp ready?\nI will wait a little'])
  })

  test('do not interrupt a conversation', async ({ visitor, letter, timed, anna, meet }) => {
    await meet('Good evening')
    timed.pass(3 * HOUR + 30 * MINUTE)
    await anna.say('We have closed, but I am here')
    await expect(visitor.message('We have closed, but I am here')).toBeVisible()
    await expect(letter.form).toHaveCount(0)
    await anna.button('End').click()
    await expect(letter.form).toBeVisible()
    await letter.form.getByRole('button', { name: 'Conversation' }).click()
    await expect(visitor.message('We have closed, but I am here')).toBeVisible()
  })
})
