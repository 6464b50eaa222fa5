import { afterEach, describe, expect, it } from 'vitest'
import { watchLifecycle } from '../../src/browser/lifecycle.js'
import { createMemoryStorage } from '../../src/browser/storage.js'
import { createConnection } from '../../src/core/connection.js'
import { createConversation } from '../../src/core/conversation.js'
import type { Clock } from '../../src/protocol/ports.js'
import type { StreamEvent } from '../../src/protocol/transport.js'
import { createVisitorPipe } from '../../src/transports/http/pipe.js'
import { TransportFailure, type Failure } from '../../src/protocol/failure.js'
import { createFakePage } from '../support/fake-page.js'
import { hello } from '../support/scripted-transport.js'
import { createRandom } from '../support/seeded-random.js'
import { createVirtualClock } from '../support/virtual-clock.js'
import { createHerd, peak, type Door } from './herd.js'

/* D6: who was cut off does not come back with everybody else, and does not ask again where the answer is known. */

const CLIENTS = 1_000
const MINUTE = 60_000
const GONE: Failure = { kind: 'retry', done: 'no' }
const backAt =
  (from: number): Door =>
  at =>
    at < from ? GONE : { lives: Infinity }
const report = (what: string, figures: object) => console.log(`D6 ${what} ${JSON.stringify(figures)}`)

describe('a thousand clients whose server is away for a minute', () => {
  it('come back spread out: never a tenth of them within one second', async () => {
    const seed = 1
    const herd = await createHerd({ clients: CLIENTS, door: backAt(MINUTE), random: createRandom(seed).random })
    await herd.pass(2 * MINUTE)
    const most = peak(herd, MINUTE)
    report('outage', { seed, clients: CLIENTS, peak: most, whileAway: peak(herd, 10_000), online: herd.online() })
    expect(herd.online()).toBe(CLIENTS)
    expect(most).toBeLessThanOrEqual(CLIENTS / 10)
  })

  it('would be seen to come all at once without chance', async () => {
    const herd = await createHerd({ clients: CLIENTS, door: backAt(MINUTE), random: () => 0.5 })
    await herd.pass(2 * MINUTE)
    report('no jitter', { peak: peak(herd, MINUTE) })
    expect(peak(herd, MINUTE)).toBeGreaterThan(CLIENTS / 10)
  })
})

describe('a server that is away for ten minutes', () => {
  const most = ({ attempts }: { attempts: number[][] }) => Math.max(...attempts.map(({ length }) => length))

  it('is asked forty times by nobody', async () => {
    const herd = await createHerd({ clients: CLIENTS, door: () => GONE, random: createRandom(2).random })
    await herd.pass(10 * MINUTE)
    report('ten minutes', { seed: 2, clients: CLIENTS, attempts: most(herd) })
    expect(most(herd)).toBeLessThanOrEqual(40)
  })

  it('is not asked more often when it lets everybody in and falls over after two seconds', async () => {
    const door: Door = () => ({ lives: 2_000 })
    const herd = await createHerd({ clients: 200, door, random: createRandom(3).random })
    await herd.pass(10 * MINUTE)
    report('falls over', { seed: 3, clients: 200, attempts: most(herd) })
    expect(most(herd)).toBeLessThanOrEqual(40)
  })

  it('would be asked again and again by clients that forgive at once', async () => {
    const haste = (clock: Clock): Clock => ({ ...clock, after: (ms, fn) => clock.after(ms === 10_000 ? 0 : ms, fn) })
    const door: Door = () => ({ lives: 2_000 })
    const herd = await createHerd({ clients: 20, door, random: createRandom(3).random, haste })
    await herd.pass(10 * MINUTE)
    report('forgives at once', { attempts: most(herd) })
    expect(most(herd)).toBeGreaterThan(40)
  })

  it.each([
    [0, 500],
    [-7, 500],
    [7_000, 7_000],
    [1_000_000, 120_000],
  ])('is left alone as long as it asks for: %i ms', async (after, wait) => {
    const herd = await createHerd({ clients: 50, door: () => ({ ...GONE, after }), random: createRandom(4).random })
    await herd.pass(10 * MINUTE)
    const gaps = herd.attempts.flatMap(own => own.slice(1).map((at, n) => at - (own[n] ?? 0)))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(wait)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(wait + 30_000)
  })
})

describe('an answer that is final', () => {
  const create = (answer: (path: string) => Response) => {
    const time = createVirtualClock()
    const asked: string[] = []
    const store = createMemoryStorage()
    const ports = { store, clock: time.clock, random: () => 0.5, log: () => {} }
    const fetch = async (input: unknown) => {
      const path = new URL(String(input)).pathname
      asked.push(path)
      return answer(path)
    }
    const context = { ...ports, widget: 'main', locale: () => 'en', identity: async () => undefined }
    const conversation = createConversation({
      ...ports,
      transport: createVisitorPipe({ url: 'http://backend.example' }, { ...context, fetch }),
      newId: () => `id${asked.length}-${store.keys().length}`,
      hasNetwork: () => true,
      start: () => ({ entry: 'webchat', widget: 'main' }),
      onState: () => {},
      onMessage: () => {},
    })
    /** Bodies are read between the slices of time. */
    const pass = async (ms: number) => {
      for (let left = ms; left >= 0; left -= 10_000) {
        await new Promise(resolve => setImmediate(resolve))
        await time.pass(Math.min(left, 10_000))
      }
    }
    return { pass, conversation, count: (path: string) => asked.filter(one => one === path).length }
  }
  const refuse = (status: number) => new Response('{}', { status })
  const welcome = () =>
    new Response([hello(), { type: 'live' }].map(event => `data: ${JSON.stringify(event)}\n\n`).join(''), {
      headers: { 'content-type': 'text/event-stream' },
    })

  it.each([
    // Once more as somebody new: the credential may have been the reason.
    [401, 2, 'authExpired'],
    [403, 1, 'failed'],
    [404, 1, 'failed'],
    [410, 1, 'failed'],
  ])('%i to a stream is not asked for again', async (status, times, state) => {
    const { pass, conversation, count } = create(() => refuse(status))
    conversation.pipe.start()
    await pass(60 * MINUTE)
    expect(count('/v1/stream')).toBe(times)
    expect(conversation.connection.value.state).toBe(state)
  })

  it('would be seen asked for again when it is not final', async () => {
    const { pass, conversation, count } = create(() => refuse(503))
    conversation.pipe.start()
    await pass(60 * MINUTE)
    report('not final', { streams: count('/v1/stream') })
    expect(count('/v1/stream')).toBeGreaterThan(40)
  })

  it.each([403, 404, 410, 413])('%i to what was said is not asked for again', async status => {
    const { pass, conversation, count } = create(path => (path === '/v1/stream' ? welcome() : refuse(status)))
    conversation.pipe.start()
    await pass(0)
    conversation.send('hello')
    await pass(60 * MINUTE)
    // The session that the words needed, and the words.
    expect(count('/v1/commands')).toBe(2)
    expect(conversation.thread.value.at(-1)?.state).toBe('failed')
  })
})

describe('a page that wakes again and again', () => {
  let undo = () => {}
  afterEach(() => undo())

  /** Wakes it for a minute in all sorts of ways; gives the times of its attempts. */
  const wake = async (seed: number, spoil = (clock: Clock) => clock) => {
    const chance = createRandom(seed)
    const time = createVirtualClock()
    const page = createFakePage(time.clock)
    const attempts: number[] = []
    const connection = createConnection<StreamEvent>({
      ...{ clock: spoil(page.clock), random: chance.random, apply: () => {}, log: () => {}, hasNetwork: () => true },
      open: async () => {
        attempts.push(time.clock.now())
        throw new TransportFailure(GONE)
      },
    })
    undo = watchLifecycle({ onWake: connection.wake, onSleep: connection.pause })
    connection.start()
    await time.pass(5 * MINUTE)
    const before = attempts.length
    let woken = 0
    for (const until = time.clock.now() + MINUTE; time.clock.now() < until; woken++) {
      const what = chance.weighted({ online: 1, pageshow: 1, resume: 1, seen: 1 })
      if (what === 'seen') {
        page.hide()
        page.show()
      } else page.happens(what)
      await time.pass(chance.between(0, 300))
    }
    const early = attempts.slice(before)
    const gaps = early.slice(1).map((at, n) => at - (early[n] ?? 0))
    connection.dispose()
    page.dispose()
    return { seed, woken, attempts: early.length, shortest: Math.min(...gaps) }
  }

  it('tries early at most once in two seconds, whatever wakes it', async () => {
    const figures = await wake(5)
    report('early', figures)
    expect(figures.attempts).toBeGreaterThan(10)
    expect(figures.shortest).toBeGreaterThanOrEqual(2_000)
  })

  it('would be seen to try more often by a clock that runs ahead', async () => {
    const ahead = (clock: Clock): Clock => ({ ...clock, now: () => clock.now() * 10 })
    const figures = await wake(5, ahead)
    report('runs ahead', figures)
    expect(figures.shortest).toBeLessThan(2_000)
  })
})
