import { expect, test, type Page } from '@playwright/test'
import { callOn } from './models/call.js'
import type { Desk } from './models/desk.js'
import { seriousFaults } from './rig/axe.js'
import { acceptCall, createCallHouse, pressVideo, type CallHouse } from './rig/call-house.js'
import { WITH_DEVICES } from './rig/devices.js'

/*
 * What can come of asking for camera and microphone: each in words that say how it is mended, told to the operator, and with a
 * way on. The browser is changed at its own edge, in what it gives to pages.
 */
test.use({ launchOptions: WITH_DEVICES, contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ mode: 'serial' })

let house: CallHouse
let anna: Desk
test.beforeAll(async ({ browser }) => {
  house = await createCallHouse(browser)
  anna = await house.sit('anna')
})
test.afterAll(() => house?.close())

declare global {
  interface Window {
    /** What the browser of the test answers, by a name of an error; taken away, it answers as it is. */
    zvonekTestDevices: { video?: string; audio?: string }
  }
}

/** Refuses as a browser does whose camera or microphone is not to be had. */
const refuse = (answers: { video?: string; audio?: string }) => {
  window.zvonekTestDevices = answers
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async wish => {
    const { video, audio } = window.zvonekTestDevices
    const name = (wish?.video && video) || (wish?.audio && audio)
    if (name) throw new DOMException('as the test wants it', name)
    return real(wish)
  }
}
const insecure = () => void Object.defineProperty(window, 'isSecureContext', { get: () => false })
const without = () => void Object.defineProperty(window, 'RTCPeerConnection', { value: undefined, writable: true })
const switchedOff = () => {
  class SwitchedOff {
    constructor() {
      throw new DOMException('WebRTC is switched off', 'UnknownError')
    }
  }
  Object.defineProperty(window, 'RTCPeerConnection', { value: SwitchedOff, writable: true })
}
const inInstagram = () =>
  void Object.defineProperty(navigator, 'userAgent', {
    get: () => 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Instagram 400.0.0',
  })

/** Somebody in a browser that is changed so, whose call tab rings; gives the tab and its uncaught errors. */
const ringIn = async (change: (page: Page) => Promise<unknown>, allows = true) => {
  const host = await house.somebody(allows)
  await change(host)
  await host.goto(house.site.page('plain'))
  const tab = await pressVideo(host)
  const errors: string[] = []
  tab.on('pageerror', error => errors.push(error.message))
  await expect(tab.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  return { tab, errors, context: host.context() }
}
const button = (tab: Page, name: string) => tab.getByRole('button', { name, exact: true })
const heading = (tab: Page, name: string) => tab.getByRole('heading', { name, exact: true })
const note = (text: string) => anna.page.getByText(text, { exact: true })
/** Nobody is with Anna any more. */
const part = async () => {
  await anna.button('End').click()
  await expect(anna.conversations.getByRole('listitem')).toHaveCount(0)
}

test('granted: nothing is wrong, and nobody is told that anything is', async () => {
  const { tab, context } = await ringIn(async () => {})
  await expect(tab.getByRole('meter', { name: 'Microphone level' })).toBeVisible()
  await expect(tab.getByLabel('You', { exact: true })).toBeVisible()
  await acceptCall(anna)
  await callOn(tab).flows()
  await expect(anna.page.locator('.calling .note')).toHaveCount(0)
  await context.close()
  await part()
})

test('audioOnly: heard and not seen, as both are told, until the camera is tried again', async () => {
  const { tab, context } = await ringIn(host => host.context().addInitScript(refuse, { video: 'NotReadableError' }))
  await expect(tab.getByText('There is no camera we can use. You will be heard, not seen.')).toBeVisible()
  expect(await seriousFaults(tab), 'audioOnly').toEqual([])
  await acceptCall(anna)
  await expect(note('The client has no camera: you hear them only.')).toBeVisible()
  const [client, operator] = [callOn(tab), callOn(anna.page)]
  await client.flows()
  const before = await operator.received()
  await expect.poll(async () => (await operator.received()).sound, LONG).toBeGreaterThan(before.sound + 3)
  expect((await operator.received()).frames).toBe(before.frames)
  await tab.evaluate(() => (window.zvonekTestDevices = {}))
  await client.button('Turn camera on').click()
  await operator.flows()
  await expect(note('The client has no camera: you hear them only.')).toBeHidden()
  await context.close()
  await part()
})

const LONG = { timeout: 45_000 }

interface Outcome {
  refusal: string
  title: string
  mending: string
  told: string
}

/** Nothing can be sent: they can watch and listen meanwhile, and try again. */
const MENDABLE: Record<string, Outcome> = {
  denied: {
    refusal: 'NotAllowedError',
    title: 'The camera is blocked',
    mending: 'Press the icon left of the page’s address.',
    told: 'The client’s browser blocks camera and microphone.',
  },
  noDevices: {
    refusal: 'NotFoundError',
    title: 'There is no camera and no microphone',
    mending: 'Plug one in, then try again.',
    told: 'The client has neither camera nor microphone.',
  },
  inUse: {
    refusal: 'NotReadableError',
    title: 'The camera is in use',
    mending: 'Another program uses the camera. Close it there and try again.',
    told: 'Another program of the client uses their camera.',
  },
}

for (const [outcome, { refusal, title, mending, told }] of Object.entries(MENDABLE))
  test(`${outcome}: how it is mended, the operator knows, and it is tried again at once`, async () => {
    const { tab, context } = await ringIn(host =>
      host.context().addInitScript(refuse, { video: refusal, audio: refusal }),
    )
    await expect(heading(tab, title)).toBeVisible()
    await expect(tab.getByText(mending)).toBeVisible()
    await expect(button(tab, 'Call me back')).toBeVisible()
    expect(await seriousFaults(tab), outcome).toEqual([])
    await tab.evaluate(() => (window.zvonekTestDevices = {}))
    await button(tab, 'Try again').click()
    await expect(tab.getByRole('meter', { name: 'Microphone level' })).toBeVisible()
    await button(tab, 'Leave the queue').click()
    await expect(heading(tab, 'The call has ended.')).toBeVisible()
    await context.close()

    await test.step('who leaves it so watches and listens', async () => {
      const again = await ringIn(host => host.context().addInitScript(refuse, { video: refusal, audio: refusal }))
      await acceptCall(anna)
      await expect(note(told)).toBeVisible()
      await callOn(again.tab).flows()
      expect(again.errors).toEqual([])
      await again.context.close()
      await part()
    })
  })

interface Ending {
  change: (page: Page) => Promise<unknown>
  title: string
  mending: string
  told: string
}

/** Nothing can be mended here: the way on is the telephone. */
const FINAL: Record<string, Ending> = {
  insecure: {
    change: host => host.context().addInitScript(insecure),
    title: 'This address is not safe enough',
    mending: 'Calls need an address that begins with https. Please tell the people who run this site.',
    told: 'The client’s page is not safe enough for calls: its address must begin with https.',
  },
  unsupported: {
    change: host => host.context().addInitScript(without),
    title: 'This browser cannot make calls',
    mending: 'Open this page in Chrome, Firefox, Edge or Safari.',
    told: 'The client’s browser cannot make calls.',
  },
  'unsupported, inside another app': {
    change: async host => {
      await host.context().addInitScript(without)
      await host.context().addInitScript(inInstagram)
    },
    title: 'No calls inside Instagram',
    mending: 'The browser inside Instagram cannot make calls. Open this page in your own browser.',
    told: 'The client’s browser cannot make calls.',
  },
}

let numbers = 0

for (const [outcome, { change, title, mending, told }] of Object.entries(FINAL))
  test(`${outcome}: said before anybody waits for it, the operator knows, and a call back is the way on`, async () => {
    const { tab, errors, context } = await ringIn(change)
    await expect(heading(tab, title)).toBeVisible()
    await expect(tab.getByText(mending)).toBeVisible()
    await expect(button(tab, 'Try again')).toBeHidden()
    expect(await seriousFaults(tab), outcome).toEqual([])
    await acceptCall(anna)
    await expect(note(told)).toBeVisible()
    await button(tab, 'Hang up').click()
    await expect(heading(tab, 'The call has ended.')).toBeVisible()
    expect(errors).toEqual([])
    await context.close()

    await test.step('who rather is called waits in no queue any more', async () => {
      const again = await ringIn(change)
      await button(again.tab, 'Call me back').click()
      const number = `+42060123456${++numbers}`
      await again.tab.getByRole('textbox', { name: 'Phone number' }).fill(number)
      await button(again.tab, 'Call me').click()
      await expect(heading(again.tab, 'We will call you as soon as somebody is free.')).toBeVisible()
      await expect(anna.callbacks.getByRole('link', { name: `Call ${number}` })).toBeVisible()
      await expect(anna.waiting.getByRole('listitem')).toHaveCount(0)
      await again.context.close()
    })
  })

test('a browser whose engine cannot be made: its devices are let go of, and it is said in the middle of the call', async () => {
  const { tab, errors, context } = await ringIn(host => host.context().addInitScript(switchedOff))
  await expect(tab.getByRole('meter', { name: 'Microphone level' })).toBeVisible()
  await acceptCall(anna)
  await expect(heading(tab, 'This browser cannot make calls')).toBeVisible()
  await expect(note('The client’s browser cannot make calls.')).toBeVisible()
  await expect(tab.getByLabel('You', { exact: true })).toBeHidden()
  expect(await seriousFaults(tab), 'no engine').toEqual([])
  await button(tab, 'Hang up').click()
  await expect(heading(tab, 'The call has ended.')).toBeVisible()
  expect(errors, 'nothing that nobody caught').toEqual([])
  await context.close()
})
