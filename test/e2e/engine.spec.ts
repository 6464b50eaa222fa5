import { expect, test } from '@playwright/test'
import { mint } from '../../demo/server/calls/means.js'
import type { PeerMeans } from '../../src/media/engine.js'
import { WITH_DEVICES } from './rig/devices.js'
import { createEngines, type EngineEnd, type Engines } from './rig/engines.js'
import { startTurn, type Turn } from './rig/turn.js'
import { createUdpLine, type UdpLine } from './rig/udp-line.js'

/* The engine of calls with real WebRTC, real relays, and networks that fail. */
test.use({ launchOptions: WITH_DEVICES })
test.describe.configure({ mode: 'serial' })

/** A browser waits for some seconds before it calls a way lost, and a loaded machine for more. */
const LONG = { timeout: 40_000 }
const DIRECT: PeerMeans = { engine: 'p2p', servers: [], relayOnly: false }
let turn: Turn
let line: UdpLine
let engines: Engines

test.beforeAll(async ({ browser }) => {
  turn = await startTurn()
  line = await createUdpLine(turn.port)
  engines = await createEngines(browser)
})
test.afterAll(async () => {
  await engines?.close()
  line?.close()
  await turn?.close()
})

let calls = 0
/** Seconds that its credentials live. */
const relayed = ({ lives = 600, name = `call-${++calls}` } = {}): PeerMeans => {
  const credentials = mint(turn.secret, name, Math.floor(Date.now() / 1_000) + lives)
  return {
    engine: 'p2p',
    servers: [{ urls: [`turn:127.0.0.1:${line.port}?transport=udp`], ...credentials }],
    relayOnly: true,
  }
}

/** From now on pictures and sound arrive at both. */
const flows = async ({ a, b }: Engines = engines) => {
  const figures = []
  for (const end of [a, b]) {
    const before = await end.received()
    const more = async () => {
      const now = await end.received()
      return now.frames > before.frames + 2 && now.sound > before.sound + 2
    }
    await expect.poll(more, LONG).toBe(true)
    figures.push(await end.received())
  }
  return figures
}
const statesOf = ({ page }: EngineEnd) => page.evaluate(() => window.zvonekTestEngine.states)
const restart = ({ page }: EngineEnd, means?: PeerMeans) =>
  page.evaluate(given => window.zvonekTestEngine.restart(given), means)
const offers = ({ said }: EngineEnd) => said.filter(({ description }) => description?.type === 'offer').length

test('goes on while both look for another way at once, again and again', async () => {
  await engines.call(DIRECT)
  await flows()
  const before = offers(engines.a) + offers(engines.b)
  for (let time = 0; time < 3; time++) {
    const listen = engines.hush()
    await Promise.all([restart(engines.a), restart(engines.b)])
    await expect.poll(() => Math.min(offers(engines.a), offers(engines.b))).toBeGreaterThan(time)
    listen()
    await flows()
  }
  const states = [await statesOf(engines.a), await statesOf(engines.b)]
  console.log(`engine glare ${JSON.stringify({ offers: offers(engines.a) + offers(engines.b) - before, states })}`)
  for (const one of states) expect(one).not.toContain('broken')
})

test('finds another way when its network changes, and says meanwhile that it is broken', async () => {
  await engines.call(relayed())
  const [, before] = await flows()
  expect(before?.pair).toBe('relay relay')
  line.cut()
  await expect.poll(() => statesOf(engines.a), LONG).toEqual(['connecting', 'connected', 'broken'])
  line.change()
  await expect.poll(() => statesOf(engines.a), LONG).toEqual(['connecting', 'connected', 'broken', 'connected'])
  const [, after] = await flows()
  expect(after?.pair).toBe('relay relay')
})

test('goes on with fresh credentials before the old ones end, and begins once there are some that hold', async () => {
  const ended = relayed({ lives: -60 })
  await engines.call(ended)
  await expect.poll(() => turn.said, LONG).toContain('Cannot find credentials of user')
  expect(await statesOf(engines.a)).toEqual(['connecting'])
  for (const end of [engines.a, engines.b]) await restart(end, relayed({ name: 'begun' }))
  await flows()
  for (const end of [engines.a, engines.b]) await restart(end, relayed({ name: 'renewed' }))
  await expect.poll(() => turn.said, LONG).toMatch(/user <\d+:renewed>.*ALLOCATE processed, success/)
  await flows()
  expect(await statesOf(engines.a)).not.toContain('broken')
})

test('lets go of pictures before sound where the network is narrow, and has them again when it is not', async () => {
  await engines.call(relayed())
  await flows()
  const held = (end: EngineEnd) => end.page.evaluate(() => window.zvonekTestEngine.look().then(({ held }) => held))
  const far = (end: EngineEnd) => end.page.evaluate(() => window.zvonekTestEngine.far)
  line.narrow(NARROW)
  await expect.poll(() => held(engines.a), LONG).toContain('camera')
  await expect.poll(() => far(engines.b), LONG).toMatchObject({ mic: true, camera: false, narrow: true })
  const before = await engines.b.received()
  await expect.poll(async () => (await engines.b.received()).sound, LONG).toBeGreaterThan(before.sound + 50)
  line.narrow(Infinity)
  for (const end of [engines.a, engines.b]) await expect.poll(() => held(end), LONG).toEqual([])
  await flows()
  expect(await far(engines.b)).toEqual({ mic: true, camera: true, screen: false, narrow: false })
})

/** Bits a second: sound goes through it, a face does not. */
const NARROW = 55_000
