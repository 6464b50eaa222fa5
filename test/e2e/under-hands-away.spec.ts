import type { Page } from '@playwright/test'
import { expect, test as base, type ScriptedBackend, type Widget } from './fixtures.js'
import { askingOn, type Asking } from './models/asking.js'
import { letterOn, type LetterForm } from './models/letter.js'
import { seriousFaults } from './rig/axe.js'
import { caretOf, holdBack, isSaid, watchForms, writeWithCaret } from './rig/late.js'
import { begin, json } from './rig/scripted-backend.js'

interface Parts {
  asking: Asking
  letter: LetterForm
}
const test = base.extend<Parts>({
  asking: async ({ page }, use) => use(askingOn(page)),
  letter: async ({ page }, use) => use(letterOn(page)),
})
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const NOBODY = 'Nobody is at the desk now. Write to us, we answer as soon as we can.'
const AWAY = { webchat: { state: 'offline', reason: 'noOperators' } }
const HERE = { webchat: { state: 'online' } }
const CAN = ['typing', 'read', 'letters']
const FORM = {
  id: 'entry',
  title: 'Before we start',
  fields: [
    { name: 'name', type: 'text', label: 'Name', required: true },
    { name: 'mail', type: 'email', label: 'E-mail' },
    { name: 'about', type: 'textarea', label: 'What is it about?' },
  ],
}

const open = async (page: Page, { push }: Widget, url: string) => {
  await page.goto(url)
  await push.click()
}
const types = ({ commands }: ScriptedBackend) => commands.map(({ type }) => type)

test('that nobody is there is said beside what is being written, and Send takes it into the message that is left', async ({
  page,
  scripted,
  scriptedSite,
  visitor,
  letter,
}) => {
  scripted.onStream(response => begin(response, { capabilities: CAN }))
  await open(page, visitor, scriptedSite.page('plain'))
  await expect(visitor.panel.getByText('We are here')).toBeVisible()
  await writeWithCaret(visitor, 'Is my lamp')
  scripted.say({ type: 'availability.changed', availability: AWAY })
  await expect(visitor.button('Leave a message')).toBeVisible()
  await isSaid(visitor, NOBODY)
  await expect(visitor.field).toBeFocused()
  expect(await caretOf(visitor)).toBe(8)
  expect(await seriousFaults(page)).toEqual([])

  // They are back, and gone again: nothing of that moves the words.
  scripted.say({ type: 'availability.changed', availability: HERE })
  await expect(visitor.button('Leave a message')).toHaveCount(0)
  scripted.say({ type: 'availability.changed', availability: AWAY })
  await expect(visitor.button('Leave a message')).toBeVisible()
  await page.keyboard.press('End')
  await page.keyboard.type(' ready?')
  await page.keyboard.press('Enter')
  await expect(letter.field('Name')).toBeFocused()
  await expect(letter.field('Your message')).toHaveValue('Is my lamp ready?')
  expect(types(scripted)).toEqual([])
  await letter.fill({ Name: 'Jana', 'E-mail': 'jana@mail.example' })
  await letter.send()
  await expect(letter.told).toContainText('Thank you')
  expect(scripted.commands).toMatchObject([
    { type: 'letter.send', values: { name: 'Jana', email: 'jana@mail.example', message: 'Is my lamp ready?' } },
  ])
  await page.reload()
  await visitor.open()
  await expect(visitor.field).toHaveValue('')
})

test('that nobody is there does not take a form that was begun; it goes on in the message that is left', async ({
  page,
  scripted,
  scriptedSite,
  visitor,
  asking,
  letter,
}) => {
  scripted.onStream(response => begin(response, { capabilities: CAN, settings: { entryForm: FORM } }))
  await open(page, visitor, scriptedSite.page('plain'))
  await expect(asking.field('Name')).toBeFocused()
  await page.keyboard.type('Jana')
  await asking.field('E-mail').fill('jana@mail.example')
  await asking.field('What is it about?').fill('My lamp')
  scripted.say({ type: 'availability.changed', availability: AWAY })
  await expect(visitor.button('Leave a message')).toBeVisible()
  await isSaid(visitor, NOBODY)
  await expect(asking.field('What is it about?')).toBeFocused()
  await expect(asking.field('Name')).toHaveValue('Jana')
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.type(' is dark')
  await asking.before.getByRole('button', { name: 'Start chat' }).click()
  await expect(letter.field('Name')).toBeFocused()
  await expect(letter.field('Name')).toHaveValue('Jana')
  await expect(letter.field('E-mail')).toHaveValue('jana@mail.example')
  await expect(letter.field('Your message')).toHaveValue('My lamp is dark')
  await expect(letter.form.getByText(NOBODY)).toBeVisible()
  expect(types(scripted)).toEqual([])

  // What was filled in is in its own form too, should they come back.
  scripted.say({ type: 'availability.changed', availability: HERE })
  await letter.form.getByRole('button', { name: 'Chat instead' }).click()
  await expect(asking.field('What is it about?')).toHaveValue('My lamp is dark')
})

test('that nobody is there takes a form in which nothing was begun, with the focus', async ({
  page,
  scripted,
  scriptedSite,
  visitor,
  asking,
  letter,
}) => {
  scripted.onStream(response => begin(response, { capabilities: CAN, settings: { entryForm: FORM } }))
  await open(page, visitor, scriptedSite.page('plain'))
  await expect(asking.field('Name')).toBeFocused()
  scripted.say({ type: 'availability.changed', availability: AWAY })
  await expect(letter.field('Name')).toBeFocused()
})

for (const [name, tag] of [
  ['the composer', '" data-widget="main"'],
  ['nothing yet', '" data-asks'],
] as const)
  test(`that nobody is there changes the panel once where a form would come first, from ${name}`, async ({
    page,
    scripted,
    scriptedSite,
    visitor,
    letter,
  }) => {
    scriptedSite.change('plain', html => html.replace('?widget=main"', tag))
    scripted.onStream(response =>
      begin(response, { capabilities: CAN, settings: { entryForm: FORM }, availability: AWAY }),
    )
    const file = await holdBack(page, '**/c/letter-*.js')
    const asked = page.waitForResponse('**/c/asking-*.js')
    await page.goto(scriptedSite.page('plain'))
    const seen = await watchForms(page)
    await visitor.push.click()
    await (await asked).finished()
    await expect.poll(file.count).toBe(1)
    await expect(visitor.field).toHaveCount(tag.includes('asks') ? 0 : 1)
    await file.release()
    await expect(letter.field('Name')).toBeFocused()
    expect(await seen()).toEqual(['Leave a message'])
  })

test('that nobody is there does not come between words and their session; once that is refused they are in the letter', async ({
  page,
  scripted,
  scriptedSite,
  visitor,
  letter,
}) => {
  const answers: (() => void)[] = []
  scripted.onStream(response => begin(response, { capabilities: CAN }))
  scripted.onCommand(({ type }, response) => {
    if (type === 'session.start')
      return void answers.push(() => json(response, 409, { code: 'group.closed', message: '' }))
    json(response, 409, { code: 'session.none', message: '' })
  })
  await open(page, visitor, scriptedSite.page('plain'))
  await visitor.say('Is my lamp ready?')
  await expect.poll(() => answers.length).toBe(1)
  const room = page.waitForResponse('**/c/letter-*.js')
  scripted.say({ type: 'availability.changed', availability: AWAY })
  await (await room).finished()
  await expect(visitor.message('Is my lamp ready?')).toBeVisible()
  await expect(letter.form).toHaveCount(0)
  for (const answer of answers) answer()
  await expect(letter.field('Your message')).toHaveValue('Is my lamp ready?')
})
