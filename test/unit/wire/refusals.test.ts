import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GroupSettings } from '../../../demo/backend/groups.js'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import { StoreUnavailable, type Store } from '../../../demo/backend/store.js'
import type { Operation } from '../../../demo/server/openapi/operations.js'
import { refusals } from '../../../demo/server/openapi/refusals.js'
import { readSources } from '../../structure/sources.js'
import { logIn, startServer, type Served } from '../backend/served.js'
import { document, exactly, fault, writtenCommands } from './papers.js'
import { askForTranscript, newVisitor } from './scenes.js'

/** Codes that a text says: of `refuse`, of refusals by HTTP, and of failures that go by their kind. */
const codesIn = (text: string): string[] =>
  [...text.matchAll(/\brefuse\(\s*'([\w.]+)'|\bcode: '([\w.]+)'|\bkind: '(auth|gone|retry|reset|tooLarge)'/g)].map(
    ([, refused, code, kind]) => refused ?? code ?? kind ?? '',
  )

let served: Served
/** Answers everything with 429. */
let busy: Served
/** Has no room for anybody. */
let full: Served
beforeAll(async () => {
  const none = { burst: 0, perSecond: 0.5 }
  served = await startServer()
  full = await startServer({ crowd: { ofClient: 0 } })
  busy = await startServer({
    rates: { commands: none, commandsOfAddress: none, streamsOfAddress: none, loginsOfAddress: none },
  })
})
afterAll(() => Promise.all([served.close(), busy.close(), full.close()]))

/** A store that works until somebody rings: from then on its disk is gone. */
const failing = (store: Store): Store => {
  let isGone = false
  const die = () => Promise.reject(new Error('the disk is gone'))
  return {
    ...store,
    command: (scope, id) => (id === 'lost' ? die() : store.command(scope, id)),
    append: batch => {
      isGone ||= batch.rows.some(({ change }) => change.type === 'session.changed')
      return isGone ? die() : store.append(batch)
    },
    head: () => (isGone ? die() : store.head()),
    rows: (after, limit) => (isGone ? die() : store.rows(after, limit)),
  }
}

/** On a server of its own, whose store fails once somebody rings. */
const broken = (ask: (own: Served) => Promise<Response>) => async () => {
  const own = await startServer({ store: failing(createMemoryStore('site')) })
  const response = await ask(own)
  const answer = new Response(await response.text(), response)
  await own.close()
  return answer
}
const ring = async (own: Served) => own.post('/v1/commands', RING, await visitor(own))

/** On a server of its own, with one group. */
const grouped = (group: GroupSettings, ask: (own: Served) => Promise<Response>) => async () => {
  const own = await startServer({ groups: { main: group } })
  const response = await ask(own)
  const answer = new Response(await response.text(), response)
  await own.close()
  return answer
}

/** On a server of its own, that mails conversations out. */
const mailing = (ask: (own: Served) => Promise<Response>) => async () => {
  const own = await startServer({
    mailer: { send: async () => 'smtp', sendTranscript: async () => 'smtp', forget: async () => {} },
  })
  const response = await ask(own)
  const answer = new Response(await response.text(), response)
  await own.close()
  return answer
}

/** On a server of its own, that is being ended while somebody still says what they want. */
const closing = (ask: (own: Served) => Promise<Response>) => async () => {
  const own = await startServer()
  const slow = connect(own.port, '127.0.0.1')
  slow.write('POST /v1/commands HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{')
  while (!own.counts().open) await new Promise(resolve => setImmediate(resolve))
  const closed = own.close()
  const response = await ask(own)
  const answer = new Response(await response.text(), response)
  slow.destroy()
  await closed
  return answer
}

/** On a server of its own, whose store says for certain that it takes nothing. */
const locked = (ask: (own: Served) => Promise<Response>) => async () => {
  const store = createMemoryStore('site')
  let isLocked = false
  const append: Store['append'] = batch =>
    isLocked ? Promise.reject(new StoreUnavailable('locked')) : store.append(batch)
  const own = await startServer({ store: { ...store, append } })
  const headers = { ...(await visitor(own)), ...(await desk(own)) }
  isLocked = true
  const response = await ask({ ...own, post: (path, body, more) => own.post(path, body, { ...headers, ...more }) })
  const answer = new Response(await response.text(), response)
  await own.close()
  return answer
}

const OPENING = { protocol: 1, widget: 'main' }
const RING = { id: 'r', type: 'session.start', entry: 'webchat', widget: 'main' }
const SWITCH = { id: 's', type: 'operator.available', on: true }
const ELSEWHERE = { origin: 'https://evil.example' }
const desk = async (one: Served) => (await logIn(one)).headers
const visitor = async (one: Served) => (await newVisitor(one)).headers

const JSON_TYPE = { 'content-type': 'application/json' }
/** Seconds to wait, where a refusal says so. */
const WAITS: Readonly<Record<string, unknown>> = {
  rate: '2',
  crowded: '5',
  unavailable: '2',
  closing: expect.stringMatching(/^[123]$/),
}

type Ask = () => Promise<Response>
/** What every address with a body refuses in the same way. */
const common = (path: string, body: object, headers: () => Promise<object> = async () => ({})): Record<string, Ask> => {
  const ask = async (text: string, more: Record<string, string> = {}) =>
    served.post(path, text, { ...(await headers()), ...more })
  return {
    malformed: () => ask('{'),
    type: () => ask(JSON.stringify(body), { 'content-type': 'text/plain' }),
    tooLarge: () => ask(JSON.stringify({ ...body, more: 'x'.repeat(70_000) })),
    origin: () => ask(JSON.stringify(body), ELSEWHERE),
  }
}

/** How each refusal that an address may give comes about; those of single commands stand with the commands. */
const provocations: Record<string, Record<string, Ask>> = {
  'POST /v1/stream': {
    ...common('/v1/stream', OPENING),
    auth: () => served.post('/v1/stream', OPENING, { authorization: 'Bearer guessed' }),
    'widget.unknown': () => served.post('/v1/stream', { ...OPENING, widget: 'other' }),
    rate: () => busy.post('/v1/stream', OPENING),
    crowded: () => full.post('/v1/stream', OPENING),
    closing: closing(own => own.post('/v1/stream', OPENING)),
    unavailable: locked(own =>
      fetch(`${own.base}/v1/stream`, { method: 'POST', body: JSON.stringify(OPENING), headers: JSON_TYPE }),
    ),
    retry: broken(async own => {
      await ring(own)
      return own.post('/v1/stream', OPENING)
    }),
  },
  'POST /v1/commands': {
    ...common('/v1/commands', RING, () => visitor(served)),
    auth: () => served.post('/v1/commands', RING),
    unknown: async () => served.post('/v1/commands', { id: 'x', type: 'message.shout' }, await visitor(served)),
    'params.many': async () => {
      const params = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`k${n}`, 'v'.repeat(1_000)]))
      return served.post('/v1/commands', { id: 'p', type: 'params.set', params }, await visitor(served))
    },
    'group.closed': grouped({ hours: { zone: 'UTC', week: {} } }, async own =>
      own.post('/v1/commands', RING, await visitor(own)),
    ),
    'queue.full': grouped({ queueSize: 1 }, async own => {
      await own.post('/v1/commands', RING, await visitor(own))
      return own.post('/v1/commands', RING, await visitor(own))
    }),
    'transcript.address': mailing(own => askForTranscript(own, 'jana, boris')),
    'transcript.often': mailing(async own => {
      await askForTranscript(own, 'jana@mail.example')
      return askForTranscript(own, 'jana@mail.example')
    }),
    rate: () => busy.post('/v1/commands', RING),
    crowded: () => full.post('/v1/commands', RING),
    closing: closing(own => own.post('/v1/commands', RING)),
    unavailable: locked(own => own.post('/v1/commands', RING)),
    failed: broken(async own => own.post('/v1/commands', { ...RING, id: 'lost' }, await visitor(own))),
    retry: broken(ring),
  },
  'POST /v1/desk/login': {
    ...common('/v1/desk/login', { key: 'open sesame', operator: 'anna' }),
    auth: () => served.post('/v1/desk/login', { key: 'guessed', operator: 'anna' }),
    rate: () => busy.post('/v1/desk/login', { key: 'guessed', operator: 'anna' }),
  },
  'POST /v1/desk/logout': {
    auth: () => served.post('/v1/desk/logout', {}),
    origin: async () => served.post('/v1/desk/logout', {}, { ...(await desk(served)), ...ELSEWHERE }),
  },
  'POST /v1/desk/stream': {
    ...common('/v1/desk/stream', { protocol: 1 }, () => desk(served)),
    auth: () => served.post('/v1/desk/stream', { protocol: 1 }),
    crowded: () => full.post('/v1/desk/stream', { protocol: 1 }),
    closing: closing(own => own.post('/v1/desk/stream', { protocol: 1 })),
    retry: broken(async own => {
      await ring(own)
      return own.post('/v1/desk/stream', { protocol: 1 }, await desk(own))
    }),
  },
  'POST /v1/desk/commands': {
    ...common('/v1/desk/commands', SWITCH, () => desk(served)),
    auth: () => served.post('/v1/desk/commands', SWITCH),
    unknown: async () => served.post('/v1/desk/commands', { id: 'x', type: 'desk.burn' }, await desk(served)),
    conflict: async () => {
      await served.post('/v1/desk/commands', SWITCH, await desk(served))
      return served.post('/v1/desk/commands', { ...SWITCH, on: false }, await desk(served))
    },
    crowded: () => full.post('/v1/desk/commands', SWITCH),
    closing: closing(own => own.post('/v1/desk/commands', SWITCH)),
    unavailable: locked(own => own.post('/v1/desk/commands', { ...SWITCH, on: false })),
    rate: async () => busy.post('/v1/desk/commands', SWITCH, { ...(await desk(served)) }),
    failed: broken(async own => own.post('/v1/desk/commands', { ...SWITCH, id: 'lost' }, await desk(own))),
    retry: broken(async own => {
      await ring(own)
      return own.post('/v1/desk/commands', { ...SWITCH, on: false }, await desk(own))
    }),
  },
  'GET /metrics': { gone: () => fetch(`${served.base}/metrics`, { headers: { via: '1.1 proxy' } }) },
  'GET /v1/desk/door': { origin: () => fetch(`${served.base}/v1/desk/door`, { headers: ELSEWHERE }) },
  'GET /v1/demo': { gone: () => fetch(`${served.base}/v1/demo`) },
}

interface Answer {
  content?: { 'application/json'?: { examples?: Record<string, { value: unknown }> } }
}
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries<Operation>(item).map(([method, { responses }]) => ({
    name: `${method.toUpperCase()} ${path}`,
    refused: Object.entries(responses as Record<string, Answer>).flatMap(([status, { content }]) =>
      Object.entries(content?.['application/json']?.examples ?? {}).map(([code, { value }]) => ({
        status,
        code,
        value,
      })),
    ),
  })),
)
const ofCommands: Record<string, string[]> = {
  'POST /v1/commands': writtenCommands('').flatMap(({ refused }) => refused.map(({ code }) => code)),
  'POST /v1/desk/commands': writtenCommands('Desk').flatMap(({ refused }) => refused.map(({ code }) => code)),
}

describe('refusals on paper', () => {
  it('are all that the code can say', () => {
    const sources = readSources(['demo/backend', 'demo/server'], /^(?!demo\/server\/openapi\/).*\.ts$/)
    const said = new Set([...sources.values()].flatMap(codesIn))
    expect([...said].sort()).toEqual(Object.keys(refusals).sort())
    console.log(
      `wire ${JSON.stringify({ codes: said.size, pairs: operations.flatMap(({ refused }) => refused).length })}`,
    )
  })

  it('would miss one that somebody adds', () => {
    expect(codesIn(`throw refuse('cake.none', 'x')\nnew Refusal({ status: 403, code: 'cake' })`)).toEqual([
      'cake.none',
      'cake',
    ])
  })

  it.each(operations)('$name: each of them comes about, and no other is shown', ({ name, refused }) => {
    const shown = [...new Set([...Object.keys(provocations[name] ?? {}), ...(ofCommands[name] ?? [])])]
    expect(shown.sort()).toEqual(refused.map(({ code }) => code).sort())
  })

  it.each(
    operations.flatMap(({ name, refused }) =>
      refused.flatMap(one => {
        const ask = provocations[name]?.[one.code]
        return ask ? [{ name, ask, ...one }] : []
      }),
    ),
  )('$name: $status $code', async ({ ask, status, code, value }) => {
    expect(fault(exactly('Refusal'), value)).toBeUndefined()
    const response = await ask()
    const body = (await response.json()) as { code: string; message: string }
    expect([String(response.status), body.code]).toEqual([status, code])
    expect(fault(exactly('Refusal'), body)).toBeUndefined()
    expect(body.message).toMatch(/^[A-Z].{15,}\.$/)
    expect(Object.keys(body).sort()).toEqual(Object.keys(value as object).sort())
    const after = response.headers.get('retry-after')
    expect(after ?? undefined).toEqual(WAITS[code])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
})
