import { expect, test as base } from './fixtures.js'
import { askingOn, type Asking } from './models/asking.js'
import { callbackOn, invite } from './models/invitation.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'

const test = base.extend<{ asking: Asking }>({ asking: async ({ page }, use) => use(askingOn(page)) })
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const CONSENT = /^I agree that this conversation is kept/

test('who is asked something before the queue answers by keys alone, over an error and a reload', async ({
  host,
  visitor,
  asking,
  anna,
}) => {
  await host.visit('asking')
  const { keyboard } = host.page
  const open = async () => {
    await visitor.push.focus()
    await keyboard.press('Enter')
    await expect(asking.field('Name')).toBeFocused()
  }
  await open()
  expect(await seriousFaults(host.page), 'the form').toEqual([])
  await keyboard.type('Jana')
  await keyboard.press('Tab')
  await keyboard.type('jana@mail')
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await expect(asking.choice(/^An order/)).toBeChecked()
  await keyboard.press('Tab')
  await keyboard.type('2026')
  await keyboard.press('Enter')

  await expect(asking.before.getByRole('alert')).toContainText(
    '3 things are missing. Everything you wrote is still here.',
  )
  await expect(asking.field('E-mail')).toBeFocused()
  for (const [name, fault] of [
    ['E-mail', 'The part after @ looks unfinished, such as mail.example.'],
    ['Order number', 'An order number looks like 2026-1184.'],
  ] as const)
    await expect(asking.field(name)).toHaveAccessibleDescription(fault)
  await expect(asking.box(CONSENT)).toHaveAccessibleDescription('We need your consent.')
  expect(await seriousFaults(host.page), 'with errors').toEqual([])

  await host.page.reload()
  await open()
  await expect(asking.field('Name')).toHaveValue('Jana')
  await expect(asking.field('E-mail')).toHaveValue('jana@mail')
  await expect(asking.choice(/^An order/)).toBeChecked()
  await keyboard.press('Tab')
  await keyboard.press('End')
  await keyboard.type('.example')
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  await keyboard.type('2026-1184')
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  await expect(visitor.field).toBeFocused()

  await anna.client('Jana').getByRole('button', { name: 'Preview' }).click()
  for (const fact of [
    /Name\s*Jana\s*entry form/,
    /What is it about\?\s*An order\s*entry form/,
    /Order number\s*2026-1184\s*entry form/,
    /kept for 12 months\.\s*2026-11\s*entry form, at /,
  ])
    await expect(anna.preview).toContainText(fact)
  await anna.accept('Jana')
  await expect(visitor.panel.getByText('Anna is here').first()).toBeVisible()
})

test('the form stays out of the way of who enters by code, and what was typed in it stays', async ({
  host,
  visitor,
  asking,
  anna,
}) => {
  await host.visit('asking')
  await visitor.push.click()
  await asking.field('Name').fill('Jana')
  await visitor.button('Close').click()
  await visitor.push.click()
  await expect(asking.field('Name')).toHaveValue('Jana')
  await host.tell(z => z.enter('webchat', { skipForm: true, params: { plan: 'gold' } }))
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  await expect(asking.before).toHaveCount(0)
  await anna.client('Visitor 1').getByRole('button', { name: 'Preview' }).click()
  await expect(anna.preview).toContainText(/plan\s*gold\s*page/)
})

test('names on all objects change nothing of what is asked, before and after', async ({ host, somebody, anna }) => {
  host.site.change('polluted', html =>
    html.replace('?widget=main', '?widget=service').replace(/(?<=names = `)/, ' 0 1 2 '),
  )
  for (const query of ['?with=text', '?with=object']) {
    const page = await somebody()
    const [widget, asked] = [widgetOn(page), askingOn(page)]
    await page.goto(host.site.page('polluted') + query)
    await widget.push.click()
    await asked.field('Name').fill('Jana')
    await asked.before.getByText('A repair').click()
    await asked.box(CONSENT).check()
    await asked.before.getByRole('button', { name: 'Start chat' }).click()
    await anna.accept('Jana')
    await anna.say('Good evening')
    await expect(widget.message('Good evening')).toBeVisible()
    await anna.button('End').click()
    await asked.choice('3').focus()
    await page.keyboard.press('ArrowRight')
    await asked.after.getByRole('button', { name: 'Send feedback' }).click()
    await expect(asked.told).toContainText('Thank you')
    await anna.button('Close').click()
  }
})

test('words that came before the form wait for it, and go out once', async ({ host, visitor, asking, anna }) => {
  await host.visit('asking')
  await expect(visitor.push).toBeVisible()
  await host.tell(z => z.send('Is anybody there?'))
  await visitor.push.click()
  await expect(asking.before.getByText('What you wrote goes out as soon as the chat has started.')).toBeVisible()
  await asking.field('Name').fill('Jana')
  // What is pressed stays under the pointer, although the field above it shows its error now.
  await asking.field('E-mail').fill('jana@mail')
  await asking.before.getByText('A repair').click()
  await expect(asking.choice('A repair')).toBeChecked()
  await asking.field('E-mail').fill('')
  await asking.box(CONSENT).check()
  await asking.before.getByRole('button', { name: 'Start chat' }).click()
  await expect(visitor.message('Is anybody there?')).toBeVisible()
  await anna.accept('Jana')
  await expect(anna.message('Is anybody there?')).toHaveCount(1)
})

test('after a conversation the form is there for the next one, and the last one can still be read', async ({
  host,
  visitor,
  asking,
  anna,
}) => {
  await host.visit('asking')
  await expect(visitor.push).toBeVisible()
  await host.tell(z => z.enter('webchat', { skipForm: true }))
  await visitor.push.click()
  await anna.accept('Visitor 1')
  await anna.say('Good evening')
  await anna.button('End').click()
  await visitor.button('Write again').click()
  await expect(asking.before).toBeVisible()
  await asking.before.getByRole('button', { name: 'Conversation' }).click()
  await expect(visitor.message('Good evening')).toBeVisible()
})

test('the number of an operator leads past what is asked', async ({ host, visitor, asking, anna, site }) => {
  site.change('asking', html => html.replace('<script async', '<script async data-buttons="webchat callback"'))
  const code = await invite(anna)
  await host.visit('asking')
  await visitor.push.click()
  await expect(asking.before).toBeVisible()
  await visitor.button('Close').click()
  const { field, open, ringing } = callbackOn(host.page)
  await open()
  await field.fill(code)
  await field.press('Enter')
  await expect(ringing).toBeVisible()
  await expect(asking.before).toHaveCount(0)
  await anna.accept('Visitor 1')
  await anna.say('You found me')
  await expect(visitor.message('You found me')).toBeVisible()
  await expect(asking.before).toHaveCount(0)
})
