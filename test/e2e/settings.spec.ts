import { expect, test as base } from './fixtures.js'
import { askingOn } from './models/asking.js'
import { letterOn } from './models/letter.js'
import { settingsOn, type SettingsRoom } from './models/settings.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'

const test = base.extend<{ settings: SettingsRoom }>({
  settings: async ({ anna }, use) => use(settingsOn(anna.page)),
})
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const SAVED = 'Saved. It counts from now on.'
const FORM = JSON.stringify({ id: 'entry', fields: [{ name: 'topic', type: 'text', label: 'Topic', required: true }] })

test('hours that are set at the desk close an open panel, and open it, without a reload @both', async ({
  host,
  visitor,
  page,
  settings,
}) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.field.fill('Do you have bulbs?')
  await settings.open()
  await settings.choose('New group')
  await settings.field('Name').fill('sales')
  await settings.box('Always open').uncheck()
  await settings.field('Time zone').fill('Europe/Prague')
  await settings.save()
  await expect(settings.told).toHaveText(SAVED)

  // What is being written is not taken away: the message to leave is offered beside it.
  await visitor.button('Leave a message').click()
  const letter = letterOn(page)
  await expect(letter.form).toBeVisible()
  // What stood in the composer stands in the message too.
  await expect(letter.field('Your message')).toHaveValue('Do you have bulbs?')

  await settings.box('Always open').check()
  await settings.save()
  await expect(letter.form.getByRole('status')).toContainText(/here/)
  await letter.form.getByRole('button', { name: 'Chat' }).click()
  await expect(visitor.field).toHaveValue('Do you have bulbs?')
})

test('title and forms reach open pages at once; buttons wait for the next load, and nothing painted is painted over @both', async ({
  host,
  visitor,
  page,
  somebody,
  site,
  mode,
  settings,
}) => {
  await host.visit('plain')
  await expect(visitor.push).toBeVisible()
  const painted = await visitor.launcher.getByRole('button').count()
  await visitor.open()
  await settings.open()
  await settings.field('Title').fill('Lamps and bulbs')
  await settings.field('Entry form').fill(FORM)
  await settings.box('Call me back').uncheck()
  await settings.field('Colour').fill('#7a2e8f')
  await settings.save()
  await expect(settings.told).toHaveText(SAVED)
  await expect(visitor.panel.getByRole('heading', { name: 'Lamps and bulbs' })).toBeVisible()
  await expect(askingOn(page).field('Topic')).toBeVisible()
  await visitor.fold()
  await expect(visitor.launcher.getByRole('button')).toHaveCount(painted)

  // Without a server the page itself says which buttons there are.
  if (mode === 'page') return
  const next = await somebody()
  await next.goto(site.page('plain'))
  await expect(widgetOn(next).launcher.getByRole('button')).toHaveCount(painted - 1)
})

test('of two who change the same, the second is told, keeps what was typed, and chooses', async ({ settings, sit }) => {
  const boris = settingsOn((await sit('boris')).page)
  await settings.open()
  await boris.open()
  await boris.field('Title').fill('Bulbs')
  await settings.field('Title').fill('Lamps')
  await settings.save()
  await expect(settings.told).toHaveText(SAVED)

  const changed = 'Somebody else has changed this meanwhile. What you typed is still here, and not saved.'
  await expect(boris.told).toHaveText(changed)
  await expect(boris.field('Title')).toHaveValue('Bulbs')
  await boris.button('Keep mine').click()
  await boris.save()
  await expect(boris.told).toHaveText(SAVED)
  await expect(settings.field('Title')).toHaveValue('Bulbs')

  await settings.field('Title').fill('Lamps')
  await boris.field('Title').fill('Shades')
  await boris.save()
  await expect(settings.told).toHaveText(changed)
  await settings.button('Take theirs').click()
  await expect(settings.field('Title')).toHaveValue('Shades')
})

test('an administrator gets by with keys alone, and what is not right is said beside its field', async ({
  anna,
  settings,
}) => {
  const { keyboard } = anna.page
  await anna.page.getByRole('button', { name: 'Settings', exact: true }).focus()
  await keyboard.press('Enter')
  await expect(settings.room.getByRole('heading', { name: 'Settings', exact: true })).toBeFocused()
  await settings.room.getByRole('button', { name: 'New group' }).focus()
  await keyboard.press('Enter')
  await settings.field('Name').focus()
  await keyboard.type('7 days')
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await keyboard.press('Tab')
  await keyboard.type('Mars/Base')
  await keyboard.press('Tab')
  await keyboard.type('8-7')
  await keyboard.press('Enter')
  await expect(settings.told).toHaveText('3 things are not right. Nothing was changed.')
  await expect(settings.field('Name')).toBeFocused()
  await expect(settings.field('Name')).toHaveAccessibleDescription(/“7 days” is no name for a group/)
  await expect(settings.field('Time zone')).toHaveAccessibleDescription(
    '“Mars/Base” is no time zone: take one such as Europe/Prague.',
  )
  await expect(settings.field('Monday')).toHaveAccessibleDescription(/is no time of day: write it as 08:30/)
  expect(await seriousFaults(anna.page), 'with errors').toEqual([])
  await keyboard.press('Escape')
  await expect(settings.room).toBeHidden()
  await settings.open()
  await expect(settings.field('Name')).toHaveValue('7 days')
  expect(await seriousFaults(anna.page), 'a new group').toEqual([])
  await settings.choose('main')
  expect(await seriousFaults(anna.page), 'a widget').toEqual([])
})

test('settings reach a page with names on all objects as they reach any other', async ({
  backend: _,
  site,
  somebody,
  settings,
}) => {
  const page = await somebody()
  const visitor = widgetOn(page)
  await page.goto(`${site.page('polluted')}?with=object`)
  await visitor.open()
  await settings.open()
  await settings.field('Title').fill('Lamps and bulbs')
  await settings.field('Entry form').fill(FORM)
  await settings.save()
  await expect(settings.told).toHaveText(SAVED)
  await expect(visitor.panel.getByRole('heading', { name: 'Lamps and bulbs' })).toBeVisible()
  await expect(askingOn(page).field('Topic')).toBeVisible()
  expect(await visitor.panel.innerText()).not.toContain('evil')
})

test('a form of the site’s own is asked when nobody is there, with what was written; the desk reads it by its labels', async ({
  host,
  visitor,
  page,
  anna,
  sit,
  settings,
}) => {
  const boris = await sit('boris')
  await boris.be('away')
  await settings.open()
  await settings.field('Offline form').fill(
    JSON.stringify({
      id: 'away',
      fields: [
        { name: 'email', type: 'email', label: 'E-mail', required: true },
        { name: 'topic', type: 'radio', label: 'What is it about?', required: true, options: TOPICS },
        { name: 'story', type: 'textarea', label: 'What happened?', required: true },
      ],
    }),
  )
  await settings.save()
  await expect(settings.told).toHaveText(SAVED)
  await host.visit('plain')
  await visitor.open()
  await visitor.field.fill('The lamp is dark')
  await anna.be('away')
  await visitor.button('Leave a message').click()
  const { form, field, told, send } = letterOn(page)
  await expect(field('What happened?')).toHaveValue('The lamp is dark')
  expect(await seriousFaults(page), 'the form').toEqual([])
  await field('E-mail').fill('jana@mail.example')
  await send()
  await expect(form.getByRole('group', { name: 'What is it about?' })).toHaveAccessibleDescription('Please choose one.')
  await page.reload()
  await visitor.push.click()
  await expect(field('E-mail')).toHaveValue('jana@mail.example')
  await form.getByRole('radio', { name: 'A repair' }).check({ force: true })
  await send()
  await expect(told).toContainText('Thank you')
  const letter = anna.letters.getByRole('listitem')
  await letter.getByRole('button').click()
  await expect(letter).toContainText(/What is it about\?\s*A repair/)
  await expect(letter).toContainText(/What happened\?\s*The lamp is dark/)
})

const TOPICS = [
  { value: 'order', label: 'An order' },
  { value: 'repair', label: 'A repair' },
]

test('an account at a messenger puts its button on the next page, and no other text does', async ({
  host,
  somebody,
  settings,
  anna,
}) => {
  /** As somebody new finds them: a browser keeps the script for some minutes. */
  const names = async () => {
    const visitor = widgetOn(await somebody())
    await visitor.page.goto(host.site.page('plain'))
    await expect(visitor.push).toBeVisible()
    return visitor.launcher.getByRole('button').evaluateAll(all => all.map(one => one.ariaLabel))
  }
  await settings.open()
  await settings.field('WhatsApp').fill('601 234 567')
  await settings.field('Telegram').fill('shop_bot')
  await settings.save()
  await expect(settings.told).toHaveText('One thing is not right. Nothing was changed.')
  await expect(settings.field('WhatsApp')).toBeFocused()
  await expect(settings.field('WhatsApp')).toHaveAccessibleDescription(/is no account of whatsapp: a number in E\.164/)
  await settings.field('WhatsApp').fill('+420601234567')
  expect(await seriousFaults(anna.page)).toEqual([])
  await settings.save()
  await expect(settings.told).toHaveText(SAVED)

  await expect.poll(names).toEqual(['Chat', 'Video call', 'Call me back', 'WhatsApp', 'Telegram'])
  await settings.field('Telegram').fill('')
  await settings.save()
  // That it is saved stood there from the time before, too.
  await expect.poll(names).toEqual(['Chat', 'Video call', 'Call me back', 'WhatsApp'])
})

test('a form is put together field by field, by keys alone, and is asked on an open page', async ({
  host,
  visitor,
  page,
  settings,
  anna,
}) => {
  await host.visit('plain')
  await visitor.open()
  await settings.open()
  const form = settings.room.getByRole('region', { name: 'Fields of the entry form' })
  const field = (n: number) => form.getByRole('group', { name: `Field ${n}` })
  const { keyboard } = anna.page
  await form.getByRole('button', { name: 'Add a field' }).focus()
  await keyboard.press('Enter')
  await expect(field(1).getByRole('textbox', { name: 'Label' })).toBeFocused()
  await keyboard.type('Order number')
  await form.getByRole('button', { name: 'Add a field' }).click()
  await expect(field(2).getByRole('textbox', { name: 'Label' })).toBeFocused()
  await keyboard.type('What is it about?')
  await field(2).getByRole('combobox', { name: 'Kind' }).selectOption('Choice, all in sight')
  await field(2).getByRole('textbox', { name: 'Options' }).fill('order: An order\nrepair: A repair')
  await field(2).getByRole('checkbox', { name: 'Must be filled in' }).check()
  await field(2).getByRole('button', { name: 'Move up' }).focus()
  await keyboard.press('Enter')
  await expect(field(1).getByRole('textbox', { name: 'Label' })).toHaveValue('What is it about?')
  await expect(field(1).getByRole('button', { name: 'Move up' })).toBeFocused()
  await field(2).getByRole('combobox', { name: 'Shown' }).selectOption('When “What is it about?” …')
  await field(2).getByRole('combobox', { name: 'Condition' }).selectOption('is')
  await field(2).getByRole('textbox', { name: 'Value' }).fill('order')
  await form.getByRole('button', { name: 'Add a field' }).click()
  await expect(field(3).getByRole('textbox', { name: 'Label' })).toBeFocused()
  await keyboard.type('Pictures')
  const most = field(3).getByRole('spinbutton', { name: 'Files at most' })
  await expect(most).toHaveCount(0)
  await field(3).getByRole('combobox', { name: 'Kind' }).selectOption('File')
  await expect(most).toHaveValue('1')
  await most.fill('11')
  expect(await seriousFaults(anna.page)).toEqual([])
  await settings.save()
  await expect(settings.room.getByText('has a `maxFiles` that is no whole number from 1 to 10').first()).toBeVisible()
  await most.fill('4')
  await settings.save()
  await expect(settings.told).toHaveText(SAVED)

  const asking = askingOn(page)
  await expect(visitor.panel.getByRole('button', { name: /^Choose files Pictures/ })).toHaveAccessibleDescription(
    '0 of 4',
  )
  await expect(asking.before).toBeVisible()
  await expect(asking.field('Order number')).toHaveCount(0)
  await visitor.panel.getByText('An order', { exact: true }).click()
  await expect(asking.field('Order number')).toBeVisible()
})
