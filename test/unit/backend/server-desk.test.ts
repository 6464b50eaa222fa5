import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import { logIn, readEvents, startServer, type Served } from './served.js'

let served: Served
beforeAll(async () => void (served = await startServer()))
afterAll(() => served.close())

const SWITCH = { id: 'x', type: 'operator.available', on: true }

describe('the desk’s door', () => {
  it('opens with the key, and gives a cookie that scripts and other sites cannot use', async () => {
    const { response, cookie } = await logIn(served)
    expect(response.status).toBe(200)
    expect(cookie).toMatch(/^zvonek-desk-anna=\d+\.[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  it('is closed by a host cookie where there is TLS', async () => {
    const own = await startServer({ url: 'https://help.example' })
    expect((await logIn(own)).cookie).toMatch(
      /^__Host-zvonek-desk-anna=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
    await own.close()
  })

  it.each([
    ['a wrong key', { key: 'open', operator: 'anna' }],
    ['an operator nobody knows', { key: 'open sesame', operator: 'eve' }],
    ['an operator of the language itself', { key: 'open sesame', operator: '__proto__' }],
  ])('stays shut for %s', async (_, body) => {
    expect((await served.post('/v1/desk/login', body)).status).toBe(401)
  })

  it('lets two operators sit in one browser, each as themselves', async () => {
    const [anna, boris] = [await logIn(served, 'anna'), await logIn(served, 'boris')]
    const cookie = `${anna.headers.cookie}; ${boris.headers.cookie}`
    for (const operator of ['anna', 'boris']) {
      const response = await served.post('/v1/desk/stream', { protocol: 1 }, { cookie, 'x-zvonek-operator': operator })
      const stream = readEvents(response)
      expect(await stream.next()).toMatchObject({ type: 'hello', operator: { id: operator } })
      await stream.close()
    }
  })

  it('does not take one operator’s cookie for another’s, nor a forged one', async () => {
    const { headers } = await logIn(served, 'anna')
    const pass = headers.cookie.split('=')[1] ?? ''
    const later = pass.replace(/^\d+/, until => String(Number(until) + 1))
    for (const cookie of [
      headers.cookie,
      `zvonek-desk-boris=${pass}`,
      `zvonek-desk-boris=${later}`,
      'zvonek-desk-boris=1.x',
      '',
    ]) {
      const response = await served.post('/v1/desk/commands', SWITCH, { cookie, 'x-zvonek-operator': 'boris' })
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([401, 'auth'])
    }
    const forged = { cookie: `zvonek-desk-anna=${later}`, 'x-zvonek-operator': 'anna' }
    expect((await served.post('/v1/desk/commands', SWITCH, forged)).status).toBe(401)
  })

  it('stays open over a restart, and shuts by itself in time', async () => {
    let now = 1e12
    const clock = { now: () => now, after: () => () => {} }
    const store = createMemoryStore('s')
    const first = await startServer({ store, clock })
    const { headers } = await logIn(first)
    await first.close()
    const second = await startServer({ store, clock, deskKey: 'another key' })
    expect((await second.post('/v1/desk/commands', SWITCH, headers)).status).toBe(200)
    now += 13 * 3_600_000
    expect((await second.post('/v1/desk/commands', SWITCH, headers)).status).toBe(401)
    await second.close()
  })

  it('takes the cookie away at logout', async () => {
    const { headers } = await logIn(served)
    const response = await served.post('/v1/desk/logout', {}, headers)
    expect(response.headers.get('set-cookie')).toMatch(/^zvonek-desk-anna=; Max-Age=0/)
  })

  it.each([
    [{ origin: 'http://localhost:1' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site' }],
  ])('is not opened in the operator’s name by another page (%o)', async from => {
    const { headers } = await logIn(served)
    for (const [path, body] of [
      ['commands', SWITCH],
      ['stream', { protocol: 1 }],
      ['login', {}],
      ['logout', {}],
    ] as const) {
      const response = await served.post(`/v1/desk/${path}`, body, { ...headers, ...from })
      expect(response.status).toBe(403)
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('opens for its own page, by any name of this machine', async () => {
    const { headers } = await logIn(served)
    for (const host of ['127.0.0.1', 'localhost']) {
      const origin = `http://${host}:${served.port}`
      const response = await served.post('/v1/desk/commands', SWITCH, {
        ...headers,
        origin,
        'sec-fetch-site': 'same-origin',
      })
      expect(response.status).toBe(200)
    }
  })

  it('refuses with the domain’s codes', async () => {
    const { headers } = await logIn(served)
    const response = await served.post(
      '/v1/desk/commands',
      { id: 'y', type: 'session.accept', session: 'none' },
      headers,
    )
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'gone' }])
  })
})

describe('the way to the desk', () => {
  const ask = (own: Served, headers: Record<string, string>) => fetch(`${own.base}/v1/demo`, { headers })
  const OWN = { 'sec-fetch-site': 'same-origin' }

  it('is told to the demo’s own QA page', async () => {
    const own = await startServer({ isDemo: true })
    const response = await ask(own, OWN)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      desk: [
        { name: 'Anna', href: '/desk/#key=open+sesame&operator=anna' },
        { name: 'Boris', href: '/desk/#key=open+sesame&operator=boris' },
      ],
    })
    await own.close()
  })

  it('is told to nobody else, nor through a proxy, nor where this is no demo', async () => {
    const own = await startServer({ isDemo: true })
    for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { ...OWN, 'x-forwarded-for': '1.2.3.4' }])
      expect((await ask(own, headers)).status).toBe(404)
    await own.close()
    expect((await ask(served, OWN)).status).toBe(404)
  })
})
