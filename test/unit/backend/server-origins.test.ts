import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type Served } from './served.js'

let open: Served
let listed: Served
beforeAll(async () => {
  open = await startServer()
  listed = await startServer({
    origins: ['https://shop.example', 'https://shop.example:8443'],
    url: 'https://help.example',
  })
})
afterAll(() => Promise.all([open.close(), listed.close()]))

const preflight = (served: Served, origin: string, path = '/v1/stream') =>
  fetch(served.base + path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  })

describe('pages of other origins', () => {
  it('may speak to the server when they are of this machine, by default', async () => {
    for (const origin of [
      'http://localhost',
      'http://localhost:3000',
      'https://127.0.0.1:8443',
      'http://[::1]:5000',
      'http://a.localhost:1',
    ]) {
      const response = await preflight(open, origin)
      expect(response.status).toBe(204)
      expect(response.headers.get('access-control-allow-origin')).toBe(origin)
      expect(response.headers.get('access-control-allow-headers')).toBe(
        'authorization, content-type, x-zvonek-identity',
      )
      expect(response.headers.get('access-control-max-age')).toBe('7200')
      expect(response.headers.get('vary')).toBe('Origin')
      expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    }
  })

  it.each([
    'null',
    'http://localhost.evil.example',
    'http://evillocalhost',
    'http://127.0.0.1.evil.example',
    'http://localhost:3000/',
    'http://user@localhost',
    'file://localhost',
    'http://LOCALHOST',
    'https://evil.example',
    '',
    'http://localhost, http://evil.example',
  ])('get nothing but the reason as “%s”', async origin => {
    for (const path of ['/v1/stream', '/v1/commands']) {
      const response = await open.post(path, { protocol: 1, widget: 'main' }, { origin })
      expect(response.status).toBe(403)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(await response.json()).toMatchObject({
        code: 'origin',
        message: expect.stringContaining('ZVONEK_ORIGINS') as string,
      })
    }
    expect((await preflight(open, origin)).headers.get('access-control-allow-origin')).toBe('*')
  })

  it.each([
    ['https://shop.example', true],
    ['https://shop.example:8443', true],
    ['https://help.example', true],
    ['http://shop.example', false],
    ['https://www.shop.example', false],
    ['https://shop.example.evil', false],
    ['http://localhost:3000', false],
  ])('are compared whole with a list: %s', async (origin, allowed) => {
    expect((await listed.post('/v1/commands', {}, { origin })).status).toBe(allowed ? 401 : 403)
    const { headers } = await preflight(listed, origin)
    expect(headers.get('access-control-allow-origin')).toBe(allowed ? origin : '*')
  })

  it('can read why they were refused for another reason, and when to come back', async () => {
    const response = await open.post('/v1/commands', {}, { origin: 'http://localhost:3000' })
    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
    expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After')
  })

  it('are named once in the server’s log, so that the owner can allow them', async () => {
    await open.post('/v1/commands', {}, { origin: 'https://new.example' })
    await open.post('/v1/commands', {}, { origin: 'https://new.example' })
    expect(open.logged.filter(line => line.includes('https://new.example'))).toEqual([
      'warn origin.refused https://new.example is in neither ZVONEK_ORIGINS nor a widget',
    ])
  })

  it('have no effect by a request that needs no preflight', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect((await open.post('/v1/stream', '{"protocol":1,"widget":"main"}', { 'content-type': type })).status).toBe(
        415,
      )
    expect((await fetch(`${open.base}/v1/stream`)).status).toBe(404)
    expect((await fetch(`${open.base}/v1/commands?id=1`)).status).toBe(404)
  })
})
