import { expect, test, type Host } from './fixtures.js'
import { callOn } from './models/call.js'
import { allowDevices, WITH_DEVICES } from './rig/devices.js'

test.use({ launchOptions: WITH_DEVICES })
// Two cameras, two encoders and two decoders in software, beside whatever else the machine does.
test.setTimeout(240_000)

declare global {
  interface Window {
    zvonekTestAsked: number
  }
}

/** From now on every page counts how often it asks for camera, microphone or a screen. */
const countAsking = (host: Host) =>
  host.page.context().addInitScript(() => {
    window.zvonekTestAsked = 0
    for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
      const real = navigator.mediaDevices[name].bind(navigator.mediaDevices)
      navigator.mediaDevices[name] = (...wish) => {
        window.zvonekTestAsked++
        return real(...wish)
      }
    }
  })

/** What of a call is here: the files that have come, and what was asked of the browser. */
const here = async ({ page, requests }: Host) => ({
  files: requests()
    .map(url => /\/c\/(call|calltab|check|stage|engine)-\w+\.js/.exec(url)?.[1])
    .filter(name => name !== undefined)
    .sort()
    .join(' '),
  ...(await page.evaluate(() => ({ asked: window.zvonekTestAsked, peers: window.zvonekTestPeers.length }))),
})

test('nothing of a call comes before one is wanted: no file, no question for the camera; then each part as it is needed', async ({
  host,
  visitor,
  anna,
}) => {
  await allowDevices(host.page)
  await allowDevices(anna.page)
  await countAsking(host)
  await host.visit('plain')
  await visitor.push.hover()
  await visitor.open()
  await visitor.say('The lamp does not stand')
  await anna.accept('Visitor 1')
  await expect(visitor.button('Start video')).toBeVisible()
  expect(await here(host), 'a conversation').toEqual({ files: '', asked: 0, peers: 0 })

  await anna.button('Start video').click()
  const offer = visitor.panel.getByRole('group', { name: 'Video call offer' })
  await expect(offer).toBeVisible()
  expect(await here(host), 'an offer').toEqual({ files: 'call', asked: 0, peers: 0 })

  await offer.getByRole('button', { name: 'Accept' }).click()
  await expect(visitor.button('Join the call')).toBeVisible()
  expect(await here(host), 'a look at oneself').toMatchObject({ files: 'call check', peers: 0 })
  // The control: what asks is counted.
  await expect.poll(async () => (await here(host)).asked).toBe(1)

  await visitor.button('Join the call').click()
  await callOn(host.page).flows()
  expect(await here(host), 'a call').toEqual({ files: 'call check engine stage', asked: 1, peers: 1 })
})

test('each file of a call that does not come at first is asked for again, by another address, and the call runs', async ({
  host,
  visitor,
  anna,
}) => {
  await allowDevices(host.page)
  await allowDevices(anna.page)
  const cut: string[] = []
  for (const name of ['call', 'check', 'stage', 'engine'])
    await host.page.route(
      new RegExp(`/c/${name}-\\w+\\.js$`),
      route => {
        cut.push(name)
        return route.abort()
      },
      { times: 1 },
    )
  await host.visit('plain')
  await visitor.open()
  await visitor.say('The lamp does not stand')
  await anna.accept('Visitor 1')
  await anna.button('Start video').click()
  await visitor.panel.getByRole('group', { name: 'Video call offer' }).getByRole('button', { name: 'Accept' }).click()
  await visitor.button('Join the call').click()
  await callOn(host.page).flows()
  await callOn(anna.page).flows()
  expect(cut.sort()).toEqual(['call', 'check', 'engine', 'stage'])
  const again = host.requests().flatMap(url => /\/c\/(call|check|stage|engine)-\w+\.js\?r=\d+$/.exec(url)?.[1] ?? [])
  expect(again.sort()).toEqual(cut)
})
