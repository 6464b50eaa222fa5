import { chromium, type Page } from '@playwright/test'
import { acceptCall, createCallHouse, pressVideo, type CallHouse } from '../../e2e/rig/call-house.js'
import { WITH_DEVICES } from '../../e2e/rig/devices.js'
import type { Desk } from '../../e2e/models/desk.js'
import { startTurn } from '../../e2e/rig/turn.js'
import { createUdpLine, type UdpLine } from '../../e2e/rig/udp-line.js'
import { repeat, type Bench } from '../bench.js'
import { found, type Found } from '../figures.js'

/** Row 12: two people in two browsers, their devices made up, the server as `npm start` runs it, and a real relay between them. */
export const measureCalls = async ({ times }: Pick<Bench, 'times'>): Promise<Found[]> => {
  const browser = await chromium.launch(WITH_DEVICES)
  const turn = await startTurn()
  const line = await createUdpLine(turn.port)
  const house = await createCallHouse(browser, {
    TURN_URL: `turn:127.0.0.1:${line.port}?transport=udp`,
    TURN_SECRET: turn.secret,
  })
  try {
    const anna = await sit(house)
    const runs = await repeat(times, () => callOnce({ house, anna, line }))
    return [
      found(
        'call.first',
        runs.map(({ first }) => first),
      ),
      found(
        'call.told',
        runs.map(({ told }) => told),
      ),
      found(
        'call.untold',
        runs.map(({ untold }) => untold),
      ),
    ]
  } finally {
    await house.close()
    line.close()
    await turn.close()
    await browser.close()
  }
}

const sit = async (house: CallHouse) => {
  const anna = await house.sit('anna')
  await anna.page.context().addInitScript(installFrames)
  await anna.page.reload()
  return anna
}

interface Calling {
  house: CallHouse
  anna: Desk
  line: UdpLine
}

/** From the press of the button to the end; the client looks at themselves already when the operator agrees. */
const callOnce = async ({ house, anna, line }: Calling) => {
  const host = await house.somebody()
  await host.context().addInitScript(installFrames)
  await host.goto(house.site.page('plain'))
  const tab = await pressVideo(host)
  await tab.getByRole('meter', { name: 'Microphone level' }).waitFor()
  const both = [tab, anna.page]
  await anna.page.evaluate(() => window.benchFrames.begin())
  await acceptCall(anna)
  const agreed = await anna.page.evaluate(() => window.benchFrames.pressed)
  for (const page of both) await more(page)
  const firsts = await Promise.all(both.map(page => page.evaluate(() => window.benchFrames.first)))
  const told = await change(both, line, () => dispatchEvent(new Event('online')))
  const untold = await change(both, line, () => {})
  await tab.getByRole('button', { name: 'Hang up', exact: true }).click()
  await tab.getByRole('heading', { name: 'The call has ended.' }).waitFor()
  await host.context().close()
  return { first: Math.max(...firsts) - agreed, told, untold }
}

/** Another network, through which both ends went; gives the longer pause of a picture (ms). */
const change = async (both: readonly Page[], line: UdpLine, say: () => void) => {
  // What the change before has begun is to be over.
  for (const page of both) await page.evaluate(() => window.benchFrames.mark())
  for (const page of both) await more(page)
  for (const page of both) await page.evaluate(() => window.benchFrames.mark())
  line.cut()
  line.change()
  // The client's browser notices; the desk's is only reached by another way from now on.
  await both[0]?.evaluate(say)
  for (const page of both) await more(page)
  return Math.max(...(await Promise.all(both.map(page => page.evaluate(() => window.benchFrames.longest)))))
}

/** Frames after which a picture goes on: more than the browser still has when the way is gone. */
const ENOUGH = 40
/** Ms until it is clear that none comes any more. */
const LONGEST = 60_000

const more = (page: Page) =>
  page.waitForFunction(enough => window.benchFrames.count >= enough, ENOUGH, { timeout: LONGEST, polling: 50 })

interface Frames {
  /** When the last press was, and when the first frame of the call was decoded (ms since 1970). */
  pressed: number
  first: number
  /** Frames since the last mark, and the longest pause between two of them (ms). */
  count: number
  longest: number
  mark(): void
  /** Another call. */
  begin(): void
}

declare global {
  interface Window {
    benchFrames: Frames
  }
}

/** Runs in the page before its own scripts: takes each frame of the other side's video as the decoder gives it. */
const installFrames = () => {
  type Reader = ReadableStreamDefaultReader<{ close(): void }>
  const { MediaStreamTrackProcessor: Processor } = window as unknown as {
    MediaStreamTrackProcessor: new (of: { track: MediaStreamTrack }) => { readable: { getReader(): Reader } }
  }
  let last = 0
  const now = () => performance.timeOrigin + performance.now()
  const frames: Frames = {
    ...{ pressed: 0, first: 0, count: 0, longest: 0 },
    mark: () => void Object.assign(frames, { count: 0, longest: (last = 0) }),
    begin: () => void Object.assign(frames, { first: 0, count: 0, longest: (last = 0) }),
  }
  const take = async (reader: Reader) => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      value.close()
      const at = now()
      frames.first ||= at
      if (last) frames.longest = Math.max(frames.longest, at - last)
      last = at
      frames.count++
    }
  }
  class Watched extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      this.addEventListener('track', ({ track }) => {
        if (track.kind === 'video') void take(new Processor({ track }).readable.getReader())
      })
    }
  }
  addEventListener('click', ({ timeStamp }) => (frames.pressed = performance.timeOrigin + timeStamp), true)
  Object.assign(window, { RTCPeerConnection: Watched, benchFrames: frames })
}
