import type { Page } from '@playwright/test'
import { SignJWT } from 'jose'
import { expect, test } from './fixtures.js'
import { hostOn } from './models/host.js'
import { widgetOn } from './models/widget.js'

/* The site says who its visitor is, by a token its backend signs; whoever leaves takes everything along. */

const SECRET = Buffer.alloc(32, 5)
const KEYS = { keys: [{ kty: 'oct', kid: 'site', alg: 'HS256', k: SECRET.toString('base64url') }] }
// Two or three browsers each: a busy machine needs its time.
test.slow()
test.use({ env: { ZVONEK_IDENTITY_KEYS: JSON.stringify(KEYS) } })

/** What a page says to its widget once its visitor is signed in at the site. */
const identify = (page: Page, token: string) =>
  page.evaluate(async given => {
    await window.zvonek.identify(() => Promise.resolve(given))
  }, token)

let count = 0
/** What the backend of a site does for who is signed in there. */
const sign = (sub: string, name: string) =>
  new SignJWT({ name, email: `${sub}@shop.example`, jti: `${++count}` })
    .setProtectedHeader({ alg: 'HS256', kid: 'site' })
    .setSubject(sub)
    .setAudience('zvonek')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(SECRET)

test('Eva leaves, Boris comes, on the same page and in another tab: he sees nothing of her', async ({
  host,
  visitor,
  anna,
  site,
}) => {
  const eva = await sign('eva', 'Eva Malá')
  const scope = (key: string) => key.replace(/^local zvonek:[^:]+(:\d+)?:/, '')
  await host.visit('plain')
  await identify(host.page, eva)
  // Announced, and nothing is asked or kept before she acts.
  expect(await host.stored()).toEqual([])
  await visitor.open()
  await visitor.say('My alarm code is 4711')
  await anna.accept('Eva Malá')
  await anna.say('Noted, Eva')
  await expect(visitor.log).toContainText('Noted, Eva')

  const second = await host.page.context().newPage()
  const other = await hostOn(second, site)
  const there = widgetOn(second)
  await other.visit('plain')
  await identify(second, await sign('eva', 'Eva Malá'))
  await there.open()
  await expect(there.log).toContainText('4711')

  await host.tell(z => z.logout())
  await expect(there.log).toBeHidden()
  await expect.poll(async () => (await host.stored()).map(scope)).toEqual([])

  const boris = await sign('boris', 'Boris Velký')
  for (const [page, widget, words] of [
    [host.page, visitor, 'Good day'],
    [second, there, 'Good day again'],
  ] as const) {
    await identify(page, boris)
    await widget.open()
    await widget.say(words)
    await expect(widget.log).not.toContainText('4711')
    await expect(widget.log).not.toContainText('Noted')
  }
  expect(await host.page.evaluate(() => JSON.stringify(localStorage))).not.toContain('4711')

  // Whoever has kept her token comes too late with it.
  await host.tell(z => z.logout())
  const replay = host.tell(
    z => new Promise<string>(resolve => z.on('connection', ({ state }) => state === 'authExpired' && resolve(state))),
  )
  await identify(host.page, eva)
  await host.tell(z => z.open())
  expect(await replay).toBe('authExpired')
})

test('a conversation follows its person to another device', async ({ host, visitor, anna, somebody, site }) => {
  await host.visit('plain')
  await identify(host.page, await sign('eva', 'Eva Malá'))
  await visitor.open()
  await visitor.say('From my desk')
  await anna.accept('Eva Malá')
  await anna.say('I am here')

  const phone = await somebody()
  const device = await hostOn(phone, site)
  await device.visit('plain')
  await identify(phone, await sign('eva', 'Eva Malá'))
  const widget = widgetOn(phone)
  await widget.open()
  await expect(widget.log).toContainText('From my desk')
  await expect(widget.log).toContainText('I am here')
  await widget.say('And from my phone')
  await expect(visitor.log).toContainText('And from my phone')
})

test('whoever is signed in sends a file, and the operator has it', async ({ host, visitor, anna }) => {
  await host.visit('plain')
  await identify(host.page, await sign('eva', 'Eva Malá'))
  await visitor.open()
  await visitor.say('Here is my invoice')
  await anna.accept('Eva Malá')
  const chooser = host.page.waitForEvent('filechooser')
  await visitor.button('Attach a file').click()
  await (await chooser).setFiles({ name: 'invoice.txt', mimeType: 'text/plain', buffer: Buffer.from('450 CZK') })
  await expect(visitor.log.getByRole('link', { name: 'invoice.txt', exact: true })).toBeVisible()
  await expect(anna.log.getByRole('link', { name: 'invoice.txt', exact: true })).toBeVisible()
})

test('a page that gives no token leaves the visitor with a doorbell that rings', async ({ host, visitor }) => {
  await host.visit('plain')
  const told = host.tell(z => new Promise<string>(resolve => z.on('error', ({ code }) => resolve(code))))
  await identify(host.page, 'no token at all')
  await visitor.open()
  expect(await told).toBe('identity')
  await visitor.say('Anybody?')
})
