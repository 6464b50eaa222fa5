import { describe, expect, it, vi } from 'vitest'
import { openStream, readEvents, type EventStream } from '../backend/served.js'
import { startRealServer } from './real-server.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const RIGHT = 'correct horse 7'

describe('a real operator', () => {
  it.each([
    ['has shut their desk', 0, (stream: EventStream) => stream.close()],
    ['has let their sign-in run out', 12 * HOUR, (stream: EventStream) => stream.rest()],
  ])('is available for a quarter of an hour and no longer who %s without a word', async (_, ms, end) => {
    const server = await startRealServer()
    await server.operator('add', 'anna', '--password', RIGHT)
    await server.pass(1_000)
    const entered = await server.enter('anna', RIGHT)
    const headers = {
      'x-zvonek-operator': 'anna',
      cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '',
    }
    const desk = readEvents(await server.post('/v1/desk/stream', { protocol: 1 }, headers))
    await desk.until('live')
    await server.post('/v1/desk/commands', { id: 'x', type: 'operator.available', on: true }, headers)
    const visitor = await openStream(server)
    expect(visitor.events[0]).toMatchObject({ availability: { webchat: { state: 'online' } } })
    await server.pass(ms)
    await end(desk)
    await vi.waitFor(() => expect(server.counts().streams).toBe(1))
    await server.pass(15 * MINUTE - 1_000)
    const before = await openStream(server)
    expect(before.events[0]).toMatchObject({ availability: { webchat: { state: 'online' } } })
    await server.pass(2_000)
    expect((await before.until('availability.changed')).at(-1)).toMatchObject({
      availability: { webchat: { state: 'offline', reason: 'noOperators' } },
    })
    for (const stream of [visitor, before]) await stream.close()
  })
})
