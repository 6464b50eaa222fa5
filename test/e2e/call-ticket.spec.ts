import { expect, test } from '@playwright/test'
import { createCallHouse, pressVideo, type CallHouse } from './rig/call-house.js'
import { WITH_DEVICES } from './rig/devices.js'

/* What opens a call works once; and until its tab is there, it can be opened again. */
test.use({ launchOptions: WITH_DEVICES })
test.describe.configure({ mode: 'serial' })

let house: CallHouse
test.beforeAll(async ({ browser }) => void (house = await createCallHouse(browser)))
test.afterAll(() => house?.close())

test('a tab that never came is opened again from the panel; opened twice, the second says so and begins a call of its own', async () => {
  const host = await house.somebody()
  let isCut = true
  await host.context().route(/\/call(\?|$)/, route => (isCut ? route.abort() : route.continue()))
  await host.goto(house.site.page('plain'))
  await pressVideo(host)
  const again = host.getByRole('link', { name: 'Open the call again' })
  await expect(again).toBeVisible()
  isCut = false
  const href = (await again.getAttribute('href')) ?? ''
  const opened = host.context().waitForEvent('page')
  await again.click()
  const tab = await opened
  await expect(tab.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  await expect(host.getByRole('heading', { name: 'The call is open in another tab' })).toBeVisible()
  await expect(again).toBeHidden()

  const second = await host.context().newPage()
  await second.goto(href)
  await expect(second.getByRole('heading', { name: 'This call is open in another tab' })).toBeVisible()
  await second.getByRole('button', { name: 'Begin another call' }).click()
  await expect(second.getByText('You are number 2.')).toBeVisible()
  await expect(tab.getByText('You are number 1.')).toBeVisible()
  await host.context().close()
})

test('an answer that comes late takes nothing back that was heard meanwhile', async () => {
  const host = await house.somebody()
  const held: { answer?: () => Promise<void>; tab?: () => Promise<void> } = {}
  await host.route('**/v1/commands', async route => {
    if (!route.request().postData()?.includes('ticket.link')) return route.continue()
    const response = await route.fetch()
    held.answer = () => route.fulfill({ response })
  })
  await host.context().route(/\/call(\?|$)/, route => void (held.tab = () => route.continue()))
  await host.goto(house.site.page('plain'))
  // Its tab is told of only once it has come.
  const opened = host.context().waitForEvent('page')
  await host.getByRole('group', { name: 'Contact us' }).getByRole('button', { name: 'Video call' }).click()
  // The backend has heard of the ticket before the tab, and says that nobody has used it.
  await expect.poll(() => held.answer && held.tab).toBeTruthy()
  await held.tab?.()
  await expect(host.getByRole('heading', { name: 'The call is open in another tab' })).toBeVisible()
  // From now on every heading is noted, until the call is over.
  const headings = await host.evaluateHandle(() => {
    const root = document.querySelector('zvonek-host')!.shadowRoot!
    const seen: string[] = []
    const look = () => {
      const text = root.querySelector('h3')?.textContent ?? ''
      if (text !== seen.at(-1)) seen.push(text)
    }
    new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true })
    look()
    return seen
  })
  const arrived = host.waitForEvent('requestfinished', request => !!request.postData()?.includes('ticket.link'))
  await held.answer?.()
  await arrived
  await (await opened).getByRole('button', { name: 'Leave the queue' }).click()
  await expect(host.getByRole('heading', { name: 'The call has ended.' })).toBeVisible()
  expect(await headings.jsonValue()).toEqual(['The call is open in another tab', 'The call has ended.'])
  await host.context().close()
})
