import { once } from 'node:events'
import { createServer, IncomingMessage, ServerResponse } from 'node:http'
import { connect, Socket, type AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBus, type Note } from '../../../demo/backend/bus.js'
import { serve } from '../../../demo/backend/stream.js'
import { createSseHub } from '../../../demo/server/sse.js'
import type { TransportFailure } from '../../../src/protocol/failure.js'

afterEach(() => vi.useRealTimers())

const MEGABYTE = 1 << 20
const WORDS = { text: 'x'.repeat(16_000) }

/** A reader's end that takes nothing, or everything. */
const createReader = (reads: boolean) => {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  let taken = 0
  const socket = new Writable({
    write: (chunk: Buffer, _, done) => {
      taken += chunk.length
      if (reads) done()
    },
  })
  response.assignSocket(
    Object.assign(socket, { setTimeout: () => socket, cork: () => {}, uncork: () => {} }) as unknown as Socket,
  )
  return { response, taken: () => taken }
}

describe('many readers who do not read', () => {
  it('hold 64 megabytes together and not a megabyte each: the slowest go first', () => {
    const hub = createSseHub()
    const slow = Array.from({ length: 200 }, () => createReader(false).response)
    const honest = createReader(true)
    const pipes = [...slow, honest.response].map(response => hub.open(response, { headers: {}, base: '' }))
    let most = 0
    for (let n = 0; n < 80; n++) {
      for (const pipe of pipes) pipe.send(WORDS)
      most = Math.max(most, hub.counts().waiting)
    }
    const left = slow.filter(({ destroyed }) => !destroyed).length
    console.log(
      `slow readers ${JSON.stringify({ readers: slow.length, mostWaiting: most, left, honest: honest.taken() })}`,
    )
    expect(most).toBeLessThanOrEqual(64 * MEGABYTE)
    expect(left).toBe(0)
    expect(hub.counts()).toEqual({ streams: 1, waiting: 0 })
    expect(honest.taken()).toBeGreaterThan(80 * 16_000)
    hub.dispose()
  })

  it('would be caught holding a megabyte each without that limit', () => {
    const hub = createSseHub({ together: Infinity })
    const pipes = Array.from({ length: 200 }, () => hub.open(createReader(false).response, { headers: {}, base: '' }))
    for (let n = 0; n < 60; n++) for (const pipe of pipes) pipe.send(WORDS)
    expect(hub.counts().waiting).toBeGreaterThan(64 * MEGABYTE)
    hub.dispose()
  })

  it('counts nobody as slow who has caught up', () => {
    const hub = createSseHub()
    const { response } = createReader(true)
    const pipe = hub.open(response, { headers: {}, base: '' })
    for (let n = 0; n < 200; n++) pipe.send(WORDS)
    expect([response.destroyed, hub.counts()]).toEqual([false, { streams: 1, waiting: 0 }])
    hub.dispose()
  })
})

describe('a reader who does not take the goodbye', () => {
  /** A real connection whose far end has stopped reading. */
  const openStuck = async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause()
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse]
    return { server, socket, response }
  }

  it('gets no beat after the end, which would end the server, and is cut off after five seconds', async () => {
    const { server, socket, response } = await openStuck()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
    const errors: unknown[] = []
    response.on('error', error => errors.push(error))
    const hub = createSseHub()
    const pipe = hub.open(response, { headers: {}, base: '' })
    // As much as the kernel takes for it, and a little more.
    while (!response.writableNeedDrain || response.writableLength < 100_000) {
      pipe.send(WORDS)
      await new Promise(resolve => setImmediate(resolve))
    }
    pipe.end()
    expect(hub.counts().streams).toBe(0)
    vi.advanceTimersByTime(4_000)
    expect(response.destroyed).toBe(false)
    const closed = once(response, 'close')
    vi.advanceTimersByTime(60_000)
    await closed
    expect(response.destroyed).toBe(true)
    expect(errors).toEqual([])
    expect(hub.counts().waiting).toBe(0)
    hub.dispose()
    socket.destroy()
    vi.useRealTimers()
    await new Promise(resolve => server.close(resolve))
  })
})

describe('a reader who is slow to take what has been', () => {
  const note = (pos: number): Note => ({
    type: 'row',
    row: { pos, client: 'c', change: { type: 'message.added', message: {} as never } },
    mark: 'life',
  })

  it('is sent away when 5,000 rows have come meanwhile, and knows that they may come back', async () => {
    const bus = createBus()
    let closed: TransportFailure | undefined
    let ended = 0
    const events: unknown[] = []
    serve<object>(
      bus,
      {
        topics: ['c'],
        begin: async () => ({
          at: 0,
          events: (async function* () {
            yield { type: 'hello' }
            yield { type: 'never' }
          })(),
        }),
        place: row => row.pos,
        toEvent: () => ({ type: 'row' }),
        bye: after => ({ type: 'bye', after }),
      },
      {
        onEvent: event => events.push(event),
        close: failure => (closed = failure),
        drained: () => new Promise(() => {}),
        onEnd: () => ended++,
      },
    )
    await new Promise(resolve => setImmediate(resolve))
    for (let pos = 1; pos <= 5_000; pos++) bus.publish('c', note(pos))
    expect([closed, bus.listeners()]).toEqual([undefined, 1])
    bus.publish('c', note(5_001))
    expect(closed?.failure).toEqual({ kind: 'retry', done: 'no' })
    expect([ended, bus.listeners(), events]).toEqual([1, 0, [{ type: 'hello' }]])
  })
})
