import { describe, expect, it } from 'vitest'
import { createConnection } from '../../src/core/connection.js'
import { createMemoryStorage } from '../../src/browser/storage.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import type { Clock } from '../../src/protocol/ports.js'
import { openTab } from '../support/clients.js'
import { createFastClock } from '../support/fast-clock.js'
import { createFaultProxy } from '../support/fault-proxy.js'
import { hello } from '../support/scripted-transport.js'
import { createRandom } from '../support/seeded-random.js'
import { createStreamServer, frame, sse } from '../support/stream-server.js'
import { runHalfOpenTrial, type HalfOpenOutcome, type HalfOpenTrial, type Look } from './half-open.js'

/* D7: a line that is dead and does not say so is noticed, and what was said into it is said again. */

const SEEDS = Array.from({ length: 50 }, (_, n) => n + 1)

const runAll = async (look: Look, defect: Partial<HalfOpenTrial> = {}) => {
  const outcomes: HalfOpenOutcome[] = []
  for (const seed of SEEDS) outcomes.push(await runHalfOpenTrial({ seed, look, ...defect }))
  return outcomes
}
const slowest = (outcomes: readonly HalfOpenOutcome[], what: 'stream' | 'words' | 'seen') => {
  const most = Math.max(...outcomes.map(outcome => outcome[what]))
  return most === Infinity ? 'never' : most
}
const report = (name: string, outcomes: readonly HalfOpenOutcome[]) =>
  console.log(
    `D7 ${name} ${JSON.stringify({
      seeds: outcomes.length,
      stream: slowest(outcomes, 'stream'),
      words: slowest(outcomes, 'words'),
      seen: slowest(outcomes, 'seen'),
    })}`,
  )

describe('a line that is dead and does not say so', () => {
  it.each<[Look, number]>([
    ['visible', 35_000],
    ['hidden', 100_000],
  ])('is left by a page that is %s within %i ms, 50 of 50, and words reach the other side', async (look, most) => {
    const outcomes = await runAll(look)
    report(look, outcomes)
    for (const { stream, words } of outcomes) {
      expect(stream).toBeLessThanOrEqual(most)
      expect(words).toBeLessThanOrEqual(most)
    }
  })

  it('is left within a second by a page that is seen again, 50 of 50', async () => {
    const outcomes = await runAll('comes back')
    report('comes back', outcomes)
    for (const { seen } of outcomes) expect(seen).toBeLessThanOrEqual(1_000)
  })

  it('would be stared at for longer by a page that nobody tells that it is seen', async () => {
    const outcomes = await runAll('comes back', { isAsleep: true })
    report('asleep', outcomes)
    expect(outcomes.some(({ seen }) => seen > 1_000)).toBe(true)
  })

  it('would never be left by a page that does not watch for silence', async () => {
    const deaf = (clock: Clock): Clock => ({
      ...clock,
      after: (ms, fn) => (ms < 18_000 ? clock.after(ms, fn) : () => {}),
    })
    const outcomes = await runAll('visible', { spoil: deaf })
    report('deaf', outcomes)
    for (const { stream, words } of outcomes) expect([stream, words]).toEqual([Infinity, Infinity])
  })

  it('is left for a new one in truth, through sockets that stay open', async () => {
    const arrivals = new EventTarget()
    const server = await createStreamServer(({ response }) => {
      sse(response).write(frame(hello()) + frame({ type: 'live' }))
      arrivals.dispatchEvent(new Event('stream'))
    })
    const proxy = await createFaultProxy({
      target: Number(new URL(server.url).port),
      chance: createRandom(1),
      weights: QUIET,
    })
    const tab = openTab(proxy.url, createMemoryStorage())
    const connection = createConnection<ServerEvent>({
      // A third of a second stands for the 33 of a page's patience.
      ...{ open: tab.open, apply: () => {}, clock: createFastClock(100), random: () => 0.5, log: () => {} },
      hasNetwork: () => true,
    })
    const streams = async (count: number) => {
      while (server.seen.length < count)
        await new Promise(resolve => arrivals.addEventListener('stream', resolve, { once: true }))
    }
    connection.start()
    await streams(1)
    proxy.freeze()
    const before = server.seen.length
    await streams(before + 1)
    expect(server.open()).toBeGreaterThan(0)
    connection.dispose()
    await proxy.close()
    await server.close()
  })
})

const QUIET = { refuse: 0, cutRequest: 0, cutResponse: 0, slice: 0, delay: 0, halfOpen: 0 }
