// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import { askServer } from '../../../src/app/diagnose/server.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const SERVER = 'https://help.example.com'
const well = {
  type: 'checked',
  protocol: 1,
  oldest: 1,
  now: 1_700_000_000_000,
  availability: { webchat: { state: 'online' } },
}

/** A backend whose stream stays open for `held` ms behind its event. */
const world = () => {
  const virtual = createVirtualClock(well.now)
  const asked: Request[] = []
  const answering = (answer: (request: Request) => Promise<Response>) => {
    const fetch = (url: string, init: RequestInit) => {
      const request = new Request(url, init)
      asked.push(request)
      return answer(request)
    }
    return askServer(SERVER, 'main', { fetch: fetch as never, clock: virtual.clock })
  }
  const stream = (event: unknown, held = 1_000, lines: string[] = []) => {
    const body = new ReadableStream<Uint8Array>({
      pull: async control => {
        if (lines.length) {
          await virtual.pass(held)
          return control.close()
        }
        lines.push(`data: ${JSON.stringify(event)}\n\n`)
        control.enqueue(new TextEncoder().encode(lines[0]))
      },
    })
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
  }
  const refusing = (status: number, body: object | string) =>
    answering(() => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })))
  return { virtual, asked, answering, stream, refusing }
}
const codes = ({ findings }: { findings: { code: string }[] }) => findings.map(({ code }) => code)

describe('asking the backend why it does not work', () => {
  it('finds nothing where all is well, names nobody and asks once', async () => {
    const { answering, stream, asked } = world()
    const { findings, checked } = await answering(() => stream(well))
    expect(findings).toEqual([])
    expect(checked?.availability.webchat?.state).toBe('online')
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([`POST ${SERVER}/v1/check`])
    expect(asked[0]?.credentials).toBe('omit')
    expect([...(asked[0]?.headers.keys() ?? [])].sort()).toEqual(['accept', 'content-type'])
    expect(await asked[0]?.json()).toEqual({ protocol: 1, widget: 'main' })
  })

  it('sees that something on the way holds back what is said', async () => {
    const { answering, stream } = world()
    expect(codes(await answering(() => stream(well, 0)))).toEqual(['stream.buffered'])
  })

  it.each([
    ['a later backend that still understands this', { protocol: 3, oldest: 1 }, []],
    ['a later backend that does not', { protocol: 3, oldest: 2 }, ['protocol']],
    ['a backend of before', { protocol: 0, oldest: 0 }, ['protocol']],
    ['a clock that is a minute off', { now: well.now + 60_000 }, []],
    ['a clock that is behind', { now: well.now + 600_000 }, ['clock']],
    ['a clock that is ahead', { now: well.now - 600_000 }, ['clock']],
    ['what is no answer of ours', { now: 'noon' }, ['server.other']],
  ])('tells of %s', async (_, change, expected) => {
    const { answering, stream } = world()
    expect(codes(await answering(() => stream({ ...well, ...change })))).toEqual(expected)
  })

  it.each([
    [403, { code: 'origin', message: 'Pages of https://shop.example may not use this server.' }, 'origin'],
    [422, { code: 'widget.unknown', message: 'There is no widget “main” here.' }, 'widget.unknown'],
    [429, { code: 'rate', message: 'Too many.' }, 'rate'],
    [503, { code: 'unavailable', message: 'The store fails.' }, 'server.failed'],
    [502, '<html>Bad gateway', 'server.failed'],
    [404, '<html>Not found', 'server.other'],
    [200, '<html>A shop', 'server.other'],
    [404, 'null', 'server.other'],
  ])('tells what an answer of %d with %j means', async (status, body, expected) => {
    const { refusing } = world()
    const { findings } = await refusing(status, body)
    expect(findings.map(({ code }) => code)).toEqual([expected])
    if (typeof body === 'object') expect(findings[0]?.message).toContain(body.message)
  })

  it('tells a closed door from nobody at home', async () => {
    const { answering } = world()
    const lost = () => Promise.reject(new TypeError('Failed to fetch'))
    expect(
      codes(await answering(({ mode }) => (mode === 'no-cors' ? Promise.resolve(new Response()) : lost()))),
    ).toEqual(['server.closed'])
    expect(codes(await answering(lost))).toEqual(['server.unreachable'])
  })

  it('does not wait for ever', async () => {
    const { answering, virtual } = world()
    const never = ({ signal }: Request) =>
      new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
    const told = answering(request => (request.signal.aborted ? Promise.reject(new Error('aborted')) : never(request)))
    await virtual.pass(20_000)
    expect(codes(await told)).toEqual(['server.unreachable'])
    expect(virtual.pending()).toBe(0)
  })

  it('tells a backend that is too slow from nobody at home', async () => {
    const { answering, virtual } = world()
    const told = answering(
      ({ signal, mode }) =>
        new Promise((resolve, reject) => {
          if (signal.aborted) reject(new Error('aborted'))
          signal.addEventListener('abort', () => reject(new Error('aborted')))
          if (mode === 'no-cors') virtual.clock.after(9_000, () => resolve(new Response()))
        }),
    )
    await virtual.pass(19_000)
    const { findings } = await told
    expect(findings).toMatchObject([{ code: 'server.failed', level: 'fault' }])
    expect(findings[0]?.message).toContain('too slowly')
    expect(virtual.pending()).toBe(0)
  })

  it('says that a page by https may not speak to a backend by http, without asking', async () => {
    vi.stubGlobal('location', new URL('https://shop.example/'))
    try {
      const fetch = vi.fn()
      const { clock } = createVirtualClock()
      expect(codes(await askServer('http://help.example.com', 'main', { fetch, clock }))).toEqual(['server.mixed'])
      expect(fetch).not.toHaveBeenCalled()
    } finally {
      vi.unstubAllGlobals()
    }
  })
})
