import type { BrowserContext, Page } from '@playwright/test'
import { expect, test, type Backend } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'
import { bridgeTo } from './rig/bridge.js'
import { dialogOn } from './models/dialog.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

/** Gives the widget of the pages its buttons. */
const addButtons = async ({ url, command }: Backend) => {
  const accounts = ['whatsapp=+420601234567', 'viber=zvonek', 'apple=8f7c1d2a-0b3e-4c5d-9e6f-1a2b3c4d5e6f']
  const flags = [...accounts, 'phone=+420601234567'].flatMap(one => ['--messenger', one])
  await command('widget', 'set', 'main', ...flags)
  await expect.poll(async () => (await fetch(`${url}/zvonek.js?widget=main`)).text()).toContain('WhatsApp')
}
/** Nothing leaves this machine: the messenger is a page of the test. */
const catchMessengers = (context: BrowserContext) =>
  context.route(/^https:\/\/wa\.me\//, route =>
    route.fulfill({ contentType: 'text/html', body: '<title>WhatsApp</title>' }),
  )
const launcher = (page: Page) => page.getByRole('group', { name: 'Contact us' })
const push = (page: Page, name: string) => launcher(page).getByRole('button', { name, exact: true })

test('a press on WhatsApp opens it with a reference, and who comes with it came from that page', async ({
  backend,
  host,
  anna,
}) => {
  await addButtons(backend)
  const bridge = await bridgeTo(backend, 'whatsapp')
  const { page } = host
  await catchMessengers(page.context())
  await host.visit('plain')
  expect(host.requests().filter(url => url.includes('wa.me'))).toEqual([])
  const opened = page.context().waitForEvent('page')
  await push(page, 'WhatsApp').click()
  const tab = await opened
  await tab.waitForURL(/^https:\/\/wa\.me\/420601234567\?text=%23[\d-]{16,64}$/)
  expect(await tab.evaluate(() => [String(window.opener), document.referrer])).toEqual(['null', ''])
  const [, reference = ''] = /%23([\d-]+)$/.exec(tab.url()) ?? []

  await bridge.deliver(`Good day #${reference}`)
  const client = anna.client('Jana')
  await expect(client).toContainText('came from /plain.html')
  await expect(client).toContainText('Good day')
  await expect(client).not.toContainText(reference)
  await client.getByRole('button', { name: 'Preview' }).click()
  await expect(anna.preview).toContainText('Came from')
  await expect(anna.preview).toContainText(/On the site.*Visitor \d, at /s)
  await bridge.close()
})

/** Those that a desktop opens by itself, and what the address ends with. */
const DIRECT = [
  ['Messenger', 'messenger=zvonek.shop', /^https:\/\/m\.me\/zvonek\.shop\?ref=[\d-]{16,64}$/],
  ['VK', 'vk=zvonek_shop', /^https:\/\/vk\.me\/zvonek_shop\?ref=[\d-]{16,64}$/],
  ['Telegram', 'telegram=zvonek_bot', /^https:\/\/t\.me\/zvonek_bot\?start=[\d-]{16,64}$/],
] as const
/** Those whose app is on a phone, and what the link below the picture is. */
const BY_PHONE = [
  ['LINE', 'line=@zvonek', /^https:\/\/line\.me\/R\/oaMessage\/%40zvonek\/\?%23[\d-]{16,64}$/],
  [
    'Apple Messages',
    'apple=8f7c1d2a-0b3e-4c5d-9e6f-1a2b3c4d5e6f',
    /^https:\/\/bcrw\.apple\.com\/urn:biz:[\da-f-]{36}\?biz-intent-id=[\d-]{16,64}$/,
  ],
] as const

test('every other messenger opens with a reference of its own at each press, or shows the way to a phone', async ({
  backend,
  host,
}) => {
  const { page } = host
  const accounts = [...DIRECT, ...BY_PHONE].flatMap(([, account]) => ['--messenger', account])
  await backend.command('widget', 'set', 'main', ...accounts)
  await expect.poll(async () => (await fetch(`${backend.url}/zvonek.js?widget=main`)).text()).toContain('Telegram')
  await page
    .context()
    .route(/^https:\/\/(m|vk|t)\.me\//, route => route.fulfill({ contentType: 'text/html', body: '' }))
  await host.visit('plain')
  for (const [name, , address] of DIRECT) {
    const press = async () => {
      const opened = page.context().waitForEvent('page')
      await push(page, name).click()
      const tab = await opened
      await tab.waitForURL(address)
      const url = tab.url()
      await tab.close()
      return url
    }
    expect(await press(), `${name}: a reference of its own at each press`).not.toBe(await press())
  }
  for (const [name, , address] of BY_PHONE) {
    await push(page, name).click()
    const dialog = dialogOn(page, name)
    await expect(dialog.getByRole('img', { name: `${name}: Point your phone here` })).toBeVisible()
    const link = dialog.getByRole('link', { name: 'Open on this computer' })
    await expect(link).toHaveAttribute('href', address)
    // A key goes where the focus is: to the page, until the panel has it.
    await expect(link).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(push(page, name)).toBeFocused()
  }
})

for (const name of ['plain', 'strict-csp', 'polluted'])
  test(`a press on Viber shows the way to a phone, with the link below, on the page ${name}`, async ({
    backend,
    site,
    somebody,
  }) => {
    await addButtons(backend)
    const page = await somebody()
    await page.goto(site.page(name))
    await push(page, 'Viber').click()
    const dialog = dialogOn(page, 'Viber')
    await expect(dialog.getByRole('img', { name: 'Viber: Point your phone here' })).toBeVisible()
    const link = dialog.getByRole('link', { name: 'Open on this computer' })
    await expect(link).toHaveAttribute('href', /^viber:\/\/pa\?chatURI=zvonek&context=[\d-]{16,64}$/)
    await expect(link).toBeFocused()
    if (name === 'plain') expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(push(page, 'Viber')).toBeFocused()
    expect(site.reports).toEqual([])
  })

test('the telephone is a number to press, and Apple is not offered on Android', async ({ backend, site, browser }) => {
  await addButtons(backend)
  const context = await browser.newContext({
    ...{ userAgent: ANDROID, viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true, locale: 'cs' },
  })
  const page = await context.newPage()
  await page.goto(site.page('plain'))
  const names = launcher(page)
    .or(page.getByRole('group', { name: 'Kontaktujte nás' }))
    .getByRole('button')
  await expect(names).toHaveCount(6)
  const told = await names.evaluateAll(all => all.map(one => one.getAttribute('aria-label')))
  expect(told.slice(3)).toEqual(['WhatsApp', 'Viber', expect.stringMatching(/^(Phone|Telefon)$/)])
  await names.last().tap()
  const number = dialogOn(page).getByRole('link', { name: '+420601234567' })
  await expect(number).toHaveAttribute('href', 'tel:+420601234567')
  await expect(page.getByRole('img', { name: /Point your phone/ })).toHaveCount(0)
  expect(await seriousFaults(page)).toEqual([])
  await context.close()
})
