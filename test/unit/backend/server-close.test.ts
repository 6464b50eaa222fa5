import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Batch, Store } from '../../../demo/backend/store.js'
import { bearer, openStream, startServer } from './served.js'

const START = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main' }

/** A disk that takes its time, as long as `hold` says. */
const createSlowDisk = () => {
  const store = createMemoryStore('site')
  const order: string[] = []
  let held: Promise<void> | undefined
  let release = () => {}
  let arrived = () => {}
  const append = async (batch: Batch) => {
    arrived()
    await held
    await store.append(batch)
    order.push('append')
  }
  const close = async () => void order.push('close')
  return {
    store: { ...store, append, close } satisfies Store,
    order,
    /** From now on; resolves when the next batch has come. */
    hold: () => {
      held = new Promise(resolve => (release = resolve))
      return new Promise<void>(resolve => (arrived = resolve))
    },
    release: () => release(),
  }
}

describe('a server that is asked to end', () => {
  it('answers what is under way, sends the rest away with a time, and only then closes the store', async () => {
    const disk = createSlowDisk()
    const own = await startServer({ store: disk.store })
    const stream = await openStream(own)
    const there = disk.hold()
    const underWay = own.post('/v1/commands', START, bearer(stream.token))
    await there
    const closed = own.close()

    const late = await own.post('/v1/commands', { ...START, id: 'late' }, bearer(stream.token))
    const open = await own.post('/v1/stream', { protocol: 1, widget: 'main' }, bearer(stream.token))
    const health = await fetch(`${own.base}/healthz`)
    for (const response of [late, open, health]) {
      expect(response.status).toBe(503)
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      const { code, message } = (await response.json()) as { code: string; message: string }
      expect([code, message]).toEqual(['closing', 'The server is being restarted: come back in a moment.'])
    }
    disk.release()
    expect((await underWay).status).toBe(200)
    await closed
    expect(disk.order.at(-1)).toBe('close')
    expect(disk.order.filter(one => one === 'close')).toHaveLength(1)
    await stream.close()
  })

  it('tells every stream when to come back, spread over two seconds, and none before it has begun', async () => {
    const own = await startServer()
    const streams = await Promise.all(Array.from({ length: 40 }, () => openStream(own)))
    const closing = own.close()
    const byes = await Promise.all(streams.map(async ({ next }) => (await next()) as unknown as { after: number }))
    await closing
    const waits = byes.map(({ after }) => after)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_000)
    expect(new Set(waits).size).toBeGreaterThan(20)
    expect(own.counts()).toMatchObject({ streams: 0, listeners: 0, open: 0, waiting: 0 })
  })

  it('refuses a stream that was just being opened, since a stream begins with hello', async () => {
    const disk = createSlowDisk()
    const own = await startServer({ store: disk.store })
    const there = disk.hold()
    const opening = own.post('/v1/stream', { protocol: 1, widget: 'main' })
    await there
    const closed = own.close()
    disk.release()
    const response = await opening
    expect(response.status).toBe(503)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    await closed
  })
})
