import { expect, test } from '@playwright/test'
import { toCallSettings } from '../../demo/server/calls/call-settings.js'
import { createMeans } from '../../demo/server/calls/means.js'
import type { PeerMeans } from '../../src/media/engine.js'
import { readAddresses } from './rig/addresses.js'
import { WITH_DEVICES } from './rig/devices.js'
import { createEngines, type Engines } from './rig/engines.js'
import { startTurn, type Turn } from './rig/turn.js'

/* S20: by the server's own means, as soon as there is a relay, neither side tells the other where it is. */
test.use({ launchOptions: WITH_DEVICES })
test.describe.configure({ mode: 'serial' })

const CALLS = 50
let turn: Turn
let engines: Engines
test.beforeAll(async ({ browser }) => {
  turn = await startTurn()
  engines = await createEngines(browser)
})
test.afterAll(async () => {
  await engines?.close()
  await turn?.close()
})

const meansBy = async (env: Record<string, string>, call: string): Promise<PeerMeans> => {
  const settings = { TURN_URL: `turn:127.0.0.1:${turn.port}?transport=udp`, TURN_SECRET: turn.secret, ...env }
  const means = await createMeans(toCallSettings(settings))?.(call, Date.now())
  if (means?.engine !== 'p2p') throw new Error('no call without means')
  return means
}

/** Connected, and nothing more to be told. */
const rest = ({ a, b, broken }: Engines) => {
  const both = [a, b].map(({ page }) =>
    page.waitForFunction(() => {
      const peer = window.zvonekTestPeers.at(-1)
      return peer?.connectionState === 'connected' && peer.iceGatheringState === 'complete'
    }),
  )
  return Promise.race([Promise.all(both), broken])
}
const told = () => readAddresses([...engines.a.said, ...engines.b.said])

test(`in ${CALLS} calls over a relay nothing is told of either side’s addresses`, async () => {
  for (let call = 0; call < CALLS; call++) {
    await engines.call(await meansBy({}, `call-${call}`))
    await rest(engines)
  }
  const { kinds, leaks } = told()
  console.log(`S20 run ${JSON.stringify({ calls: CALLS, kinds, leaks: leaks.length })}`)
  expect(leaks).toEqual([])
  expect(kinds.relay).toBeGreaterThanOrEqual(2 * CALLS)
})

test('it would be seen, where the site lets them look for a shorter way', async () => {
  await engines.call(await meansBy({ TURN_ONLY: 'false' }, 'open'))
  await rest(engines)
  const { kinds, leaks } = told()
  console.log(`S20 control ${JSON.stringify({ kinds, leaks: leaks.length })}`)
  expect(kinds.host).toBeGreaterThan(0)
  expect(leaks.length).toBeGreaterThan(0)
})
