import { chromium, expect, test, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, ensureChromium } from '../support/chromium.mjs'
import { callOn } from './models/call.js'
import { acceptCall, createCallHouse, pressVideo, type CallHouse } from './rig/call-house.js'
import { WITH_DEVICES } from './rig/devices.js'

/* S18, and those who have or allow no camera. */
test.use({ launchOptions: WITH_DEVICES })
test.describe.configure({ mode: 'serial' })

const DENIED = { 'permissions-policy': 'camera=(), microphone=()', 'cross-origin-opener-policy': 'same-origin' }
let house: CallHouse
test.beforeAll(async ({ browser }) => void (house = await createCallHouse(browser)))
test.afterAll(() => house?.close())

const asks = (page: Page) =>
  page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
      () => 'granted',
      (error: unknown) => (error as Error).name,
    ),
  )

test('S18: a page that denies itself camera and microphone still gets a call, in a tab of its own', async () => {
  house.site.head('plain', DENIED)
  const anna = await house.sit('anna')
  const host = await house.somebody()
  await host.goto(house.site.page('plain'))
  // The control: in the page itself there would be none.
  const inPage = await asks(host)
  expect(inPage).toBe('NotAllowedError')
  const tab = await pressVideo(host)
  await acceptCall(anna)
  const [client, operator] = [callOn(tab), callOn(anna.page)]
  const figures = { client: await client.flows(), operator: await operator.flows() }
  console.log(`S18 run ${JSON.stringify({ inPage, inTab: await asks(tab), ...figures })}`)
  await client.button('Hang up').click()
  await expect(operator.stage).toBeHidden()
  await anna.page.context().close()
  await host.context().close()
})

test('who allows nothing is told how to, and the operator hears it', async () => {
  house.site.head('plain', {})
  const anna = await house.sit('anna')
  const host = await house.somebody(false)
  await host.goto(house.site.page('plain'))
  const tab = await pressVideo(host)
  await expect(tab.getByText(/camera is blocked/).first()).toBeVisible()
  await acceptCall(anna)
  await expect(anna.page.getByText('The client’s browser blocks camera and microphone.')).toBeVisible()
  await host.context().close()
})

test('who has no camera is told so', async () => {
  const bare = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS })
  const context = await bare.newContext({ permissions: ['camera', 'microphone'], locale: 'en-GB' })
  try {
    const host = await context.newPage()
    await host.goto(house.site.page('plain'))
    const tab = await pressVideo(host)
    await expect(tab.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
    expect(await asks(tab)).toBe('NotFoundError')
    await expect(tab.getByText(/no camera and no microphone/).first()).toBeVisible()
  } finally {
    await bare.close()
  }
})
