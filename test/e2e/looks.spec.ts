import { expect, test } from './fixtures.js'
import { dialogOn } from './models/dialog.js'
import { topAtRest } from './rig/rest.js'

test('English becomes Czech in the middle of a conversation, and nothing is lost', async ({
  host,
  visitor,
  anna,
  meet,
}) => {
  await meet('Good evening')
  await visitor.field.fill('Half a sent')
  await host.tell(z => z.setLocale('cs'))

  const panel = dialogOn(host.page, 'Chat')
  await expect(panel.getByRole('textbox', { name: 'Zpráva' })).toHaveValue('Half a sent')
  await expect(panel.getByRole('textbox', { name: 'Zpráva' })).toBeFocused()
  await expect(panel.getByRole('log', { name: 'Rozhovor' })).toContainText('Je tu Anna')
  await expect(panel.getByRole('button', { name: 'Ukončit rozhovor' })).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Odeslat' })).toBeVisible()
  await panel.getByRole('button', { name: 'Zavřít' }).click()

  const launcher = host.page.getByRole('group', { name: 'Kontaktujte nás' })
  for (const [count, name] of [
    [1, 'Chat, 1 nepřečtená zpráva'],
    [2, 'Chat, 2 nepřečtené zprávy'],
  ] as const) {
    await anna.say(`Message ${count}`)
    await expect(launcher.getByRole('button').first()).toHaveAccessibleName(name)
  }
  for (const n of [3, 4, 5]) await anna.say(`Message ${n}`)
  await expect(launcher.getByRole('button').first()).toHaveAccessibleName('Chat, 5 nepřečtených zpráv')

  await host.tell(z => z.setLocale('en-GB'))
  await expect(visitor.push).toHaveAccessibleName('Chat, 5 unread messages')
  expect(host.console).toEqual([])
  await host.tell(z => z.setLocale('tlh'))
  await expect(visitor.push).toHaveAccessibleName('Chat, 5 unread messages')
  expect(host.console).toEqual([expect.stringContaining('no texts in “tlh”, so it is English')])
})

test('at the foot the way out stands beside who sees the page, in any width and both languages', async ({
  host,
  meet,
}) => {
  await meet('Good evening')
  const panel = dialogOn(host.page)
  /** How far (px) the middle of the way out lies from that of the line beside it, and what foot and line overflow by. */
  const measure = (end: string) =>
    panel.getByRole('button', { name: end, exact: true }).evaluate(button => {
      const foot = button.parentElement!
      const middle = (part: Element) => {
        const { top, height } = part.getBoundingClientRect()
        return top + height / 2
      }
      const line = foot.firstElementChild!
      const over = [foot, line].map(part => part.scrollWidth - part.clientWidth)
      return { isAlone: line === button, apart: Math.abs(middle(button) - middle(line)), over }
    })
  const holds = async (end: string) => {
    for (const width of [320, 360, 400, 1280]) {
      await host.page.setViewportSize({ width, height: 720 })
      await expect.poll(() => measure(end), `${end} at ${width}`).toEqual({ isAlone: false, apart: 0, over: [0, 0] })
    }
  }
  await holds('End conversation')
  await host.tell(z => z.setLocale('cs'))
  await holds('Ukončit rozhovor')
  // The control: a foot that is laid out as lines of their own is seen to be.
  await panel.locator('.foot').evaluate(foot => (foot.style.flexDirection = 'column'))
  expect((await measure('Ukončit rozhovor')).apart).toBeGreaterThan(10)
})

test('what there is not is said once, and changes nothing', async ({ host, visitor }) => {
  await host.visit('plain')
  await visitor.open()
  const refused = await host.tell(z =>
    z.setTheme('darkish' as 'dark').then(
      () => 'taken',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    ),
  )
  expect(refused).toBe('options: theme must be system | light | dark')
  await host.tell(z => void z.on('messages' as 'message', () => {}))
  expect(host.console).toEqual([expect.stringContaining('zvonek: no event messages')])
})

test('radius 0 squares launcher, panel, field and bubbles; the round buttons stay round', async ({ host, visitor }) => {
  const corner = (what: typeof visitor.panel) => what.evaluate(node => getComputedStyle(node).borderTopLeftRadius)
  const square = (on: boolean) =>
    host.page.evaluate(
      radius => document.documentElement.style.setProperty('--zvonek-radius', radius),
      on ? '0px' : '12px',
    )
  await host.visit('plain')
  expect(parseFloat(await corner(visitor.launcher))).toBeGreaterThan(15)
  await square(true)
  expect(await corner(visitor.launcher)).toBe('0px')
  expect(await corner(visitor.push)).toBe('50%')
  await visitor.open()
  await visitor.say('Good evening')
  const parts = [visitor.field.locator('xpath=..'), visitor.message('Good evening')]
  for (const part of parts) expect(await corner(part)).toBe('0px')
  await square(false)
  for (const part of parts) expect(parseFloat(await corner(part))).toBeGreaterThan(15)
})

test('when somebody accepts, the words that were said do not jump', async ({ host, visitor, anna }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  await expect(visitor.panel.getByText('You are number 1.').first()).toBeVisible()
  const place = () => topAtRest(visitor.message('Good evening'))
  const stood = await place()
  await anna.accept('Visitor 1')
  await expect(visitor.panel.getByText('Anna is here').first()).toBeVisible()
  expect(await place()).toBe(stood)
})

test('the language is the page’s own, then the browser’s', async ({ host, visitor }) => {
  host.site.change('plain', html => html.replace('lang="en"', 'lang="cs-CZ"'))
  await host.visit('plain')
  await expect(host.page.getByRole('group', { name: 'Kontaktujte nás' })).toBeVisible()
  host.site.change('plain', html => html.replace('lang="en"', ''))
  await host.visit('plain')
  await expect(visitor.launcher).toBeVisible()
})

test('light and dark follow the system until the page chooses', async ({ host, visitor }) => {
  const surface = () => visitor.panel.evaluate(panel => getComputedStyle(panel).backgroundColor)
  await host.visit('plain')
  await visitor.open()
  const light = await surface()
  await host.page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(surface).not.toBe(light)
  const dark = await surface()
  await host.tell(z => z.setTheme('light'))
  await expect.poll(surface).toBe(light)
  await host.page.emulateMedia({ colorScheme: 'light' })
  await host.tell(z => z.setTheme('dark'))
  await expect.poll(surface).toBe(dark)
  await host.tell(z => z.setTheme('system'))
  await expect.poll(surface).toBe(light)
})

test('the page’s own style does not reach in, and its variables do', async ({ host, visitor }) => {
  await host.visit('long')
  await visitor.open()
  const styled = () =>
    visitor.panel.evaluate(panel => {
      const { fontFamily, fontSize, borderRadius } = getComputedStyle(panel)
      return { fontFamily, fontSize, borderRadius }
    })
  expect(await styled()).toMatchObject({ fontSize: '16px' })
  await host.page.evaluate(() => {
    document.documentElement.style.setProperty('--zvonek-font', 'Georgia')
    document.documentElement.style.setProperty('--zvonek-radius', '4px')
  })
  expect(await styled()).toMatchObject({ fontFamily: 'Georgia', borderRadius: '12px' })
})

test('right to left turns by the page’s direction alone; right and left mean what they say', async ({
  host,
  visitor,
}) => {
  const middle = host.page.viewportSize()!.width / 2
  const left = async () => (await visitor.panel.boundingBox())!.x
  host.site.change('plain', html => html.replace('<html', '<html dir="rtl"'))
  await host.visit('plain')
  await visitor.open()
  const send = (await visitor.button('Send').boundingBox())!
  const field = (await visitor.field.boundingBox())!
  expect(send.x).toBeLessThan(field.x)
  expect(await left()).toBeLessThan(middle)

  host.site.change('plain', html =>
    html.replace('<html', '<html dir="rtl"').replace('<script', '<script data-position="right"'),
  )
  await host.visit('plain')
  expect((await visitor.push.boundingBox())!.x).toBeGreaterThan(middle)
  await visitor.open()
  expect(await left()).toBeGreaterThan(middle)
})
