import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newFolder, startRealServer } from './real-server.js'

const SHOP = { origin: 'https://shop.example' }
const OTHER = { origin: 'https://other.example' }
const open = (widget: string) => ({ protocol: 1, widget })

/** A built script with a place for settings. */
const built = () => {
  const dist = join(newFolder(), 'dist')
  mkdirSync(dist)
  writeFileSync(join(dist, 'zvonek.js'), 'boot("__ZVONEK_BAKED__")')
  return dist
}

const twoSites = async () => {
  const server = await startRealServer({ origins: ['https://everywhere.example'], dist: built() })
  const told = [
    await server.widget(
      'add',
      'shop',
      '--title',
      'Shop',
      '--origin',
      SHOP.origin,
      '--position',
      'left',
      '--brand',
      '#123456',
    ),
    await server.widget('add', 'other', '--title', 'Other', '--origin', OTHER.origin),
  ]
  await server.pass(1_000)
  const ask = async (path: string, body: object, headers: Record<string, string>) => {
    const response = await server.post(path, body, headers)
    const text = response.status === 200 && path === '/v1/stream' ? '' : await response.text()
    await response.body?.cancel().catch(() => {})
    return [response.status, text] as const
  }
  return { ...server, told, ask }
}

describe('a site', () => {
  it('has more told of its addresses, or less, where its owner says so, and each mistake is one sentence', async () => {
    const server = await twoSites()
    const file = join(newFolder(), 'page.json')
    const set = (text: string) => {
      writeFileSync(file, text)
      return server.widget('set', 'shop', '--page', file)
    }
    const asked = async () => {
      await server.pass(1_000)
      const response = await server.post('/v1/stream', open('shop'), SHOP)
      const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader()
      let text = ''
      while (!/"hello".*\n\n/.test(text)) text += new TextDecoder().decode((await reader.read()).value)
      await reader.cancel()
      const hello = text.split('\n').find(line => line.includes('"hello"')) ?? ''
      return (JSON.parse(hello.replace(/^data: /, '')) as { settings: { page?: object } }).settings.page
    }
    expect(await asked()).toBeUndefined()
    const page = { query: ['q'], patterns: ['/user/:id'], hash: true, scroll: true }
    await set(JSON.stringify(page))
    expect(await asked()).toEqual(page)
    for (const [text, sentence] of [
      ['{', 'cannot be read as JSON'],
      ['[]', 'is an object with `query`, `patterns`, `hash` or `scroll`.'],
      ['{"querys":[]}', 'has “querys”, which is none of query, patterns, hash, scroll.'],
      ['{"query":"q"}', '`query` is a list of names such as ["q"].'],
      ['{"patterns":["user/:id"]}', '`patterns` is a list of paths such as ["/user/:id"].'],
      ['{"hash":"yes"}', '`hash` must be true or false.'],
      ['{"scroll":10}', '`scroll` must be true or false.'],
    ] as const)
      await expect(set(text)).rejects.toThrow(sentence)
    expect(await asked()).toEqual(page)
    await server.widget('set', 'shop', '--page', '')
    expect(await asked()).toBeUndefined()
    expect(await (await fetch(`${server.base}/zvonek.js?widget=shop`)).text()).not.toContain('patterns')
    await server.close()
  })

  it('has its widget at once, with its looks baked in and nothing else', async () => {
    const server = await twoSites()
    const script = await (await fetch(`${server.base}/zvonek.js?widget=shop`)).text()
    expect(JSON.parse(/^boot\((.*)\)$/.exec(script)?.[1] ?? '')).toEqual({
      widget: 'shop',
      title: 'Shop',
      position: 'left',
      brand: '#123456',
      buttons: ['webchat', 'video', 'callback'],
      words: expect.any(Object) as object,
    })
    expect(script).not.toContain('shop.example')
    await server.widget('set', 'shop', '--title', 'Big shop', '--brand', '')
    await server.pass(1_000)
    const later = await (await fetch(`${server.base}/zvonek.js?widget=shop`)).text()
    expect(later).toContain('"title":"Big shop"')
    expect(later).not.toContain('#123456')
    await server.widget('remove', 'shop')
    await server.pass(1_000)
    const gone = await fetch(`${server.base}/zvonek.js?widget=shop`)
    expect(gone.status).toBe(404)
    // Names of other widgets are nobody else's to know.
    expect(await gone.text()).not.toContain('main')
  })

  it('is heard with its own widget, and with no other', async () => {
    const server = await twoSites()
    const matrix = []
    for (const { origin } of [
      SHOP,
      OTHER,
      { origin: 'https://everywhere.example' },
      { origin: 'https://evil.example' },
    ])
      for (const widget of ['shop', 'other', 'main'])
        matrix.push([origin, widget, (await server.ask('/v1/stream', open(widget), { origin }))[0]])
    expect(matrix).toEqual([
      [SHOP.origin, 'shop', 200],
      [SHOP.origin, 'other', 403],
      [SHOP.origin, 'main', 403],
      [OTHER.origin, 'shop', 403],
      [OTHER.origin, 'other', 200],
      [OTHER.origin, 'main', 403],
      ['https://everywhere.example', 'shop', 200],
      ['https://everywhere.example', 'other', 200],
      ['https://everywhere.example', 'main', 200],
      ['https://evil.example', 'shop', 403],
      ['https://evil.example', 'other', 403],
      ['https://evil.example', 'main', 403],
    ])
    console.log(
      'Sites run',
      JSON.stringify({ asked: matrix.length, let: matrix.filter(([, , status]) => status === 200).length }),
    )
  })

  it('cannot ring in the name of another, and reads why', async () => {
    const server = await twoSites()
    const ring = (widget: string) => ({ id: 'r', type: 'session.start', entry: 'webchat', widget })
    const [status, text] = await server.ask('/v1/commands', ring('other'), { ...SHOP, authorization: 'Bearer x' })
    expect([status, JSON.parse(text)]).toEqual([
      403,
      {
        code: 'origin',
        message: 'Pages of https://shop.example may not have the widget “other”: add the origin to it.',
      },
    ])
    expect((await server.ask('/v1/commands', ring('shop'), { ...SHOP, authorization: 'Bearer x' }))[0]).toBe(401)
  })

  it('is heard no more once its widget is gone', async () => {
    const server = await twoSites()
    await server.widget('remove', 'shop')
    await server.pass(1_000)
    expect((await server.ask('/v1/stream', open('shop'), SHOP))[0]).toBe(403)
    expect((await server.ask('/v1/stream', open('other'), OTHER))[0]).toBe(200)
  })

  it('has its name and privacy notice in the panel', async () => {
    const server = await twoSites()
    await server.widget('set', 'shop', '--privacy', 'https://shop.example/privacy')
    await server.pass(1_000)
    const response = await server.post('/v1/stream', open('shop'), SHOP)
    const reader = response.body?.getReader()
    const hello = new TextDecoder().decode((await reader?.read())?.value)
    expect(hello).toContain('"title":"Shop","privacy":"https://shop.example/privacy"')
    await reader?.cancel()
  })
})
