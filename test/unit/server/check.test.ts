import { describe, expect, it, onTestFinished } from 'vitest'
import { parseChecked } from '../../../src/protocol/check.js'
import { firstWidgets } from '../../../demo/server/widgets.js'
import type { Hello } from '../../../src/protocol/events.js'
import { logIn, readEvents, startServer } from '../backend/served.js'
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

  it('tells of a chat what the visitor is told: where the entry form chooses, one group that is open is enough', async () => {
    const department = { name: 'department', type: 'radio', label: 'Department', group: true, required: true } as const
    const server = await startServer({
      groups: { main: { hours: { zone: 'UTC', week: {} } }, advice: {} },
      widgets: { main: { ...firstWidgets.main!, entryForm: { id: 'entry', fields: [department] } } },
    })
    onTestFinished(server.close)
    const { headers } = await logIn(server)
    const anna = readEvents(await server.post('/v1/desk/stream', { protocol: 1 }, headers))
    await anna.until('live')
    const on = { id: 'on', type: 'operator.available', on: true }
    expect((await server.post('/v1/desk/commands', on, headers)).status).toBe(200)
    const visitor = readEvents(await server.post('/v1/stream', ask))
    const { availability } = (await visitor.next()) as Pick<Hello, 'availability'> & { type: string }
    expect(availability.webchat).toMatchObject({ state: 'online' })
    const checked = readEvents(await server.post('/v1/check', ask))
    expect(await checked.next()).toMatchObject({ type: 'checked', availability })
    await Promise.all([anna, visitor, checked].map(one => one.close()))
  })

  it.each(['visitorsOfAddress', 'visitorsOfSite'] as const)('costs what a new visitor costs: %s', async limit => {
    const server = await startRealServer({ rates: { [limit]: { burst: 1, perSecond: 0.5 } } })
    expect((await server.post('/v1/stream', ask)).status).toBe(200)
    const refused = await server.post('/v1/check', ask)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2'])
  })

  it('tells a page of one widget that a name is mistyped, and not that its origin is wrong', async () => {
    const origins = [SHOP.origin]
    const { main } = firstWidgets
    const server = await startRealServer({
      origins: ['https://other.example'],
      widgets: { main: { ...main!, origins }, theirs: main! },
    })
    const codeOf = async (path: string, widget: string) =>
      ((await (await server.post(path, { ...ask, widget }, SHOP)).json()) as { code: string }).code
    expect(await codeOf('/v1/check', 'mian')).toBe('widget.unknown')
    expect(await codeOf('/v1/check', 'theirs')).toBe('origin')
    expect(await codeOf('/v1/stream', 'mian')).toBe('origin')
  })
})

it('lets every page see that the picture which diagnose() tries is not there: no page’s console speaks of CORS', async () => {
  const server = await startRealServer({ origins: [SHOP.origin] })
  const { status, headers } = await fetch(`${server.base}/photos/diagnose.svg`, { headers: SHOP })
  expect([status, headers.get('access-control-allow-origin')]).toEqual([404, '*'])
})
