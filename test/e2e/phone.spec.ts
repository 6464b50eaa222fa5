import { expect, test } from './fixtures.js'
import { scrolledAtRest } from './rig/rest.js'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('on a phone the panel is the window, and Back closes it', async ({ host, visitor, anna }) => {
  await host.visit('long')
  await visitor.push.tap()
  await expect(visitor.panel).toBeVisible()
  await expect(visitor.panel).toHaveAttribute('aria-modal', 'true')
  await expect.poll(() => visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  // No keyboard jumps up: the title has the focus.
  await expect(visitor.field).not.toBeFocused()
  await expect(visitor.panel.getByRole('heading').first()).toBeFocused()

  await visitor.field.tap()
  await expect(visitor.field).toBeFocused()
  expect(await visitor.field.evaluate(field => parseFloat(getComputedStyle(field).fontSize))).toBeGreaterThanOrEqual(16)
  await visitor.field.fill('Good evening')
  await visitor.field.press('Enter')
  await expect(visitor.field).toHaveValue('Good evening\n')
  await visitor.button('Send').tap()
  await expect(visitor.message('Good evening')).toBeVisible()
  await expect(visitor.field).toBeFocused()
  await anna.accept('Visitor 1')
  await anna.say('Good evening to you')
  await expect(visitor.message('Good evening to you')).toBeVisible()

  const url = host.page.url()
  await host.page.goBack()
  await expect(visitor.panel).toBeHidden()
  expect(host.page.url()).toBe(url)
  await expect(visitor.push).toBeVisible()

  await visitor.push.tap()
  await expect(visitor.message('Good evening to you')).toBeVisible()
  await visitor.button('Close').tap()
  await expect(visitor.panel).toBeHidden()
  await expect.poll(() => host.page.evaluate(() => (history.state as unknown) ?? 'as it was')).toBe('as it was')
})

for (const side of ['left', 'right'])
  test(`the panel is the window also where the button stands on the ${side}`, async ({ host, visitor }) => {
    host.site.change('long', html => html.replace('<script', `<script data-position="${side}"`))
    await host.visit('long')
    await visitor.push.tap()
    await expect(visitor.panel).toBeVisible()
    await expect.poll(() => visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  })

test('the page behind does not scroll, and stands where it stood', async ({ host, visitor }) => {
  const scrolled = () => scrolledAtRest(host.page)
  const session = await host.page.context().newCDPSession(host.page)
  const swipe = (yDistance: number) =>
    session.send('Input.synthesizeScrollGesture', { x: 195, y: 500, yDistance, speed: 3_000 })
  await host.visit('long')
  await swipe(-400)
  await expect.poll(scrolled).toBeGreaterThan(200)
  const stood = await scrolled()

  await visitor.push.tap()
  await expect(visitor.panel).toBeVisible()
  await swipe(-400)
  await swipe(200)
  expect(await scrolled()).toBe(stood)
  await expect(host.page.locator('main')).toHaveJSProperty('inert', true)

  await visitor.button('Close').tap()
  await expect(visitor.panel).toBeHidden()
  expect(await scrolled()).toBe(stood)
  await swipe(200)
  await expect.poll(scrolled).toBeLessThan(stood)
  await expect(host.page.locator('main')).toHaveJSProperty('inert', false)
})

test('when the window grows, the panel becomes a guest again', async ({ host, visitor }) => {
  await host.visit('long')
  await visitor.push.tap()
  await expect(visitor.panel).toHaveAttribute('aria-modal', 'true')
  await visitor.field.fill('Half a sent')
  await host.page.setViewportSize({ width: 1024, height: 768 })
  await expect(visitor.panel).toHaveAttribute('aria-modal', 'false')
  await expect(visitor.field).toHaveValue('Half a sent')
  await expect(host.page.locator('main')).toHaveJSProperty('inert', false)
  await host.page.setViewportSize({ width: 390, height: 420 })
  await expect(visitor.panel).toHaveAttribute('aria-modal', 'true')
  await expect(visitor.button('Send')).toBeInViewport({ ratio: 1 })
})
