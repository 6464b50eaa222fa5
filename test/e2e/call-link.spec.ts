import { expect, test } from './fixtures.js'
import { callOn } from './models/call.js'
import { acceptCall } from './rig/call-house.js'
import { allowDevices, WITH_DEVICES } from './rig/devices.js'
import { dialogOn } from './models/dialog.js'

/* A site with a meeting product of its own, and the ways into a call that a page chooses. */
test.use({ launchOptions: WITH_DEVICES })

const MEETING = /^https:\/\/meet\.example\.com\/room\/([\w-]+)$/
const WIDGETS = { name: 'Open the meeting', exact: true }

test.describe('with a meeting product', () => {
  test.use({ env: { ZVONEK_MEETING: 'https://meet.example.com/room/{call}' } })

  test('both are led into the same meeting from the tab and the desk, and nothing of our own runs', async ({
    host,
    anna,
  }) => {
    await allowDevices(host.page)
    await allowDevices(anna.page)
    await host.visit('plain')
    const opened = host.page.context().waitForEvent('page')
    await host.page.getByRole('group', { name: 'Contact us' }).getByRole('button', { name: 'Video call' }).click()
    const tab = await opened
    await expect(tab.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
    await acceptCall(anna)
    const links = [tab, anna.page].map(page => page.getByRole('link', WIDGETS))
    const addresses: (string | null)[] = []
    for (const link of links) {
      await expect(link).toBeVisible()
      await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
      addresses.push(await link.getAttribute('href'))
    }
    expect(addresses[0]).toMatch(MEETING)
    expect(addresses[1]).toBe(addresses[0])
    for (const page of [tab, anna.page]) expect(await page.evaluate(() => window.zvonekTestPeers.length)).toBe(0)
    await tab.getByRole('button', { name: 'Hang up', exact: true }).click()
    await expect(tab.getByRole('heading', { name: 'The call has ended.' })).toBeVisible()
    await expect(links[1]!).toBeHidden()
  })

  test('in a chat the meeting stands above the messages, and the chat outlives it', async ({ host, visitor, anna }) => {
    await allowDevices(host.page)
    await host.visit('plain')
    await visitor.open()
    await visitor.say('The lamp does not stand')
    await anna.accept('Visitor 1')
    await anna.button('Start video').click()
    await visitor.panel.getByRole('group', { name: 'Video call offer' }).getByRole('button', { name: 'Accept' }).click()
    await visitor.button('Join the call').click()
    await expect(visitor.panel.getByRole('link', WIDGETS)).toHaveAttribute('href', MEETING)
    await visitor.button('Hang up').click()
    await expect(anna.page.getByRole('link', WIDGETS)).toBeHidden()
    await visitor.say('Thank you')
    await expect(anna.message('Thank you')).toBeVisible()
  })
})

test('call({ target: "page" }) goes to the call in the place of the page; the way back leads to the page', async ({
  host,
  anna,
}) => {
  await allowDevices(host.page)
  await allowDevices(anna.page)
  await host.visit('plain')
  await expect(host.page.getByRole('group', { name: 'Contact us' })).toBeVisible()
  // The page goes away in the middle of its own sentence.
  await host.page.evaluate(() => {
    const { zvonek } = window as { zvonek?: { call(wish: object): Promise<void> } }
    setTimeout(() => void zvonek?.call({ target: 'page' }))
  })
  await expect(host.page.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  const { pathname, hash } = new URL(host.page.url())
  expect([pathname, hash]).toEqual(['/call', ''])
  expect(host.page.context().pages()).toHaveLength(1)
  await acceptCall(anna)
  await callOn(host.page).flows()
  await callOn(anna.page).flows()
  await host.page.goBack()
  await expect(host.page.getByRole('group', { name: 'Contact us' })).toBeVisible()
})

test('call({ target: "panel" }) runs in the panel, also where there is a page for calls', async ({
  host,
  visitor,
  anna,
}) => {
  await allowDevices(host.page)
  await allowDevices(anna.page)
  await host.visit('plain')
  await host.tell(zvonek => zvonek.call({ target: 'panel' }))
  const panel = dialogOn(host.page, 'Video call')
  await panel.getByRole('button', { name: 'Join the call' }).click()
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  expect(host.page.context().pages()).toHaveLength(1)
  await acceptCall(anna)
  await callOn(host.page).flows()
  await callOn(anna.page).flows()
})

test('call() is refused in words where it leads nowhere', async ({ host, site }) => {
  site.change('plain', html => html.replace('?widget=main', '?widget=main&amp;callPage='))
  await host.visit('plain')
  // A page without types says what it likes.
  const refusalOf = (target: string) =>
    host.page.evaluate(
      given =>
        window.zvonek.call({ target: given as 'page' }).then(
          () => 'called',
          ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
        ),
      target,
    )
  expect(await refusalOf('page')).toBe('unsupported: there is no page for calls: set “callPage”')
  expect(await refusalOf('tab')).toBe('unsupported: there is no page for calls: set “callPage”')
  expect(await refusalOf('window')).toBe('options: target must be tab, panel or page')
})
