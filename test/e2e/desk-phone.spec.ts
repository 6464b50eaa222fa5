import { deskOn } from './models/desk.js'
import { expect, test } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('on a phone the desk names no keys, and its strips cover nobody’s name', async ({
  backend,
  browser,
  host,
  visitor,
}) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  })
  const desk = deskOn(await context.newPage())
  await desk.page.goto(backend.desk('anna'))
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await expect(desk.page.getByRole('heading', { name: 'Somebody is waiting' })).toBeVisible()
  await expect(desk.page.getByText('Accept a client in the list.')).toBeVisible()
  await expect(desk.page.getByText(/Alt\+/)).toBeHidden()
  await desk.accept('Visitor 1')
  const name = desk.page.locator('main').getByRole('heading', { name: 'Visitor 1' })

  /** Whether a finger that points at the middle of the name meets the name. */
  const isUncovered = (strips?: string) =>
    name.evaluate((heading, strips) => {
      // In one breath: the desk measures its strips anew whenever they change.
      if (strips) document.documentElement.style.setProperty('--strips', strips)
      if (strips) document.querySelector('main')?.scrollIntoView({ block: 'start' })
      const { x, y, width, height } = heading.getBoundingClientRect()
      const met = document.elementFromPoint(x + Math.min(20, width / 2), y + height / 2)
      return !!met && heading.contains(met)
    }, strips)
  await expect.poll(() => isUncovered()).toBe(true)
  // Where they are is read whole beside three buttons, and what is too long ends in a sign for it.
  const where = desk.page.locator('main > header .now')
  const isCut = () => where.evaluate(line => line.scrollWidth > line.clientWidth)
  await expect(where).toHaveText('on /plain.html')
  await expect(desk.page.locator('main').getByRole('button', { name: 'Start video' })).toBeVisible()
  expect(await isCut()).toBe(false)
  await host.page.evaluate(() => history.pushState({}, '', '/plain.html/a/long/way/down/into/the/shop'))
  await expect(where).toHaveText('on /plain.html/a/long/way/down/into/the/shop')
  expect(await isCut()).toBe(true)
  expect(await where.evaluate(line => getComputedStyle(line).textOverflow)).toBe('ellipsis')
  await backend.kill()
  await expect(desk.page.getByText(/^No connection to the server/).first()).toBeVisible()
  await desk.page.locator('main').evaluate(main => main.scrollIntoView({ block: 'start' }))
  await expect.poll(() => isUncovered()).toBe(true)
  await expect(desk.field).toBeInViewport()
  // Further down in the same conversation, too.
  await desk.page.evaluate(() => scrollBy(0, 200))
  await expect.poll(() => isUncovered()).toBe(true)
  expect(await seriousFaults(desk.page)).toEqual([])

  // The control: the same strip over a header that does not give way.
  expect(await isUncovered('0px')).toBe(false)
  await context.close()
})
