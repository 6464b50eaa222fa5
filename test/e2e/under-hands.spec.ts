import { expect, test as base } from './fixtures.js'
import { askingOn, type Asking } from './models/asking.js'
import { seriousFaults } from './rig/axe.js'
import { caretOf, holdBack, isSaid, writeWithCaret } from './rig/late.js'

/* What stands in the panel is never changed under the visitor's hands, however late it is told what comes first. */

const test = base.extend<{ asking: Asking }>({ asking: async ({ page }, use) => use(askingOn(page)) })
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const CONSENT = /^I agree that this conversation is kept/
const FIRST = 'A few questions come first. What you write stays.'
test.describe('a page of which nobody says that something is asked first', () => {
  test.beforeEach(({ site }) => site.change('plain', html => html.replace('?widget=main', '" data-widget="service')))

  test('the form waits until what was begun is sent, and then the words go out once', async ({
    host,
    visitor,
    asking,
    anna,
    page,
  }) => {
    const stream = await holdBack(page, '**/v1/stream')
    await host.visit('plain')
    await visitor.push.click()
    await writeWithCaret(visitor, 'Is my lamp?')
    await expect.poll(stream.count).toBe(1)
    await stream.release()
    await expect(visitor.panel.getByText(FIRST).first()).toBeVisible()
    await isSaid(visitor, FIRST)
    await expect(visitor.field).toBeFocused()
    expect(await caretOf(visitor)).toBe(9)
    await page.keyboard.insertText('_')
    await expect(visitor.field).toHaveValue('Is my lam_p?')
    await expect(asking.before).toHaveCount(0)
    expect(await seriousFaults(page)).toEqual([])

    await visitor.field.fill('Is my lamp ready?')
    await page.keyboard.press('Enter')
    await expect(asking.before.getByText('What you wrote goes out as soon as the chat has started.')).toBeVisible()
    await expect(asking.field('Name')).toBeFocused()
    await page.keyboard.type('Jana')
    await asking.before.getByText('A repair').click()
    await asking.box(CONSENT).check()
    await asking.before.getByRole('button', { name: 'Start chat' }).click()
    await expect(visitor.message('Is my lamp ready?')).toBeVisible()
    await anna.accept('Jana')
    await expect(anna.message('Is my lamp ready?')).toHaveCount(1)
    await expect(visitor.field).toHaveValue('')
  })

  test('the form comes by keys alone, also when its own file is late, and what was written is still there after it', async ({
    host,
    visitor,
    asking,
    anna,
    page,
  }) => {
    const file = await holdBack(page, '**/c/asking-*.js')
    await host.visit('plain')
    await visitor.push.focus()
    const { keyboard } = page
    await keyboard.press('Enter')
    await writeWithCaret(visitor, 'Is my la')
    await expect.poll(file.count).toBe(1)
    await file.release()
    await expect(visitor.button('Answer')).toBeVisible()
    await keyboard.insertText('_')
    await expect(visitor.field).toHaveValue('Is my _la')
    await expect
      .poll(async () => {
        await keyboard.press('Shift+Tab')
        return visitor.button('Answer').evaluate(button => button.matches(':focus'))
      })
      .toBe(true)
    await keyboard.press('Enter')
    await expect(asking.field('Name')).toBeFocused()
    await keyboard.type('Jana')
    await asking.before.getByText('A repair').click()
    await asking.box(CONSENT).check()
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
    await expect(visitor.field).toHaveValue('Is my _la')
    await anna.accept('Jana')
    await expect(anna.message('Is my _la')).toHaveCount(0)
  })

  test('whoever has touched nothing has the form at once, with the focus in it', async ({
    host,
    visitor,
    asking,
    page,
  }) => {
    const stream = await holdBack(page, '**/v1/stream')
    await host.visit('plain')
    await visitor.push.click()
    await expect(visitor.field).toBeFocused()
    await stream.release()
    await expect(asking.field('Name')).toBeFocused()
    await expect(visitor.panel.getByText(FIRST)).toHaveCount(0)
  })

  test('whoever has only looked into the field and gone back to the page has the form too', async ({
    host,
    visitor,
    asking,
    page,
  }) => {
    await page.addInitScript(() => {
      addEventListener('load', () => document.body.prepend(document.createElement('input')))
    })
    const stream = await holdBack(page, '**/v1/stream')
    await host.visit('plain')
    await visitor.push.click()
    await visitor.field.click()
    await visitor.field.pressSequentially('I')
    await page.keyboard.press('Backspace')
    await page.locator('body > input').focus()
    await stream.release()
    await expect(asking.before).toBeVisible()
    await expect(page.locator('body > input')).toBeFocused()
  })
})

test('the end of a conversation does not take what is being written: how it was is asked after it', async ({
  host,
  visitor,
  asking,
  anna,
  page,
}) => {
  await host.visit('asking')
  await expect(visitor.push).toBeVisible()
  await host.tell(z => z.enter('webchat', { skipForm: true }))
  await visitor.push.click()
  await anna.accept('Visitor 1')
  await anna.say('Good evening')
  await expect(visitor.message('Good evening')).toBeVisible()
  await visitor.field.pressSequentially('One more th')
  await anna.button('End').click()
  await expect(visitor.panel.getByText('How was it?').first()).toBeVisible()
  await isSaid(visitor, 'How was it?')
  await expect(visitor.field).toBeFocused()
  await expect(visitor.field).toHaveValue('One more th')
  expect(await seriousFaults(page)).toEqual([])
  await visitor.button('Answer').click()
  await expect(asking.after).toBeVisible()
})
