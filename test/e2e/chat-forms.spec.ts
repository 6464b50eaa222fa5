import { PNG } from '../support/hostile-files.js'
import { expect, test, type Desk, type Widget } from './fixtures.js'
import { settingsOn } from './models/settings.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'
import { topAtRest } from './rig/rest.js'

/* A form that the operator sends into the conversation: asked, filled in and read where people talk. */

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const ask = async (anna: Desk) => {
  await anna.button('More').click()
  await anna.page.getByRole('menuitem', { name: 'Return of goods' }).click()
}
const formIn = ({ panel }: Widget) => panel.getByRole('form', { name: 'Return of goods', exact: true })
const fieldsIn = (visitor: Widget) => {
  const form = formIn(visitor)
  return {
    form,
    order: form.getByRole('textbox', { name: 'Order number' }),
    wrong: form.getByRole('radio', { name: 'It is not what I ordered' }),
    choose: (label: string) => form.getByText(label, { exact: true }).click(),
    note: form.getByRole('textbox', { name: 'Anything else' }),
    send: form.getByRole('button', { name: 'Send', exact: true }),
  }
}

test('@both an operator asks, the visitor fills it in by keys, and both read the same, also after a reload', async ({
  meet,
  visitor,
  anna,
  page,
}) => {
  await meet('My lamp came broken')
  await ask(anna)
  const { form, order, wrong, choose, note, send } = fieldsIn(visitor)
  await expect(form).toBeVisible()
  await expect(anna.log.getByText(/^Order number · What is the matter\?.* · Anything else$/)).toBeVisible()
  // Nobody's words are interrupted.
  await expect(visitor.field).toBeFocused()
  await send.click()
  await expect(form.getByRole('alert')).toHaveText('2 things are missing. Everything you wrote is still here.')
  await expect(order).toBeFocused()
  await page.keyboard.type('77')
  await page.keyboard.press('Enter')
  await expect(order).toHaveAccessibleDescription('An order number looks like 2026-1184.')
  await order.fill('2026-1184')
  await choose('It is not what I ordered')
  await note.fill('The green one,\nnot the blue one')
  // What is typed outlives the page.
  await page.reload()
  await visitor.open()
  await expect(note).toHaveValue('The green one,\nnot the blue one')
  await expect(wrong).toBeChecked()
  expect(await seriousFaults(page)).toEqual([])
  await send.press('Enter')
  await expect(form).toHaveCount(0)
  await expect(visitor.panel.getByText('Filled in', { exact: true })).toBeVisible()
  await expect(visitor.field).toBeFocused()
  await expect(
    visitor.log.getByText(/Order number: 2026-1184\s+What is the matter\? It is not what I ordered/),
  ).toBeVisible()
  await expect(anna.log.getByRole('definition')).toHaveText([
    '2026-1184',
    'It is not what I ordered',
    'The green one,\nnot the blue one',
  ])
  await page.reload()
  await visitor.open()
  await expect(visitor.panel.getByText('Filled in', { exact: true })).toBeVisible()
  await expect(form).toHaveCount(0)
  await expect(anna.log.getByRole('definition')).toHaveCount(3)
})

test('filled in twice, in two tabs, it is sent once, and the other tab says so', async ({
  meet,
  visitor,
  anna,
  page,
}) => {
  await meet('My lamp came broken')
  await ask(anna)
  const second = await page.context().newPage()
  await second.goto(page.url())
  const other = widgetOn(second)
  await other.open()
  for (const one of [visitor, other]) {
    const { order, choose } = fieldsIn(one)
    await order.fill('2026-1184')
    await choose('It is not what I ordered')
  }
  await fieldsIn(other).send.click()
  for (const one of [visitor, other]) {
    await expect(one.panel.getByText('Filled in', { exact: true })).toBeVisible()
    await expect(formIn(one)).toHaveCount(0)
  }
  await expect(anna.log.getByRole('definition')).toHaveCount(2)
})

test('filled in while there is no line, it waits and goes out by itself, once', async ({
  meet,
  visitor,
  anna,
  backend,
}) => {
  await meet('My lamp came broken')
  await ask(anna)
  const { form, order, choose, send } = fieldsIn(visitor)
  await order.fill('2026-1184')
  await choose('It is not what I ordered')
  await backend.stop()
  await send.click()
  await expect(form).toHaveCount(0)
  await expect(visitor.panel.getByText(/^(Sending|Kept safe)$/)).toBeVisible()
  await backend.start()
  await expect(visitor.panel.getByText('Filled in', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(anna.log.getByRole('definition')).toHaveCount(2, { timeout: 30_000 })
})

test('asked anew, the form of before is asked for no longer; and so it is once the conversation is over', async ({
  meet,
  visitor,
  anna,
}) => {
  await meet('My lamp came broken')
  await ask(anna)
  await expect(formIn(visitor)).toHaveCount(1)
  await ask(anna)
  await expect(visitor.panel.getByText('This is asked for no longer')).toHaveCount(1)
  await expect(formIn(visitor)).toHaveCount(1)
  await anna.button('End').click()
  await expect(visitor.panel.getByText('This is asked for no longer')).toHaveCount(2)
  await expect(formIn(visitor)).toHaveCount(0)
})

test('with a picture: it comes with the form, and stands in the conversation on both sides', async ({
  meet,
  visitor,
  anna,
}) => {
  await meet('My lamp came broken')
  await ask(anna)
  const { form, order, choose, send } = fieldsIn(visitor)
  await order.fill('2026-1184')
  await choose('It is broken')
  await form
    .locator('input[type=file]')
    .setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from(PNG) })
  await expect(form.getByRole('button', { name: 'Remove lamp.png', exact: true })).toBeVisible()
  await send.click()
  for (const log of [visitor.log, anna.log]) await expect(log.getByRole('img', { name: 'lamp.png' })).toBeVisible()
  await expect(anna.log.getByRole('definition')).toHaveText(['2026-1184', 'It is broken', 'lamp.png'])
})

test('@both a form that is put together at the desk by keys alone is behind “More” at once, and is filled in', async ({
  meet,
  visitor,
  anna,
  sit,
}) => {
  await meet('My lamp is dark')
  // Who has the settings open is not who talks: nothing is loaded anew.
  const { page } = await sit('boris')
  const settings = settingsOn(page)
  const { keyboard } = page
  await settings.open()
  const forms = settings.room.getByRole('region', { name: 'Forms that may be sent' })
  await forms.getByRole('button', { name: 'Add a form' }).focus()
  await keyboard.press('Enter')
  const form = forms.getByRole('group', { name: 'Form 2', exact: true })
  await expect(form.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await form.getByRole('button', { name: 'Add a field' }).focus()
  await keyboard.press('Enter')
  await expect(form.getByRole('textbox', { name: 'Label' })).toBeFocused()
  await keyboard.type('Serial number')
  await keyboard.press('Enter')
  await expect(settings.told).toHaveText('One thing is not right. Nothing was changed.')
  const title = form.getByRole('textbox', { name: 'Title' })
  await expect(title).toBeFocused()
  await expect(title).toHaveAccessibleDescription(/needs a title: operators choose it by that/)
  expect(await seriousFaults(page), 'with an error').toEqual([])
  await keyboard.type('A repair')
  await form.getByRole('button', { name: 'Move this form up' }).focus()
  await keyboard.press('Enter')
  const moved = forms.getByRole('group', { name: 'Form 1', exact: true })
  await expect(moved.getByRole('button', { name: 'Move this form up' })).toBeFocused()
  await expect(moved.getByRole('button', { name: /^A repair/ })).toHaveAttribute('aria-expanded', 'true')
  expect(await seriousFaults(page), 'one open').toEqual([])
  await moved.getByRole('textbox', { name: 'Label' }).focus()
  await keyboard.press('Enter')
  await expect(settings.told).toHaveText('Saved. It counts from now on.')

  await anna.button('More').click()
  await anna.page.getByRole('menuitem', { name: 'A repair' }).click()
  const asked = visitor.panel.getByRole('form', { name: 'A repair', exact: true })
  await asked.getByRole('textbox', { name: 'Serial number' }).fill('SN-77')
  await asked.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(visitor.panel.getByText('Filled in', { exact: true })).toBeVisible()
  await expect(anna.log.getByRole('definition')).toHaveText(['SN-77'])

  // What is taken away goes at the second press, and after it is saved.
  await moved.getByRole('button', { name: 'Remove this form' }).click()
  await moved.getByRole('button', { name: 'Remove it', exact: true }).click()
  await settings.save()
  await expect(settings.told).toHaveText('Saved. It counts from now on.')
  await anna.button('More').click()
  await expect(anna.page.getByRole('menuitem', { name: 'Return of goods' })).toBeVisible()
  await expect(anna.page.getByRole('menuitem', { name: 'A repair' })).toHaveCount(0)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 600 } })

  test('a form that is taller than the view is shown from its beginning, also after a reload; who reads above stays there', async ({
    meet,
    visitor,
    anna,
    page,
  }) => {
    await meet('My lamp came broken')
    for (const n of [1, 2, 3, 4, 5, 6]) await anna.say(`Let us see, ${n}`)
    await expect(visitor.message('Let us see, 6')).toBeInViewport()
    await ask(anna)
    const { form, order } = fieldsIn(visitor)
    const title = visitor.log.getByRole('heading', { name: 'Return of goods' })
    /** The title at the top of the view, the first field below it, and what sends it out of sight below. */
    const isAtItsBeginning = async () => {
      await expect(title).toBeInViewport({ ratio: 1 })
      await expect(order).toBeInViewport({ ratio: 1 })
      await expect(form.getByRole('button', { name: 'Send', exact: true })).not.toBeInViewport()
      const below = async () => {
        const [top, head] = await Promise.all([visitor.log.boundingBox(), title.boundingBox()])
        return (head?.y ?? NaN) - (top?.y ?? NaN)
      }
      await expect.poll(below).toBeLessThan(60)
    }
    await isAtItsBeginning()
    await expect(visitor.field).toBeFocused()
    await anna.page.getByRole('textbox', { name: 'Message', exact: true }).pressSequentially('Take')
    await expect(visitor.panel.locator('.typing')).toBeAttached()
    await isAtItsBeginning()
    await page.reload()
    await visitor.open()
    await isAtItsBeginning()

    // Further up nothing moves, and the way down is offered.
    await visitor.log.evaluate(log => (log.scrollTop = -log.scrollHeight))
    const first = visitor.message('My lamp came broken')
    await expect(first).toBeInViewport()
    const stood = await topAtRest(first)
    await ask(anna)
    await expect(visitor.button('1 new message')).toBeVisible()
    expect(Math.abs((await topAtRest(first)) - stood)).toBeLessThan(2)

    // At the end again, what is short is followed as ever.
    await visitor.button('1 new message').click()
    await expect(form.getByRole('button', { name: 'Send', exact: true })).toBeInViewport()
    await anna.page.getByRole('textbox', { name: 'Message', exact: true }).fill('')
    await anna.say('Take your time')
    await expect(visitor.message('Take your time')).toBeInViewport({ ratio: 1 })
  })
})
