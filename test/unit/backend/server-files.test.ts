import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bake } from '../../../demo/server/widgets.js'
import { startServer, type Served } from './served.js'

const dist = mkdtempSync(join(tmpdir(), 'zvonek-dist-'))
const files: Record<string, string> = {
  'zvonek.js': 'run("__ZVONEK_BAKED__")',
  'c/chat-1a2b.js': 'chat()',
  'element.js': 'element()',
  'demo/qa/index.html': '<!doctype html><title>QA</title>',
  'demo/desk/index.html': '<!doctype html><title>Desk</title>',
  'demo/desk/main.js': 'desk()',
}
let served: Served
beforeAll(async () => {
  for (const folder of ['c', 'demo/qa', 'demo/desk']) mkdirSync(join(dist, folder), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text)
  writeFileSync(join(dist, '../secret-of-the-parent'), 'secret')
  served = await startServer({ dist })
})
afterAll(async () => {
  await served.close()
  rmSync(join(dist, '../secret-of-the-parent'))
  rmSync(dist, { recursive: true })
})
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(served.base + path, { headers, redirect: 'manual' })

describe('the script', () => {
  it('carries its widget’s settings, for every page, for five minutes', async () => {
    const response = await get('/zvonek.js?widget=main')
    const text = await response.text()
    const settings = JSON.parse(/^run\((.*)\)$/.exec(text)?.[1] ?? '') as object
    expect(settings).toMatchObject({
      widget: 'main',
      buttons: ['webchat', 'video', 'callback'],
      title: 'Zvonek',
      words: { cs: { group: 'Kontaktujte nás' } },
    })
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })

  it('is not sent again to who has it', async () => {
    const etag = (await get('/zvonek.js?widget=main')).headers.get('etag') ?? ''
    expect((await get('/zvonek.js?widget=main', { 'if-none-match': etag })).status).toBe(304)
    expect((await get('/zvonek.js?widget=landing', { 'if-none-match': etag })).status).toBe(200)
  })

  it('is plain without a widget, and for ever by its version', async () => {
    for (const path of ['/zvonek.js', '/v/1.2.3/zvonek.js'])
      expect(await (await get(path)).text()).toBe(files['zvonek.js'])
    expect((await get('/v/1.2.3/zvonek.js')).headers.get('cache-control')).toMatch('immutable')
    const other = await get('/v/1.0.0/zvonek.js')
    expect([other.status, await other.text()]).toEqual([404, 'This server has version 1.2.3 of zvonek.js.\n'])
  })

  it.each(['nobody', '__proto__', '*/alert(1)/*'])('says in a comment that there is no widget “%s”', async name => {
    const response = await get(`/zvonek.js?widget=${encodeURIComponent(name)}`)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toMatch('text/javascript')
    expect(await response.text()).toMatch(/^\/\* zvonek: this server has no widget of that name\.[^*]*\*\/\n$/)
  })

  it('says where the visitor is to rules that ask for it, as a known proxy says, and is then in no shared cache', async () => {
    const rule = { id: 'a', when: [{ not: { fact: 'country', is: 'CZ' } }], then: [{ do: 'hide' }] } as const
    const widgets = {
      asks: { buttons: ['webchat'], words: {}, rules: { list: [rule] } },
      idle: { buttons: ['webchat'], words: {}, rules: { list: [{ id: 'b', then: [{ do: 'pulse' }] }] } },
    } as const
    const ask = async (at: Served, widget: string, from?: string) => {
      const headers = from === undefined ? {} : { 'cf-ipcountry': from }
      const response = await fetch(`${at.base}/zvonek.js?widget=${widget}`, { headers })
      const { rules } = JSON.parse((await response.text()).slice(4, -1)) as { rules: { country?: string } }
      return [rules.country, response.headers.get('cache-control')?.split(',')[0]]
    }
    const behind = await startServer({ dist, widgets, proxies: ['127.0.0.1'], countryHeader: 'CF-IPCountry' })
    expect(await ask(behind, 'asks', 'CZ')).toEqual(['CZ', 'private'])
    expect(await ask(behind, 'asks', 'SK')).toEqual(['SK', 'private'])
    expect(await ask(behind, 'asks')).toEqual([undefined, 'private'])
    expect(await ask(behind, 'idle', 'CZ')).toEqual([undefined, 'public'])
    await behind.close()
    for (const given of [{ proxies: ['192.0.2.1'], countryHeader: 'CF-IPCountry' }, { proxies: ['127.0.0.1'] }]) {
      const other = await startServer({ dist, widgets, ...given })
      expect((await ask(other, 'asks', 'CZ'))[0]).toBeUndefined()
      await other.close()
    }
  })

  it('cannot be broken out of by a setting', () => {
    const title = '</script><!-- \u2028 \u2029 $& $1 "'
    const text = bake('run("__ZVONEK_BAKED__")', 'main', { title, buttons: [], words: {} })
    expect(text).not.toMatch(/[<\u2028\u2029]/)
    expect((JSON.parse(text.slice(4, -1)) as { title: string }).title).toBe(title)
  })

  it('says that something is asked first, not what: that comes with the connection', () => {
    const entryForm = { id: 'entry', fields: [{ name: 'name', type: 'text' as const, label: 'Your name' }] }
    const text = bake('run("__ZVONEK_BAKED__")', 'main', { buttons: [], words: {}, entryForm })
    expect(JSON.parse(text.slice(4, -1))).toMatchObject({ asks: true })
    expect(text).not.toContain('Your name')
    expect(bake('run("__ZVONEK_BAKED__")', 'main', { buttons: [], words: {} })).not.toContain('asks')
  })

  it('must have exactly one place for settings', () => {
    for (const script of ['run()', 'run("__ZVONEK_BAKED__","__ZVONEK_BAKED__")'])
      expect(() => bake(script, 'main', { buttons: [], words: {} })).toThrow(/places for settings/)
    expect(bake('run(`__ZVONEK_BAKED__`)', 'main', { buttons: [], words: {} })).toMatch(/^run\(\{/)
  })
})

describe('files', () => {
  it('of the widget are for every page and for ever', async () => {
    const response = await get('/c/chat-1a2b.js')
    expect(await response.text()).toBe('chat()')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect((await get('/element.js')).status).toBe(200)
  })

  it('come packed to who can unpack them', async () => {
    const packed = await get('/c/chat-1a2b.js', { 'accept-encoding': 'gzip, br' })
    expect(packed.headers.get('content-encoding')).toBe('br')
    expect(packed.headers.get('vary')).toBe('Accept-Encoding')
    expect(await packed.text()).toBe('chat()')
    expect((await get('/c/chat-1a2b.js', { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull()
  })

  it.each([
    '/c/..%2f..%2fsecret-of-the-parent',
    '/c/../../secret-of-the-parent',
    '/c/%2e%2e/%2e%2e/secret-of-the-parent',
    '/c/.env',
    '/c/',
    '/c/none.js',
    '/desk/..%2fqa%2findex.html',
    '/desk/index.html',
  ])('are nothing but what is there: %s', async path => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('secret')
  })

  it('say how to be built when they are not', async () => {
    const bare = await startServer()
    for (const path of ['/', '/desk/', '/zvonek.js?widget=main', '/c/x.js'])
      expect(await (await fetch(bare.base + path)).text()).toContain('npm run build')
    await bare.close()
  })

  it('that are operators’ pictures are data only', async () => {
    const response = await get('/photos/boris.svg')
    expect(response.headers.get('content-type')).toBe('image/svg+xml')
    expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await get('/photos/eve.svg')).status).toBe(404)
  })
})

describe('pages', () => {
  it.each(['/', '/desk/'])('%s runs only what is ours and sits in no frame', async path => {
    const response = await get(path)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = response.headers.get('content-security-policy') ?? ''
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(policy).toContain(part)
    expect(policy).not.toContain('unsafe')
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })

  it.each(['/', '/desk/', '/desk/main.js'])('%s is no part of anybody else’s page', async path => {
    expect((await get(path)).headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  it('have their files beside them', async () => {
    expect(await (await get('/desk/main.js')).text()).toBe('desk()')
    const redirect = await get('/desk')
    expect([redirect.status, redirect.headers.get('location')]).toEqual([308, '/desk/'])
  })

  it('tell whether the server lives', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ ok: true, version: '1.2.3' })
  })
})
