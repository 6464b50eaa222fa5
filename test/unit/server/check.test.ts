import { describe, expect, it } from 'vitest'
import { parseChecked } from '../../../src/protocol/check.js'
import { startRealServer } from './real-server.js'

const ask = { protocol: 1, widget: 'main' }
const SHOP = { origin: 'https://shop.example' }

describe('POST /v1/check', () => {
  it('says how things stand, and stays open for a second behind it', async () => {
    const server = await startRealServer({ origins: [SHOP.origin] })
    const response = await server.post('/v1/check', ask, SHOP)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(response.headers.get('access-control-allow-origin')).toBe(SHOP.origin)
    const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader()
    const first = new TextDecoder().decode((await reader.read()).value)
    const said = parseChecked(JSON.parse(first.replace(/^data: /, '')))
    expect(said).toMatchObject({ protocol: 1, oldest: 1 })
    expect(said.availability.webchat).toMatchObject({ state: 'offline', reason: 'noOperators' })
    let isOver = false
    const rest = reader.read().then(({ done }) => (isOver = done))
    await server.pass(999)
    expect(isOver).toBe(false)
    await server.pass(1)
    expect(await rest).toBe(true)
  })

  it('makes no visitor, and nothing hangs on it when it is over', async () => {
    const server = await startRealServer()
    const before = server.counts()
    const commits = async () =>
      /zvonek_append_rows_count \d+/.exec(await (await fetch(`${server.base}/metrics`)).text())?.[0]
    const had = await commits()
    expect(had).toBeDefined()
    const response = await server.post('/v1/check', ask)
    await server.pass(1_000)
    expect(await response.text()).not.toContain('token')
    expect(await commits()).toBe(had)
    await expect.poll(() => server.counts()).toEqual(before)
  })

  it('refuses what a stream is refused for: other pages, unknown widgets, what is malformed', async () => {
    const server = await startRealServer({ origins: [SHOP.origin] })
    for (const [body, headers, status, code] of [
      [ask, { origin: 'https://evil.example' }, 403, 'origin'],
      [{ ...ask, widget: 'none' }, SHOP, 422, 'widget.unknown'],
      [{ widget: 'main' }, SHOP, 400, 'malformed'],
      ['{', SHOP, 400, 'malformed'],
    ] as const) {
      const response = await server.post('/v1/check', body, headers)
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code])
    }
  })
})
