import { expect, test, type Page } from '@playwright/test'
import { callOn, type CallOn } from './models/call.js'
import { acceptCall, createCallHouse, pressVideo, type CallHouse } from './rig/call-house.js'
import { WITH_SCREEN } from './rig/devices.js'
import { startTurn, type Turn } from './rig/turn.js'
import { createUdpLine, type UdpLine } from './rig/udp-line.js'

/* One call over a real relay, from the press to the end, through all that a network and two people do to it. */
test.use({ launchOptions: WITH_SCREEN })
test.describe.configure({ mode: 'serial' })

/** Two browsers, cameras and encoders in software; a browser waits for seconds before it calls a way lost. */
const LONG = { timeout: 45_000 }
let turn: Turn
let line: UdpLine
let house: CallHouse
let client: CallOn
let operator: CallOn

test.beforeAll(async ({ browser }) => {
  turn = await startTurn()
  line = await createUdpLine(turn.port)
  house = await createCallHouse(browser, {
    TURN_URL: `turn:127.0.0.1:${line.port}?transport=udp`,
    TURN_SECRET: turn.secret,
  })
  const anna = await house.sit('anna')
  const host = await house.somebody()
  await host.goto(house.site.page('plain'))
  const tab = await pressVideo(host)
  await acceptCall(anna)
  client = callOn(tab)
  operator = callOn(anna.page)
})
test.afterAll(async () => {
  await house?.close()
  line?.close()
  await turn?.close()
})

const arrives = async (end: CallOn) => {
  const before = await end.received()
  const more = async () => {
    const now = await end.received()
    return now.frames > before.frames + 2 && now.sound > before.sound + 2
  }
  await expect.poll(more, LONG).toBe(true)
}
/** Pictures and sound arrive at both from now on, over the relay alone. */
const flows = async () => {
  for (const end of [client, operator]) {
    await expect(end.stage).toBeVisible(LONG)
    await arrives(end)
  }
  const both = [await client.received(), await operator.received()]
  expect(both.map(({ pair }) => pair)).toEqual(['relay relay', 'relay relay'])
  return both
}
const told = (end: CallOn, words: RegExp) => expect(end.page.getByText(words).first()).toBeVisible(LONG)
/** Lines on which pictures have come. */
const pictures = (page: Page) =>
  page.evaluate(async () => {
    const peer = window.zvonekTestPeers.findLast(one => one.signalingState !== 'closed')
    const stats = [...((await peer?.getStats())?.values() ?? [])] as {
      type: string
      kind?: string
      framesDecoded?: number
    }[]
    return stats.filter(
      ({ type, kind, framesDecoded = 0 }) => type === 'inbound-rtp' && kind === 'video' && framesDecoded > 3,
    ).length
  })

test('both see and hear each other, by way of the relay alone', async () => {
  const [atClient, atOperator] = await flows()
  console.log(`call relay ${JSON.stringify({ client: atClient, operator: atOperator })}`)
})

test('a camera that is off sends nothing and says so; on again it is seen again', async () => {
  await client.button('Turn camera off').click()
  await told(operator, /has the camera off/)
  await client.button('Turn camera on').click()
  await flows()
})

test('either side shows its screen beside its face', async () => {
  for (const [from, to] of [
    [client, operator],
    [operator, client],
  ] as const) {
    await from.button('Share screen').click()
    await expect.poll(() => pictures(to.page), LONG).toBe(2)
    await expect(to.stage.locator('video[aria-label$=": screen"]')).toBeVisible()
    await from.button('Stop sharing').click()
    await expect(to.stage.locator('video[aria-label$=": screen"]')).toBeHidden()
  }
  await flows()
})

test('another network: it is said that the call broke off, and it is joined again by itself', async () => {
  line.cut()
  await told(client, /The call broke off/)
  line.change()
  await flows()
  await expect(client.page.getByText(/The call broke off/)).toBeHidden()
})

test('it outlasts a page that is shown anew, on either side', async () => {
  for (const end of [client, operator]) {
    await end.page.reload()
    await flows()
  }
})

test('it outlasts the server, and finds another way as soon as that is back', async () => {
  await house.backend.kill()
  await flows()
  line.cut()
  await told(client, /The call broke off/)
  line.change()
  await house.backend.start()
  await flows()
})

test('hung up, it is over for both, and no connection is left', async () => {
  await client.button('Hang up').click()
  await expect(client.page.getByRole('heading', { name: 'The call has ended.' })).toBeVisible()
  await expect(operator.stage).toBeHidden()
  for (const { page } of [client, operator])
    await expect
      .poll(() => page.evaluate(() => window.zvonekTestPeers.every(one => one.signalingState === 'closed')))
      .toBe(true)
})
