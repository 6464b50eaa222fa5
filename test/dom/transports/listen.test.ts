import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { TransportFailure } from '../../../src/protocol/failure.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import { createVisitorPipe } from '../../../src/transports/http/pipe.js'
import { hello } from '../../support/scripted-transport.js'
import { createStreamServer, frame, sse, type SeenRequest } from '../../support/stream-server.js'

type Server = Awaited<ReturnType<typeof createStreamServer>>
const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const setup = async (answer: (request: SeenRequest, index: number) => void) => {
  const server = await createStreamServer(answer)
  servers.push(server)
  const logged: string[] = []
  const store = createMemoryStorage()
  const pipe = createVisitorPipe(
    { url: server.url },
    {
      store,
      widget: 'main',
      locale: () => 'en',
      identity: () => Promise.resolve(undefined),
      fetch: (...request) => fetch(...request),
      clock: { now: () => 0, after: () => () => {} },
      log: (_, code) => logged.push(code),
    },
  )
  /** One attempt, with what came of it. */
  const open = (after?: string, onEvent: (event: ServerEvent) => void = () => {}) => {
    const controller = new AbortController()
    const events: ServerEvent[] = []
    let alive = 0
    const done = pipe
      .open({
        after,
        signal: controller.signal,
        onAlive: () => alive++,
        onEvent: event => {
          onEvent(event)
          events.push(event)
        },
      })
      .then(
        () => undefined,
        (error: unknown) => error,
      )
    const failure = async () => {
      const error = await done
      expect(error).toBeInstanceOf(TransportFailure)
      return (error as TransportFailure).failure
    }
    const until = (count: number) => vi.waitFor(() => expect(events.length).toBeGreaterThanOrEqual(count))
    return { events, failure, until, abort: () => controller.abort(), alive: () => alive }
  }
  return { server, open, pipe, store, logged }
}
const changed = (seq: number, text = `e${seq}`): ServerEvent =>
  ({ type: 'session.changed', cursor: `x.${seq}`, session: { ...session, id: text } }) as ServerEvent
const session = { version: 1, entry: 'webchat', state: 'queued', widget: 'main', operators: [], createdAt: 1 }
const setHidden = (hidden: boolean) => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('the http stream', () => {
  it('rule 1: a stream cut inside an event delivers nothing of it, and no cursor but ours is ever sent', async () => {
    const { server, open } = await setup(({ response }, index) => {
      sse(response)
      if (index) return response.write(frame(hello()) + frame(changed(7)))
      response.write(`${frame(hello())}id: 6\n${frame(changed(6))}id: 7\nda`)
      setImmediate(() => response.socket?.destroy())
    })
    const first = open('x.5')
    expect(await first.failure()).toMatchObject({ kind: 'retry' })
    expect(first.events.map(({ type }) => type)).toEqual(['hello', 'session.changed'])
    const second = open('x.6')
    await second.until(2)
    second.abort()
    expect(server.seen.map(({ body }) => body)).toMatchObject([{ after: 'x.5' }, { after: 'x.6' }])
    for (const { headers } of server.seen) expect(headers).not.toHaveProperty('last-event-id')
  })

  it('rule 2: an event that cannot be applied ends the attempt, and nothing behind it is delivered', async () => {
    const { open } = await setup(({ response }) => {
      sse(response).write(frame(hello()) + frame(changed(6, 'bad')) + frame(changed(7)))
    })
    const stream = open('x.5', event => {
      if (event.type === 'session.changed' && event.session.id === 'bad') throw new Error('cannot')
    })
    await stream.failure()
    expect(stream.events.map(({ type }) => type)).toEqual(['hello'])
  })

  it('rule 3: failed attempts leave no socket behind', async () => {
    const { server, open } = await setup(({ response }) => {
      response.writeHead(503, { 'content-type': 'text/plain' })
      response.write('busy, and never done')
    })
    for (let i = 0; i < 10; i++) {
      const stream = open()
      queueMicrotask(() => {})
      await vi.waitFor(() => expect(server.seen).toHaveLength(i + 1))
      stream.abort()
      expect(await stream.failure()).toMatchObject({ kind: 'retry' })
    }
    await server.quiet()
    expect(server.open()).toBe(0)
  })

  it('rule 4: hiding and showing the page opens no second stream', async () => {
    const { server, open } = await setup(({ response }) => void sse(response).write(frame(hello())))
    const stream = open()
    await stream.until(1)
    setHidden(true)
    setHidden(false)
    await stream.until(1)
    stream.abort()
    await stream.failure()
    await server.quiet()
    expect(server.seen).toHaveLength(1)
  })

  it('rule 5: flipping tabs fast neither fails nor repeats anything', async () => {
    const { server, open } = await setup(({ response }, index) => {
      sse(response).write(frame(hello()))
      if (!index) setImmediate(() => response.write(frame(changed(6))))
    })
    const stream = open('x.5')
    for (let i = 0; i < 20; i++) setHidden(i % 2 === 0)
    await stream.until(2)
    stream.abort()
    await stream.failure()
    expect(server.seen).toHaveLength(1)
  })

  it('rule 6: the library never retries by itself, not even when the server asks for it', async () => {
    const { server, open } = await setup(({ response }) => {
      sse(response).write(`retry: 0\n\n${frame(hello())}`)
      setImmediate(() => response.socket?.destroy())
    })
    expect(await open().failure()).toEqual({ kind: 'retry', done: 'no' })
    await server.quiet()
    expect(server.seen).toHaveLength(1)
  })

  it('rule 7: a clean close is an end like any other', async () => {
    const { open } = await setup(({ response }) => void sse(response).end(frame(hello())))
    expect(await open().failure()).toEqual({ kind: 'retry', done: 'no' })
  })

  it('rule 8: an aborted signal opens nothing, and an abort silences the rest of the chunk', async () => {
    const { server, open, pipe } = await setup(({ response }) => {
      sse(response).write(frame(hello()) + frame(changed(6)) + frame(changed(7)))
    })
    const events: ServerEvent[] = []
    const late = pipe.open({
      after: undefined,
      signal: AbortSignal.abort(),
      onAlive() {},
      onEvent: e => events.push(e),
    })
    await expect(late).rejects.toBeInstanceOf(TransportFailure)
    expect(server.seen).toHaveLength(0)
    const stream = open('x.5', event => event.type === 'hello' && stream.abort())
    await stream.failure()
    expect(stream.events.map(({ type }) => type)).toEqual(['hello'])
  })

  it('gives the same events however the bytes are cut', async () => {
    const bytes = Buffer.from(
      `: beat\r\n\r\n${frame(hello({ settings: { title: 'Žluťoučký 🛎️' } }))}${frame(changed(6, 'ěščř'))}`,
    )
    for (let at = 1; at < bytes.length; at += 7) {
      const { open } = await setup(({ response }) => {
        sse(response).write(bytes.subarray(0, at))
        setImmediate(() => response.write(bytes.subarray(at)))
      })
      const stream = open('x.5')
      await stream.until(2)
      stream.abort()
      expect(stream.events).toEqual([hello({ settings: { title: 'Žluťoučký 🛎️' } }), changed(6, 'ěščř')])
    }
  })

  it('takes a heartbeat for a sign of life and not for an event', async () => {
    const { open } = await setup(({ response }) => void sse(response).write(': beat\n\n'))
    const stream = open()
    await vi.waitFor(() => expect(stream.alive()).toBeGreaterThan(0))
    expect(stream.events).toEqual([])
    stream.abort()
  })

  it('leaves out what is malformed, says so, and goes on', async () => {
    const { open, logged } = await setup(({ response }) => {
      sse(response).write(
        `data: {"type":\n\ndata: {"type":"hello"}\n\ndata: 7\n\n${frame({ type: 'later.thing' })}${frame(hello())}`,
      )
    })
    const stream = open()
    await stream.until(1)
    stream.abort()
    expect(stream.events).toEqual([hello()])
    expect(logged).toEqual(['event.malformed', 'event.malformed', 'event.malformed'])
  })

  it('notices a hole in the sequence, and drops what it has already', async () => {
    const { open } = await setup(({ response }) => {
      sse(response).write(frame(hello()) + frame(changed(5)) + frame(changed(6)) + frame(changed(8)))
    })
    const stream = open('x.5')
    expect(await stream.failure()).toEqual({ kind: 'reset' })
    expect(stream.events.flatMap(event => ('cursor' in event ? [event.cursor] : []))).toEqual(['x.6'])
  })

  it.each(['x.4', 'x.6', 'y.5'])('starts from nothing when a replay behind x.5 ends at %s', async cursor => {
    const { open } = await setup(({ response }) => {
      sse(response).write(frame(hello()) + frame({ type: 'live', cursor }))
    })
    const stream = open('x.5')
    expect(await stream.failure()).toEqual({ kind: 'reset' })
    expect(stream.events.map(({ type }) => type)).toEqual(['hello'])
  })

  it('counts by place, whatever else a backend puts into its cursors', async () => {
    const { open } = await setup(({ response }) => {
      const next = [6, 7].map(seq => ({ ...changed(seq), cursor: `x.${seq}.b` }))
      sse(response).write([hello(), ...next, { type: 'live', cursor: 'x.7.b' }].map(frame).join(''))
    })
    const stream = open('x.5.a')
    await stream.until(4)
    stream.abort()
    expect(stream.events.at(-1)).toEqual({ type: 'live', cursor: 'x.7.b' })
  })

  it('takes a snapshot in parts, whose place comes at its end, over any cursor it had', async () => {
    const { open } = await setup(({ response }) => {
      const snapshot = { type: 'snapshot', sessions: [], messages: [] }
      const end = { type: 'live', cursor: 'y.9' }
      sse(response).write([hello(), snapshot, end, { ...changed(1), cursor: 'y.10' }].map(frame).join(''))
    })
    const stream = open('x.5')
    await stream.until(4)
    stream.abort()
    expect(stream.events.map(({ type }) => type)).toEqual(['hello', 'snapshot', 'live', 'session.changed'])
  })

  it('gives up a stream that pours more than 256 KiB into one event', async () => {
    const { open } = await setup(({ response }) => void sse(response).write(`data: ${'x'.repeat(300 * 1024)}`))
    expect(await open().failure()).toEqual({ kind: 'rejected', code: 'protocol.size' })
  })

  it.each([
    [401, {}, { kind: 'auth' }],
    [403, { code: 'origin' }, { kind: 'rejected', code: 'origin' }],
    [404, {}, { kind: 'gone' }],
    [429, {}, { kind: 'retry', done: 'no', after: 3_000 }],
    [500, {}, { kind: 'retry', done: 'no' }],
  ])('reads a refusal: %i', async (status, body, failure) => {
    const { open } = await setup(({ response }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...(status === 429 && { 'retry-after': '3' }) })
      response.end(JSON.stringify(body))
    })
    expect(await open().failure()).toEqual(failure)
  })

  it.each([
    ['Fri, 27 Nov 2026 10:00:07 GMT', { after: 7_000 }],
    ['soon', {}],
  ])('waits until the date that a proxy names, by that proxy’s clock: %s', async (until, after) => {
    const { open } = await setup(({ response }) => {
      response.writeHead(503, { date: 'Fri, 27 Nov 2026 10:00:00 GMT', 'retry-after': until })
      response.end('Back soon')
    })
    expect(await open().failure()).toEqual({ kind: 'retry', done: 'no', ...after })
  })

  it('is made a visitor by a stream without a token, and is known by it from then on', async () => {
    const { server, open, store } = await setup(({ response }) => {
      sse(response).end(frame(hello({ visitor: { id: 'v', token: 'secret' } })))
    })
    await open().failure()
    expect(store.get('token')).toBe('secret')
    await open().failure()
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer secret'])
  })

  it('stays with its visitor whatever other tabs write, until the token is refused', async () => {
    let refuse = false
    const { server, open, store } = await setup(({ response }) => {
      if (refuse) return response.writeHead(401).end('{}')
      sse(response).end(frame(hello()))
    })
    store.set('token', 'first')
    await open().failure()
    store.set('token', 'second')
    await open().failure()
    refuse = true
    expect(await open().failure()).toEqual({ kind: 'auth' })
    expect(store.get('token')).toBe('second')
    await open().failure()
    expect(store.get('token')).toBeUndefined()
    await open().failure()
    const seen = server.seen.map(({ headers }) => headers.authorization)
    expect(seen).toEqual(['Bearer first', 'Bearer first', 'Bearer first', 'Bearer second', undefined])
  })

  it('is one visitor also where storage is full', async () => {
    const { server, open, store, logged } = await setup(({ response }) => {
      sse(response).end(frame(hello({ visitor: { id: 'v', token: 'secret' } })))
    })
    store.set = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    await open().failure()
    await open().failure()
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer secret'])
    expect(logged).toContain('token.unkept')
  })
})
