import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Store } from '../../../demo/backend/store.js'
import { createFront } from '../../support/front.js'
import { logIn, startServer, type Served } from '../backend/served.js'
import { newVisitor, still } from '../wire/scenes.js'
import { ALLOWED, DESK_PATHS, foreignRequests, OWN, VISITOR_PATHS, type Foreign } from './foreign-requests.js'
import { watch } from './watched-store.js'

let served: Served
let store: Store
let written: () => number
/** What a browser adds by itself, and even what it never would. */
let credentials: Record<string, string>
/** Bodies that have an effect, by path. */
let bodies: Record<string, object>
let count = 0

beforeAll(async () => {
  const { store: watched, batches } = watch(createMemoryStore('site'))
  store = watched
  written = () => batches.length
  const rates = { loginsOfAddress: { burst: 10_000, perSecond: 1 } }
  served = await startServer({ store, origins: [ALLOWED], url: OWN, clock: still, rates })
  const visitor = await newVisitor(served)
  const session = await visitor.ring()
  credentials = { ...visitor.headers, ...(await logIn(served)).headers }
  bodies = {
    '/v1/stream': { protocol: 1, widget: 'main' },
    '/v1/check': { protocol: 1, widget: 'main' },
    '/v1/commands': { type: 'message.send', session, text: 'Send me your savings' },
    '/v1/desk/login': { key: 'open sesame', operator: 'boris' },
    '/v1/desk/logout': {},
    '/v1/desk/stream': { protocol: 1 },
    '/v1/desk/commands': { type: 'session.end', session },
  }
})
afterAll(() => served.close())

const toBody = ({ path, body }: Foreign): string => {
  const value = { id: `evil ${++count}`, ...bodies[path] }
  if (body === 'json') return JSON.stringify(value)
  if (body === 'form') return new URLSearchParams(Object.entries(value)).toString()
  return `--b\r\ncontent-disposition: form-data; name="json"\r\n\r\n${JSON.stringify(value)}\r\n--b--\r\n`
}

/** What came of a request; empty when nothing did. A stream of the visitor's is opened without a token: it would make one. */
const effects = async (request: Foreign, base = served.base): Promise<string[]> => {
  const { method, path, headers, what } = request
  const before = { head: JSON.stringify(await store.head()), written: written() }
  const { authorization, ...others } = credentials
  const own = path === '/v1/stream' ? others : { ...others, authorization: authorization ?? '' }
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: { ...own, ...headers },
    ...(request.body && { body: new TextEncoder().encode(toBody(request)) }),
  })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  await (isStream ? response.body?.cancel() : response.text())
  const allow = response.headers.get('access-control-allow-origin')
  const faults: Record<string, boolean | undefined> = {
    'was taken': response.ok && response.status !== 204,
    'opened a stream': isStream,
    'changed the log': JSON.stringify(await store.head()) !== before.head || written() !== before.written,
    'set a cookie': response.headers.has('set-cookie'),
    'lets credentials cross': response.headers.has('access-control-allow-credentials'),
    'lets the desk be read': path.includes('/desk/') && allow !== null,
    'varies by no origin': VISITOR_PATHS.includes(path) && !/\borigin\b/i.test(response.headers.get('vary') ?? ''),
  }
  return Object.keys(faults).flatMap(fault => (faults[fault] ? [`${method} ${path} by ${what}: ${fault}`] : []))
}

const findAll = async (base?: string) => {
  const found: string[] = []
  for (const request of foreignRequests) found.push(...(await effects(request, base)))
  return found
}

describe('pages of elsewhere', () => {
  it('change nothing, whatever they make a browser send', async () => {
    expect(await findAll()).toEqual([])
    expect(foreignRequests.length).toBeGreaterThanOrEqual(60)
    console.log(`S8 ${JSON.stringify({ requests: foreignRequests.length, effects: 0, written: written() })}`)
  })

  it('would be seen to change things at a server that does not look where a request comes from', async () => {
    const front = await createFront({
      target: () => served.port,
      change: passing => {
        const headers = { ...passing.headers, 'content-type': 'application/json' }
        delete headers.origin
        delete headers['sec-fetch-site']
        return { ...passing, headers }
      },
    })
    const found = await findAll(front.url)
    await front.close()
    for (const path of [...VISITOR_PATHS, ...DESK_PATHS])
      expect(
        found.filter(line => line.includes(` ${path} `) && line.includes('was taken')).length,
        path,
      ).toBeGreaterThan(5)
    for (const fault of ['changed the log', 'set a cookie', 'opened a stream'])
      expect(found.filter(line => line.endsWith(fault)).length, fault).toBeGreaterThan(5)
  })

  it.each(VISITOR_PATHS)('ask before %s, and browsers keep the answer', async path => {
    const response = await fetch(served.base + path, {
      method: 'OPTIONS',
      headers: { origin: ALLOWED, 'access-control-request-method': 'POST' },
    })
    expect(response.headers.get('access-control-max-age')).toBe('7200')
    expect(response.headers.get('vary')).toBe('Origin')
  })

  it('cannot keep an answer that was for another origin', async () => {
    for (const origin of [ALLOWED, OWN, 'https://evil.example'])
      for (const path of VISITOR_PATHS) {
        const response = await served.post(path, { protocol: 1, widget: 'main' }, { origin })
        expect(response.headers.get('vary'), `${path} ${origin}`).toBe('Origin')
        await response.body?.cancel()
      }
  })
})
