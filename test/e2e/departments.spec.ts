import type { GroupSettings } from '../../demo/backend/groups.js'
import { demoWidgets } from '../../demo/server/widgets.js'
import type { Form } from '../../src/protocol/form.js'
import { createMovableClock } from '../support/movable-clock.js'
import { expect, test as base } from './fixtures.js'
import { askingOn, type Asking } from './models/asking.js'
import { letterOn, type LetterForm } from './models/letter.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'
import { createTimedBackend, type TimedBackend } from './rig/timed-backend.js'

const HOUR = 3_600_000

const entryForm: Form = {
  id: 'entry',
  title: 'Before we start',
  fields: [
    { name: 'name', type: 'text', label: 'Name', required: true },
    { name: 'department', type: 'radio', label: 'Department', group: true, required: true },
    { name: 'order', type: 'text', label: 'Order number' },
    { name: 'consent', type: 'consent', label: 'I agree.', version: '1', required: true },
  ],
}

/** Repairs are there from eight to three in a zone where it is about noon now; Sales always, and one may wait for them. */
const groups = (): Readonly<Record<string, GroupSettings>> => {
  const shift = 12 - new Date().getUTCHours()
  const zone = `Etc/GMT${shift > 0 ? '-' : '+'}${Math.abs(shift)}`
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
  const week = Object.fromEntries(days.map(day => [day, [['08:00', '15:00']] as const]))
  return { Repairs: { hours: { zone, week } }, Sales: { queueSize: 1 } }
}

interface Parts {
  timed: TimedBackend
  asking: Asking
  letter: LetterForm
}
const test = base.extend<Parts>({
  timed: async ({}, use) => {
    const widgets = { ...demoWidgets, main: { ...demoWidgets.main, buttons: ['webchat'], entryForm, words: {} } }
    const timed = await createTimedBackend(createMovableClock(), { groups: groups(), widgets })
    await use(timed)
    await timed.dispose()
  },
  backend: async ({ timed }, use) => use(timed),
  asking: async ({ page }, use) => use(askingOn(page)),
  letter: async ({ page }, use) => use(letterOn(page)),
})
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const CLOSED = /^Repairs\s*closed, opens \w+/

test('a department that closes while it is chosen says so, and by keys alone a message reaches it with all that was written', async ({
  host,
  visitor,
  asking,
  letter,
  timed,
  anna,
}) => {
  await host.visit('plain')
  const { keyboard } = host.page
  await visitor.push.focus()
  await keyboard.press('Enter')
  await expect(asking.field('Name')).toBeFocused()
  await keyboard.type('Jana')
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await expect(asking.choice('Repairs')).toBeChecked()
  await keyboard.press('Tab')
  await keyboard.type('2026-7')
  timed.pass(4 * HOUR)
  const group = asking.before.getByRole('group', { name: 'Department' })
  await expect(group).toHaveAccessibleDescription(
    /^Repairs: closed, opens .+\. Leave a message there, or choose another\.$/,
  )
  await expect(asking.choice(CLOSED)).toBeChecked()
  await expect(asking.choice('Sales')).toBeVisible()
  await expect(asking.field('Order number')).toBeFocused()
  await expect(asking.before.getByRole('button', { name: 'Start chat' })).toHaveCount(0)
  expect(await seriousFaults(host.page), 'the form').toEqual([])

  // The consent is for a conversation: a message asks for none.
  await keyboard.press('Enter')
  await expect(letter.field('Name')).toHaveValue('Jana')
  await expect(letter.field('Name')).toBeFocused()
  await expect(letter.form).toContainText('Department: Repairs')
  await expect(letter.form).toContainText('Order number: 2026-7')
  expect(await seriousFaults(host.page), 'the message').toEqual([])
  await letter.fill({ 'E-mail': 'jana@mail.example', 'Your message': 'My lamp is dark' })
  await letter.send()
  await expect(letter.told).toContainText('Thank you')
  expect(await timed.letters()).toMatchObject([
    {
      name: 'Jana',
      text: 'My lamp is dark',
      more: [
        { key: 'Department', value: 'Repairs' },
        { key: 'Order number', value: '2026-7' },
      ],
    },
  ])
  await anna.letters.getByRole('button', { name: /^Jana/ }).click()
  await expect(anna.page.getByText('Department')).toBeVisible()
})

test('while one department is left the chat stays open, though the widget’s own has closed', async ({
  host,
  visitor,
  asking,
  timed,
  anna,
}) => {
  timed.pass(4 * HOUR)
  await host.visit('plain')
  await visitor.push.click()
  await expect(asking.choice(CLOSED)).toBeVisible()
  await asking.field('Name').fill('Jana')
  await asking.choice('Sales').focus()
  await host.page.keyboard.press('Space')
  await asking.box('I agree.').check()
  await asking.before.getByRole('button', { name: 'Start chat' }).click()
  await anna.accept('Jana')
  await expect(visitor.panel.getByText('Anna is here').first()).toBeVisible()
})

test('a place in the queue that somebody else has taken is said beside the form, and nothing is lost', async ({
  host,
  visitor,
  asking,
  letter,
  somebody,
  anna,
}) => {
  await host.visit('plain')
  await visitor.push.click()
  await asking.field('Name').fill('Jana')
  await asking.before.getByText('Sales').click()
  await asking.box('I agree.').check()
  // Her start is under way when another one takes the last place.
  let go = () => {}
  const taken = new Promise<void>(resolve => (go = resolve))
  await host.page.route('**/v1/commands', async route => {
    await taken
    await route.continue()
  })
  await asking.before.getByRole('button', { name: 'Start chat' }).click()
  await expect(asking.before).toHaveCount(0)
  const page = await somebody()
  const [other, asked] = [widgetOn(page), askingOn(page)]
  await page.goto(host.site.page('plain'))
  await other.push.click()
  await asked.field('Name').fill('Petr')
  await asked.before.getByText('Sales').click()
  await asked.box('I agree.').check()
  await asked.before.getByRole('button', { name: 'Start chat' }).click()
  await expect(other.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  go()

  await expect(asking.before.getByRole('alert')).toHaveText(
    'Too many are waiting there just now. Everything you wrote is still here. Please choose another.',
  )
  await expect(asking.choice(/^Sales\s*too many waiting$/)).toBeFocused()
  await expect(asking.field('Name')).toHaveValue('Jana')
  await expect(asking.box('I agree.')).toBeChecked()
  expect(await seriousFaults(host.page), 'the refusal').toEqual([])
  await asking.before.getByRole('button', { name: 'Leave a message' }).click()
  await expect(letter.field('Name')).toHaveValue('Jana')
  await letter.form.getByRole('button', { name: 'Chat instead' }).click()
  await expect(asking.field('Name')).toHaveValue('Jana')
  await host.page.keyboard.press('Escape')

  await anna.accept('Petr')
  await visitor.push.click()
  await expect(asking.choice('Sales')).toBeChecked()
  // A consent is given anew with each form that is opened.
  await asking.box('I agree.').check()
  await asking.before.getByRole('button', { name: 'Start chat' }).click()
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
})
