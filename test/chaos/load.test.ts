import { describe, expect, it } from 'vitest'
import { createBackend } from '../../demo/backend/backend.js'
import { createBus, type Bus } from '../../demo/backend/bus.js'
import { createMemoryStore } from '../../demo/backend/memory-store.js'
import { createVirtualClock } from '../support/virtual-clock.js'
import { load } from './load.js'

const STREAMS = 2_000
const MB = 1 << 20

describe('a server with 2,000 open streams', () => {
  it(
    'reaches all of them, holds nobody up for who is slow, and forgets them when they go',
    { timeout: 180_000 },
    async () => {
      const outcome = await load(STREAMS)
      const { rss, heap } = outcome
      const toMb = (bytes: number) => Math.round(bytes / MB)
      console.log(
        `D13 ${JSON.stringify({ ...outcome, rss: { idle: toMb(rss.idle), full: toMb(rss.full), end: toMb(rss.end) }, heap: { before: toMb(heap.before), after: toMb(heap.after) } })}`,
      )
      expect(outcome.streams).toBe(STREAMS)
      expect(outcome.broadcast.heard).toBe(STREAMS)
      expect(outcome.fanOut.heard).toBe(6 * outcome.fanOut.messages)
      expect(outcome.fanOut.beats).toBeGreaterThanOrEqual(STREAMS)
      expect(outcome.slow).toMatchObject({ left: 0, endedOfOthers: 0 })
      expect(rss.full).toBeLessThan(250 * MB)
      expect(outcome.left).toEqual({ streams: 0, listeners: 0, waiting: 0 })
      expect(heap.after).toBeLessThan(1.1 * heap.before)
    },
  )
})

describe('the count of listeners', () => {
  const openAndGo = async (bus: Bus) => {
    const clock = createVirtualClock().clock
    const operators = [{ id: 'anna', name: 'Anna', available: true, maxChats: 4 }]
    const options = { store: createMemoryStore('s'), clock, operators, widgets: { main: {} }, log: () => {}, bus }
    const backend = await createBackend(options)
    for (let n = 0; n < 100; n++)
      await new Promise<void>((resolve, reject) => {
        const end = backend.visitor.open({
          ...{ token: undefined, widget: 'main', after: undefined, close: reject },
          onEvent: ({ type }) => type === 'live' && setImmediate(() => resolve(end())),
        })
      })
    return backend.counts()
  }

  it('is 0 when all have gone, and would tell of those who stay subscribed', async () => {
    expect(await openAndGo(createBus())).toEqual({ streams: 0, listeners: 0 })
    const bus = createBus()
    const forgetful: Bus = {
      ...bus,
      subscribe: (...given) => {
        bus.subscribe(...given)
        return () => {}
      },
    }
    expect(await openAndGo(forgetful)).toEqual({ streams: 0, listeners: 200 })
  })
})
