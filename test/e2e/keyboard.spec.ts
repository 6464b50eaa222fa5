import { expect, test } from './fixtures.js'

test('the whole way in and back goes by keyboard', async ({ host, visitor, anna }) => {
  const { keyboard } = host.page
  await host.visit('plain')
  await expect(visitor.push).toBeVisible()
  await keyboard.press('Tab')
  await expect(host.page.getByRole('link', { name: 'Guides' })).toBeFocused()
  await keyboard.press('Tab')
  await expect(visitor.push).toBeFocused()
  await keyboard.press('Enter')
  await expect(visitor.field).toBeFocused()

  await keyboard.type('Good')
  await keyboard.press('Shift+Enter')
  await keyboard.type('evening')
  await expect(visitor.field).toHaveValue('Good\nevening')
  await keyboard.press('Enter')
  await expect(visitor.field).toHaveValue('')
  await expect(visitor.field).toBeFocused()
  await anna.accept('Visitor 1')
  await expect(anna.log.getByText('Good evening')).toBeVisible()

  await keyboard.press('Escape')
  await expect(visitor.panel).toBeHidden()
  await expect(visitor.push).toBeFocused()
  await anna.say('Are you there?')
  await expect(visitor.push).toHaveAccessibleName('Chat, 1 unread message')
  await keyboard.press('Space')
  await expect(visitor.field).toBeFocused()
  await expect(visitor.message('Are you there?')).toBeVisible()

  const before = [visitor.button('Start video'), visitor.button('Close'), visitor.log, visitor.button('Attach a file')]
  for (const one of before.toReversed()) {
    await keyboard.press('Shift+Tab')
    await expect(one).toBeFocused()
  }
  for (const one of [...before.slice(1), visitor.field, visitor.button('Send')]) {
    await keyboard.press('Tab')
    await expect(one).toBeFocused()
  }
  await keyboard.press('Tab')
  await expect(visitor.button('Stop')).toBeFocused()
  await keyboard.press('Tab')
  await expect(visitor.button('End conversation')).toBeFocused()
  await keyboard.press('Enter')
  await expect(visitor.log).toContainText(/Conversation ended \d/)
  await expect(anna.log).toContainText(/Visitor 1 left/)
  await expect(visitor.panel.locator(':focus')).toHaveCount(1)
})

test('F6 goes between page and panel; the page stays usable beside it', async ({ host, visitor }) => {
  const { keyboard } = host.page
  const link = host.page.getByRole('link', { name: 'Guides' })
  await host.visit('plain')
  await visitor.open()
  await expect(visitor.field).toBeFocused()
  await expect(visitor.panel).not.toHaveAttribute('aria-modal', 'true')
  await link.click()
  await expect(host.page).toHaveURL(/#guides$/)
  await link.focus()
  await keyboard.press('F6')
  await expect(visitor.field).toBeFocused()
  await keyboard.press('F6')
  await expect(link).toBeFocused()
  await keyboard.press('Escape')
  await expect(visitor.panel).toBeVisible()
})

test('keys pressed in the panel stay in the panel', async ({ host, visitor }) => {
  await host.visit('plain')
  await visitor.open()
  await host.page.evaluate(() => {
    window.heard = []
    document.addEventListener('keydown', event => window.heard.push(event.key))
  })
  await visitor.field.pressSequentially('jk?')
  await expect(visitor.field).toHaveValue('jk?')
  expect(await host.page.evaluate(() => window.heard)).toEqual([])
})

test('an operator accepts, turns and answers by keyboard', async ({ host, visitor, anna }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await expect(anna.client('Visitor 1')).toBeVisible()
  await anna.page.keyboard.press('Alt+a')
  await expect(anna.field).toBeFocused()
  await anna.page.keyboard.type('Good evening to you')
  await anna.page.keyboard.press('Enter')
  await expect(visitor.message('Good evening to you')).toBeVisible()
})

test('what happens is said aloud once, and politely', async ({ host, visitor, anna, backend }) => {
  const polite = visitor.panel.locator('[aria-live=polite]:not([role=log])')
  const assertive = visitor.panel.locator('[aria-live=assertive]')
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await expect(polite).toContainText('We are ringing')
  await anna.accept('Visitor 1')
  await expect(polite).toContainText('Anna is here')
  await anna.field.pressSequentially('Well')
  await expect(polite).toContainText('Anna is writing…')
  await expect(visitor.log).toHaveAttribute('aria-live', 'polite')
  await backend.kill()
  await expect(assertive).toContainText('No connection')
  await backend.start()
  await expect(polite).toContainText('Connected again', { timeout: 20_000 })
})

test('who opens the panel again while it still folds writes in the new one, and nothing is left of the old', async ({
  host,
  visitor,
}) => {
  const animations = await host.page.context().newCDPSession(host.page)
  const dialogs = host.page.getByRole('dialog')
  await host.visit('plain')
  await visitor.open()
  await expect(visitor.field).toBeFocused()
  await animations.send('Animation.enable')
  await animations.send('Animation.setPlaybackRate', { playbackRate: 0.001 })
  await host.page.keyboard.press('Escape')
  await expect(visitor.push).toBeFocused()
  await host.page.keyboard.press('Enter')
  await expect(dialogs).toHaveCount(2)
  await expect(visitor.field).toBeFocused()
  await host.page.keyboard.type('Here again')
  await host.page.keyboard.press('Enter')
  await expect(visitor.message('Here again')).toBeVisible()
  await animations.send('Animation.setPlaybackRate', { playbackRate: 1 })
  await expect(dialogs).toHaveCount(1)
})
