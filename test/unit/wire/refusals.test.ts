import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../../demo/server/openapi/operations.js'
import { refusals } from '../../../demo/server/openapi/refusals.js'
import { readSources } from '../../structure/sources.js'
import { startServer, type Served } from '../backend/served.js'
import { blockClient, deliver, HELLO } from './bridging.js'
import { document, exactly, fault, writtenCommands } from './papers.js'
import { askForTranscript, still } from './scenes.js'
import { provokeUploads } from './uploading.js'
import { bridged, broken, closing, desk, grouped, locked, mailing, STANDING, visitor } from './troubles.js'

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

const OPENING = { protocol: 1, widget: 'main' }
const RING = { id: 'r', type: 'session.start', entry: 'webchat', widget: 'main' }
const SWITCH = { id: 's', type: 'operator.available', on: true }
const ELSEWHERE = { origin: 'https://evil.example' }
const ring = async (own: Served) => own.post('/v1/commands', RING, await visitor(own))

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

const STOP = '/stop/en/made-up'
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
  'POST /v1/check': {
    ...common('/v1/check', OPENING),
    'widget.unknown': () => served.post('/v1/check', { ...OPENING, widget: 'other' }),
    rate: () => busy.post('/v1/check', OPENING),
    crowded: () => full.post('/v1/check', OPENING),
    closing: closing(own => own.post('/v1/check', OPENING)),
    retry: broken(async own => {
      await ring(own)
      return own.post('/v1/check', OPENING)
    }),
  },
  'POST /v1/commands': {
    ...common('/v1/commands', RING, () => visitor(served)),
    auth: () => served.post('/v1/commands', RING),
    unknown: async () => served.post('/v1/commands', { id: 'x', type: 'message.shout' }, await visitor(served)),
    'reference.many': async () => {
      const headers = await visitor(served)
      const open = (n: number) => ({
        ...{ id: `m${n}`, type: 'messenger.open', entry: 'whatsapp', widget: 'main' },
        reference: `0000-0000-0000-${1_000 + n}`,
      })
      for (let n = 0; n < 20; n++) await served.post('/v1/commands', open(n), headers)
      return served.post('/v1/commands', open(20), headers)
    },
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
  'POST /v1/channels/{channel}': {
    malformed: bridged(own => deliver(own, '{')),
    tooLarge: bridged(own => deliver(own, 'x'.repeat(70_000))),
    'signature.wrong': bridged(own => deliver(own, HELLO, { secret: `whsec_${btoa('x'.repeat(32))}` })),
    'signature.old': bridged(own => deliver(own, HELLO, { now: String(still.now() - 301_000) })),
    gone: bridged(own => deliver(own, HELLO, { channel: 'viber' })),
    conflict: bridged(async own => {
      await deliver(own, HELLO)
      return deliver(own, { ...HELLO, text: 'Other' })
    }),
    'text.empty': bridged(own => deliver(own, { ...HELLO, text: ' ' })),
    'group.closed': bridged(async own => {
      await blockClient(own)
      return deliver(own, { ...HELLO, id: 'wamid.2' })
    }),
    rate: bridged(own => deliver(own, HELLO), { rates: { messagesOfChannel: { burst: 0, perSecond: 0.5 } } }),
    crowded: () => deliver(full, HELLO),
    closing: closing(own => deliver(own, HELLO)),
    unavailable: locked(own => deliver(own, HELLO), STANDING),
    retry: broken(own => deliver(own, HELLO), STANDING),
    failed: broken(own => deliver(own, { ...HELLO, id: 'lost' }), STANDING),
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
  'POST /stop/{lang}/{token}': {
    gone: () => served.post(STOP, {}),
    rate: () => busy.post(STOP, {}),
    crowded: () => full.post(STOP, {}),
    closing: closing(own => own.post(STOP, {})),
  },
  ...provokeUploads({ prefix: '/v1', served: () => served, full: () => full, headers: visitor, closing }),
  ...provokeUploads({ prefix: '/v1/desk', served: () => served, full: () => full, headers: desk, closing }),
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
