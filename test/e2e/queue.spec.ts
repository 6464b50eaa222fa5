import { writeFile } from 'node:fs/promises'
import type { GroupSettings } from '../../demo/backend/groups.js'
import { createMovableClock } from '../support/movable-clock.js'
import { expect, test as base } from './fixtures.js'
import { askingOn } from './models/asking.js'
import { letterOn, type LetterForm } from './models/letter.js'
import { widgetOn } from './models/widget.js'
import { createTimedBackend, type TimedBackend } from './rig/timed-backend.js'
import { dialogOn } from './models/dialog.js'

interface Parts {
  groups: Readonly<Record<string, GroupSettings>>
  timed: TimedBackend
  letter: LetterForm
}
const test = base.extend<Parts>({
  groups: [{}, { option: true }],
  timed: async ({ groups }, use) => {
    const timed = await createTimedBackend(createMovableClock(), { groups })
    await use(timed)
    await timed.dispose()
  },
  backend: async ({ timed }, use) => use(timed),
  letter: async ({ page }, use) => use(letterOn(page)),
})
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test.describe('a queue that takes one', () => {
  test.use({ groups: { sales: { queueSize: 1 } } })

  test('tells the next one why, takes a message, and takes them once there is room', async ({
    host,
    visitor,
    site,
    somebody,
    letter,
    timed,
    anna,
  }) => {
    const first = widgetOn(await somebody())
    await first.page.goto(site.page('plain'))
    await first.open()
    await first.say('I am the first')
    await expect(anna.client('Visitor 1')).toBeVisible()

    await host.visit('plain')
    await visitor.push.click()
    await expect(letter.form).toContainText('Too many people are waiting just now.')
    await letter.fill({ Name: 'Second', 'E-mail': 'second@mail.example', 'Your message': 'I came too late' })
    await letter.send()
    await expect(letter.told).toContainText('Thank you')
    await expect.poll(async () => (await timed.letters()).map(({ text }) => text)).toEqual(['I came too late'])

    await anna.accept('Visitor 1')
    await visitor.button('Close').click()
    await host.page.reload()
    await visitor.open()
    await visitor.say('Now there is room')
    await expect(anna.client('Second').or(anna.client('Visitor 2'))).toContainText('Now there is room')
  })
})

test.describe('two groups', () => {
  test.use({ groups: { sales: { maxWait: 60 }, repairs: {} } })

  test('pass on who has waited as long as they may, and the visitor sees no difference', async ({
    host,
    visitor,
    anna,
    timed,
  }) => {
    await host.visit('plain')
    await visitor.open()
    await visitor.say('Is anybody there?')
    await expect(anna.client('Visitor 1')).toContainText('sales')
    // The real minute passes as well, and a busy machine takes its part of it.
    timed.pass(30_000)
    await visitor.say('I have waited for a while')
    await expect(anna.client('Visitor 1')).toContainText('sales')
    timed.pass(30_000)
    await expect(anna.client('Visitor 1')).toContainText('repairs')
    await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
    await anna.accept('Visitor 1')
    await anna.say('Yes, we are')
    await expect(visitor.message('Yes, we are')).toBeVisible()
  })

  test('give each other who waits, and who talks already', async ({ host, visitor, anna }) => {
    const toRepairs = () => anna.page.getByRole('menuitem', { name: /^repairs/ }).click()
    await host.visit('plain')
    await visitor.open()
    await visitor.say('My lamp is broken')
    await anna.client('Visitor 1').getByRole('button', { name: 'Redirect', exact: true }).click()
    await toRepairs()
    await expect(anna.client('Visitor 1')).toContainText('repairs')
    await anna.accept('Visitor 1')
    await anna.say('One moment')
    await anna.button('More').click()
    await anna.page
      .getByRole('menuitem', { name: /^sales/ })
      .first()
      .click()
    await expect(anna.client('Visitor 1')).toContainText('sales')
    await expect(anna.conversations.getByRole('button')).toHaveCount(0)
    await visitor.say('I wait')
    await anna.accept('Visitor 1')
    await expect(anna.message('I wait')).toBeVisible()
    await expect
      .poll(() => visitor.shown(/My lamp is broken|One moment|I wait/))
      .toEqual(['My lamp is broken', 'One moment', 'I wait'])
  })
})

base('who chooses a department before the chat waits for that one', async ({ backend, host, visitor, anna }, info) => {
  const form = info.outputPath('entry.json')
  await writeFile(
    form,
    JSON.stringify({
      id: 'entry',
      fields: [{ name: 'where', type: 'radio', label: 'Who can help you?', group: true, required: true }],
    }),
  )
  await backend.stop()
  for (const group of ['sales', 'repairs']) await backend.command('group', 'add', group)
  await backend.command('widget', 'set', 'main', '--entry-form', form)
  await backend.start()
  const asking = askingOn(host.page)
  await host.visit('plain')
  await visitor.push.click()
  await expect(asking.before.getByRole('radio')).toHaveCount(2)
  await asking.choice('repairs').check({ force: true })
  await asking.before.getByRole('button', { name: 'Start chat' }).click()
  await expect(anna.client('Visitor 1')).toContainText('repairs')
  await visitor.say('My lamp is broken')
  await anna.accept('Visitor 1')
  await expect(anna.message('My lamp is broken')).toBeVisible()
})

base.describe('rules', () => {
  base(
    'lead who comes in a language to those who speak it, and others where they went before',
    async ({ backend, site, somebody, anna }) => {
      await backend.stop()
      for (const group of ['sales', 'czech']) await backend.command('group', 'add', group)
      await backend.command('route', 'add', '--lang', 'cs', '--group', 'czech')
      await backend.start()
      const come = async (words: string) => {
        const page = await somebody()
        await page.goto(site.page('plain'))
        await page.getByRole('button', { name: 'Chat', exact: true }).click()
        const field = dialogOn(page, 'Chat').getByRole('textbox')
        await field.fill(words)
        await field.press('Enter')
      }
      await come('Good day')
      await expect(anna.client('Good day')).toContainText('sales')
      site.change('plain', html => html.replace('?widget=main', '?widget=main&amp;lang=cs'))
      await come('Dobrý den')
      await expect(anna.client('Dobrý den')).toContainText('czech')
    },
  )
})
