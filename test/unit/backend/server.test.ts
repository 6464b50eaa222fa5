import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bearer, logIn, openStream, readEvents, startServer, type Served } from './served.js'

let served: Served
beforeAll(async () => void (served = await startServer()))
afterAll(() => served.close())

const START = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main' }

describe('the visitor’s stream', () => {
  it('makes the visitor in one round trip and says so in the first event', async () => {
    const stream = await openStream(served)
    expect(stream.response.headers.get('content-type')).toMatch('text/event-stream')
    expect(stream.response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no')
    expect(stream.token).toMatch(/^[\w-]{43}$/)
    await stream.close()
  })

  it('gives addresses of pictures as this page reaches the server', async () => {
    const { events, close } = await openStream(served)
    expect(JSON.stringify(events[0])).toContain(`"photo":"${served.base}/photos/anna.svg"`)
    await close()
  })

  it('carries a conversation both ways', async () => {
    const stream = await openStream(served)
    const { headers } = await logIn(served)
    const desk = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
    await desk.until('live')
    const reply = (await (await served.post('/v1/commands', START, bearer(stream.token))).json()) as {
      session: { id: string }
    }
    const accept = { id: 'a', type: 'session.accept', session: reply.session.id }
    expect((await served.post('/v1/desk/commands', accept, headers)).status).toBe(200)
    const said = { id: 'm', type: 'message.send', session: reply.session.id, text: 'Good day "photo":"/x' }
    expect((await served.post('/v1/desk/commands', said, headers)).status).toBe(200)
    const events = await stream
      .until('message.added')
      .then(async first => [...first, ...(await stream.until('message.added'))])
    expect(events.at(-1)).toMatchObject({
      message: { from: 'operator', author: { photo: `${served.base}/photos/anna.svg` }, body: { text: said.text } },
    })
    await Promise.all([stream.close(), desk.close()])
  })

  it('tells the desk the browser and the system, in words', async () => {
    const { headers } = await logIn(served)
    const desk = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
    await desk.until('live')
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0'
    const stream = await openStream(served, { locale: 'cs' }, { 'user-agent': agent })
    expect((await desk.until('client.changed')).at(-1)).toMatchObject({
      client: { browser: 'Firefox 145', system: 'Windows 10', locale: 'cs' },
    })
    await Promise.all([stream.close(), desk.close()])
  })

  it('stops counting a reader who has gone', async () => {
    const own = await startServer()
    const stream = await openStream(own)
    await stream.close()
    await own.close()
  })

  it('says goodbye when the server stops, and ends', async () => {
    const own = await startServer()
    const stream = await openStream(own)
    const closing = own.close()
    expect(await stream.next()).toMatchObject({ type: 'bye' })
    expect(await stream.rest()).toBe('')
    await closing
  })
})

describe('refusals', () => {
  const cases: [string, number, string, () => Promise<Response>][] = [
    ['a wrong token', 401, 'auth', () => served.post('/v1/stream', { protocol: 1, widget: 'main' }, bearer('guessed'))],
    [
      'a credential of another kind',
      401,
      'auth',
      () => served.post('/v1/commands', START, { authorization: 'Basic x' }),
    ],
    ['no token for a command', 401, 'auth', () => served.post('/v1/commands', START)],
    ['an unknown widget', 422, 'widget.unknown', () => served.post('/v1/stream', { protocol: 1, widget: 'other' })],
    ['a stream that says nothing', 400, 'malformed', () => served.post('/v1/stream', {})],
    ['what is not JSON', 400, 'malformed', () => served.post('/v1/stream', '{"protocol":')],
    ['JSON by another name', 415, 'type', () => served.post('/v1/stream', '{}', { 'content-type': 'text/plain' })],
    ['a megabyte', 413, 'tooLarge', () => served.post('/v1/commands', { text: 'x'.repeat(1 << 20) })],
    ['another page', 403, 'origin', () => served.post('/v1/stream', {}, { origin: 'https://evil.example' })],
    ['an unknown address', 404, 'gone', () => served.post('/v1/nothing', {})],
  ]
  it.each(cases)('%s: %i %s, with a sentence', async (_, status, code, ask) => {
    const response = await ask()
    expect(response.status).toBe(status)
    const body = (await response.json()) as { code: string; message: string }
    expect(body.code).toBe(code)
    expect(body.message).toMatch(/^[A-Z].{15,}\.$/)
  })

  it.each([
    [409, 'conflict', { id: 's', type: 'message.send', text: 'other' }],
    [422, 'text.empty', { id: 'x', type: 'message.send', text: '' }],
    [413, 'tooLarge', { id: 'x', type: 'message.send', text: 'a'.repeat(4_001) }],
    [400, 'malformed', { id: 'x', type: 'message.send', text: 1 }],
    [400, 'unknown', { id: 'x', type: 'message.shout' }],
    [404, 'gone', { id: 'x', type: 'session.leave', session: 'nobody’s' }],
  ])('of a command: %i %s', async (status, code, command) => {
    const stream = await openStream(served)
    await served.post('/v1/commands', START, bearer(stream.token))
    const response = await served.post('/v1/commands', command, bearer(stream.token))
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code, ...(code === 'tooLarge' && { limit: 4_000 }) })
    await stream.close()
  })

  it('takes ten thousand emoji for what they are: too many for one message', async () => {
    const stream = await openStream(served)
    await served.post('/v1/commands', START, bearer(stream.token))
    const many = await served.post(
      '/v1/commands',
      { id: 'e', type: 'message.send', text: '😀'.repeat(10_000) },
      bearer(stream.token),
    )
    expect([many.status, ((await many.json()) as { limit: number }).limit]).toEqual([413, 4_000])
    const fits = await served.post(
      '/v1/commands',
      { id: 'f', type: 'message.send', text: '😀'.repeat(2_000) },
      bearer(stream.token),
    )
    expect(fits.status).toBe(200)
    await stream.close()
  })

  it('stops reading a body that lies about its size', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: controller => controller.enqueue(new Uint8Array(16_384).fill(32)),
    })
    const response = await fetch(`${served.base}/v1/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit).catch(() => undefined)
    expect([413, undefined]).toContain(response?.status)
  })

  it('never logs a token or what somebody wrote', async () => {
    const stream = await openStream(served)
    await served.post('/v1/commands', { id: 'x', type: 'message.send', text: 'private words' }, bearer(stream.token))
    expect(served.logged.join()).not.toMatch(new RegExp(`${stream.token}|private words`))
    await stream.close()
  })
})

describe('limits', () => {
  it('answers too many commands with the time to wait, and takes them afterwards', async () => {
    let now = 1e12
    const clock = { now: () => now, after: () => () => {} }
    const own = await startServer({ rates: { commands: { burst: 3, perSecond: 0.5 } }, clock })
    const stream = await openStream(own)
    const ask = () => own.post('/v1/commands', { id: 'h', type: 'history.get' }, bearer(stream.token))
    for (let n = 0; n < 3; n++) expect((await ask()).status).toBe(200)
    const refused = await ask()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2'])
    expect(await refused.json()).toMatchObject({ code: 'rate', after: 2_000 })
    now += 2_000
    expect((await ask()).status).toBe(200)
    await stream.close()
    await own.close()
  })

  it.each([
    ['streamsOfAddress', (own: Served) => own.post('/v1/stream', {})],
    ['commandsOfAddress', (own: Served) => own.post('/v1/commands', {})],
    ['loginsOfAddress', (own: Served) => own.post('/v1/desk/login', { key: 'guess', operator: 'anna' })],
  ])('counts by address: %s', async (name, ask) => {
    const own = await startServer({ rates: { [name]: { burst: 2, perSecond: 0.01 } } })
    expect([(await ask(own)).status, (await ask(own)).status]).not.toContain(429)
    expect((await ask(own)).status).toBe(429)
    await own.close()
  })
})
