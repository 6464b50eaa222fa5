import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import { createLog, placeOf } from '../../../demo/server/log.js'
import { bearer, openStream, readEvents, startServer, type Served } from '../backend/served.js'
import { startRealServer } from './real-server.js'

const START = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main' }
const figuresOf = async (served: Served, headers: Record<string, string> = {}) => {
  const response = await fetch(`${served.base}/metrics`, { headers })
  const text = await response.text()
  const value = (name: string) => {
    const line = text.split('\n').find(one => one.startsWith(`${name} `))
    return line === undefined ? undefined : Number(line.slice(name.length + 1))
  }
  return { response, text, value }
}
const health = async (served: Served) => {
  const response = await fetch(`${served.base}/healthz`)
  return { status: response.status, body: (await response.json()) as object }
}

describe('/healthz', () => {
  it('says that the store can be written and read', async () => {
    expect(await health(await startRealServer())).toEqual({ status: 200, body: { ok: true, version: '1.2.3' } })
  })

  it('says with what code it cannot be, and that it can again', async () => {
    let fault: Error | undefined
    const probe = () => (fault ? Promise.reject(fault) : Promise.resolve())
    const server = await startRealServer({ probe })
    fault = Object.assign(new Error('database or disk is full: /srv/secret/path'), { code: 'SQLITE_FULL' })
    await server.pass(1_000)
    expect(await health(server)).toEqual({
      status: 503,
      body: { ok: false, version: '1.2.3', code: 'SQLITE_FULL', message: 'The store cannot be written to.' },
    })
    fault = undefined
    expect((await health(server)).status).toBe(503)
    await server.pass(1_000)
    expect((await health(server)).status).toBe(200)
  })

  it('writes once a second at most, however often it is asked', async () => {
    let probes = 0
    const server = await startRealServer({ probe: async () => void probes++ })
    await Promise.all(Array.from({ length: 50 }, () => health(server)))
    expect(probes).toBe(1)
  })
})

describe('/metrics', () => {
  it('counts streams, commands, sessions, commits, limits and sign-ins', async () => {
    const server = await startRealServer({ origins: undefined, rates: { commands: { burst: 3, perSecond: 0.001 } } })
    await server.operator('add', 'anna', '--password', 'correct horse 7')
    await server.pass(1_000)
    const stream = await openStream(server)
    const ask = (command: object) => server.post('/v1/commands', command, bearer(stream.token))
    for (const command of [START, { id: 'm', type: 'message.send', text: '' }, { id: 'x', type: 'made.up' }, START])
      await ask(command)
    const entered = await server.enter('anna', 'correct horse 7')
    await server.enter('anna', 'wrong horse 7')
    const headers = { 'x-zvonek-operator': 'anna', cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
    const desk = readEvents(await server.post('/v1/desk/stream', { protocol: 1 }, headers))
    await desk.until('live')
    const { value, text, response } = await figuresOf(server)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(
      [
        'zvonek_build_info{version="1.2.3"}',
        'zvonek_streams{side="visitor"}',
        'zvonek_streams{side="desk"}',
        'zvonek_now{state="queued"}',
        'zvonek_now{state="talking"}',
        'zvonek_now{state="online"}',
        'zvonek_commands_total{side="visitor",type="session.start",outcome="ok"}',
        'zvonek_commands_total{side="visitor",type="message.send",outcome="text.empty"}',
        'zvonek_commands_total{side="visitor",type="other",outcome="unknown"}',
        'zvonek_limited_total{limit="commands"}',
        'zvonek_logins_total{outcome="ok"}',
        'zvonek_logins_total{outcome="auth"}',
        'zvonek_slow_readers_total',
      ].map(name => [name, value(name)]),
    ).toEqual([
      ['zvonek_build_info{version="1.2.3"}', 1],
      ['zvonek_streams{side="visitor"}', 1],
      ['zvonek_streams{side="desk"}', 1],
      ['zvonek_now{state="queued"}', 1],
      ['zvonek_now{state="talking"}', 0],
      ['zvonek_now{state="online"}', 1],
      ['zvonek_commands_total{side="visitor",type="session.start",outcome="ok"}', 1],
      ['zvonek_commands_total{side="visitor",type="message.send",outcome="text.empty"}', 1],
      ['zvonek_commands_total{side="visitor",type="other",outcome="unknown"}', 1],
      ['zvonek_limited_total{limit="commands"}', 1],
      ['zvonek_logins_total{outcome="ok"}', 1],
      ['zvonek_logins_total{outcome="auth"}', 1],
      ['zvonek_slow_readers_total', 0],
    ])
    expect(value('zvonek_append_seconds_count')).toBeGreaterThan(2)
    expect(value('zvonek_append_rows_count')).toBe(value('zvonek_append_seconds_count'))
    expect(text).not.toMatch(/anna|made\.up|127\.0\.0\.1/)
    await Promise.all([stream.close(), desk.close()])
  })

  it('counts commits that fail', async () => {
    const store = createMemoryStore('s')
    let isFull = false
    const append: typeof store.append = batch => (isFull ? Promise.reject(new Error('full')) : store.append(batch))
    const served = await startServer({ store: { ...store, append } })
    isFull = true
    await served.post('/v1/stream', { protocol: 1, widget: 'main' })
    expect((await figuresOf(served)).value('zvonek_append_failures_total')).toBeGreaterThan(0)
    isFull = false
    await served.close()
  })

  it('is for programs of this machine only, as long as no key is set', async () => {
    const served = await startServer()
    expect((await figuresOf(served)).response.status).toBe(200)
    for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect((await figuresOf(served, { [header]: '127.0.0.1' })).response.status).toBe(404)
    // What a proxy without settings makes of a request.
    const socket = connect(served.port, '127.0.0.1').end('GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n')
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(answer).toMatch(/^HTTP\/1.1 404/)
    await served.close()
  })

  it('is for who has the key, from everywhere, once one is set', async () => {
    const served = await startServer({ metricsKey: 'open figures' })
    const asked = [{}, { authorization: 'Bearer wrong' }, { authorization: 'open figures' }]
    for (const headers of asked) expect((await figuresOf(served, headers)).response.status).toBe(404)
    const right = { authorization: 'Bearer open figures', 'x-forwarded-for': '192.0.2.1' }
    expect((await figuresOf(served, right)).response.status).toBe(200)
    await served.close()
  })
})

describe('the log', () => {
  const PLANT = 'pl4nt3d'

  /** Every place where somebody from outside can put something. */
  const plantEverywhere = async (served: Served, password: string) => {
    const planted = (n: number) => `${PLANT}${n}`
    const headers = {
      authorization: `Bearer ${planted(1)}`,
      cookie: `zvonek-desk-anna=${planted(2)}; ${planted(3)}=1`,
      'user-agent': planted(4),
      referer: `https://shop.example/${planted(5)}?${planted(6)}`,
      'x-forwarded-for': `192.0.2.77, ${planted(7)}`,
      'x-zvonek-operator': planted(8),
    }
    const bodies = [
      `{"${planted(9)}`,
      { ...START, id: planted(10), widget: planted(11), params: { [planted(12)]: planted(13) } },
      { id: planted(14), type: planted(15) },
      { id: planted(16), type: 'message.send', text: planted(17) },
      { protocol: 1, widget: planted(18), locale: planted(19), after: planted(20) },
      { operator: planted(21), password: planted(22) },
      { operator: 'anna', password: `${password}${planted(23)}` },
      { key: planted(24), operator: planted(25) },
    ]
    const paths = [
      '/v1/stream',
      '/v1/commands',
      '/v1/desk/login',
      '/v1/desk/commands',
      '/v1/desk/stream',
      '/v1/desk/logout',
      `/v1/${planted(26)}`,
    ]
    let asked = 0
    for (const path of paths)
      for (const body of bodies)
        for (const more of [
          {},
          headers,
          { ...headers, authorization: '' },
          { 'content-type': planted(27) },
          { origin: planted(28) },
          { origin: `https://${planted(29)}@shop.example` },
        ]) {
          const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== ''))
          const response = await served.post(path, body, given)
          await response.body?.cancel()
          asked++
        }
    for (const path of [
      `/zvonek.js?widget=${planted(30)}`,
      `/c/${planted(31)}`,
      `/photos/${planted(32)}`,
      `/${planted(33)}`,
    ])
      await fetch(served.base + path, { headers })
    return asked
  }

  it('has nothing of what was planted anywhere, and one line for each event', async () => {
    const server = await startRealServer({ origins: ['https://shop.example'] })
    await server.operator('add', 'anna', '--password', 'correct horse 7')
    await server.pass(1_000)
    const asked = await plantEverywhere(server, 'correct horse 7')
    const lines = server.logged.join('\n')
    expect(lines).not.toMatch(new RegExp(`${PLANT}|192\\.0\\.2|correct horse`))
    expect(server.logged.length).toBeGreaterThan(0)
    console.log('Log run', JSON.stringify({ asked, lines: server.logged.length, planted: 33, found: 0 }))
  })

  it('has nothing of what a part of the server quotes when it fails', async () => {
    const store = createMemoryStore('s')
    const served = await startServer({
      store: { ...store, clientOf: () => Promise.reject(new SyntaxError(`Unexpected token “${PLANT}”\nsecond line`)) },
    })
    const response = await served.post('/v1/commands', START, bearer('x'))
    expect([response.status, await response.json()]).toMatchObject([500, { code: 'failed' }])
    const [line = ''] = served.logged
    expect(line).toMatch(/^error server\.failed SyntaxError \S+:\d+:\d+/)
    expect(line).not.toMatch(/pl4nt3d|\n/)
    await served.close()
  })

  it('would be caught with a message in it', () => {
    const lines: string[] = []
    createLog(line => lines.push(line))('error', 'server.failed', new Error(PLANT).stack)
    expect(lines[0]).toContain(PLANT)
    expect(placeOf(new Error(PLANT))).not.toContain(PLANT)
  })

  it('is one line for each event, whatever is in it', () => {
    const lines: string[] = []
    createLog(line => lines.push(line))('warn', 'a.code', `one\ntwo\r\n  three\u0000\u0085${'x'.repeat(5_000)}`)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^warn a\.code one \| two \| three \| x+$/)
    expect(lines[0]?.length).toBeLessThan(1_100)
  })
})
