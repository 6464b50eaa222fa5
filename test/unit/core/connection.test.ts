import { describe, expect, it } from 'vitest'
import { createConnection } from '../../../src/core/connection.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import { createScriptedTransport, hello } from '../../support/scripted-transport.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const setup = (over: Partial<Parameters<typeof createConnection<ServerEvent>>[0]> = {}) => {
  const time = createVirtualClock()
  const far = createScriptedTransport()
  const applied: ServerEvent[] = []
  const connection = createConnection<ServerEvent>({
    open: far.transport.open,
    apply: event => void applied.push(event),
    clock: time.clock,
    random: () => 0.5,
    hasNetwork: () => true,
    log: () => {},
    ...over,
  })
  return { time, far, applied, connection, state: () => connection.status.value.state }
}

const snapshot = (cursor: string): ServerEvent => ({ type: 'snapshot', cursor, sessions: [], messages: [] })
const message = (cursor: string): ServerEvent =>
  ({ type: 'session.changed', cursor, session: { id: cursor } }) as ServerEvent

describe('a connection', () => {
  it('opens nothing before it is started', async () => {
    const { time, far, state } = setup()
    await time.pass(60_000)
    expect(far.streams).toHaveLength(0)
    expect(state()).toBe('idle')
  })

  it('is online once the stream is live, and not before', async () => {
    const { time, far, connection, state } = setup()
    connection.start()
    await time.settle()
    expect(state()).toBe('connecting')
    far.last().onEvent(hello())
    expect(state()).toBe('connecting')
    far.last().onEvent({ type: 'live' })
    expect(state()).toBe('online')
  })

  it('continues behind the last event that was applied', async () => {
    const { time, far, connection } = setup()
    connection.start()
    await time.settle()
    far.live(snapshot('e.4'))
    far.last().onEvent(message('e.5'))
    far.last().end({ kind: 'retry', done: 'no' })
    await time.pass(500)
    expect(far.streams).toHaveLength(2)
    expect(far.last().after).toBe('e.5')
  })

  it('asks again for an event that could not be applied', async () => {
    let broken = true
    const applied: string[] = []
    const { time, far, connection } = setup({
      apply: event => {
        if (event.type === 'session.changed' && broken) throw new Error('cannot')
        applied.push(event.type)
      },
    })
    connection.start()
    await time.settle()
    far.live(snapshot('e.4'))
    const first = far.last()
    expect(() => first.onEvent(message('e.5'))).toThrow('cannot')
    expect(first.signal.aborted).toBe(true)
    broken = false
    await time.pass(500)
    expect(far.last().after).toBe('e.4')
    far.last().onEvent(hello())
    far.last().onEvent(message('e.5'))
    expect(applied).toContain('session.changed')
  })

  it('hears nothing from an attempt it has given up', async () => {
    const { time, far, applied, connection } = setup()
    connection.start()
    await time.settle()
    far.live()
    const old = far.last()
    connection.reopen()
    const before = applied.length
    old.onEvent(message('e.9'))
    expect(applied).toHaveLength(before)
  })

  it('waits longer after each failure, with jitter, up to thirty seconds', async () => {
    const { time, far, connection } = setup({ random: () => 1 })
    connection.start()
    await time.settle()
    const waits = []
    for (let i = 0; i < 9; i++) {
      const before = far.streams.length
      far.last().end({ kind: 'retry', done: 'no' })
      let waited = 0
      while (far.streams.length === before) {
        await time.pass(500)
        waited += 500
      }
      waits.push(waited)
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000])
  })

  it('waits at least as long as the backend asks', async () => {
    const { time, far, connection } = setup()
    connection.start()
    await time.settle()
    far.last().end({ kind: 'retry', done: 'no', after: 7_000 })
    await time.pass(6_999)
    expect(far.streams).toHaveLength(1)
    await time.pass(1_001)
    expect(far.streams).toHaveLength(2)
  })

  it('forgives earlier failures only after ten healthy seconds', async () => {
    const { time, far, connection } = setup({ random: () => 1 })
    connection.start()
    await time.settle()
    for (let i = 0; i < 4; i++) {
      far.last().end({ kind: 'retry', done: 'no' })
      await time.pass(30_000)
    }
    far.live()
    await time.pass(10_000)
    const count = far.streams.length
    far.last().end({ kind: 'retry', done: 'no' })
    await time.pass(500)
    expect(far.streams).toHaveLength(count + 1)
  })

  it('notices a stream that went silent within 35 seconds', async () => {
    const { time, far, connection, state } = setup()
    connection.start()
    await time.settle()
    far.live()
    await time.pass(20_000)
    far.last().onAlive()
    await time.pass(32_000)
    expect(state()).toBe('online')
    await time.pass(3_000)
    expect(state()).not.toBe('online')
  })

  it.each([
    ['rejected', { kind: 'rejected', code: 'origin' }, 'failed', 'origin'],
    ['gone', { kind: 'gone' }, 'failed', 'gone'],
    ['auth', { kind: 'auth' }, 'authExpired', 'auth'],
  ] as const)('stops trying when it is refused: %s', async (_, failure, state, code) => {
    const { time, far, connection } = setup()
    connection.start()
    await time.settle()
    far.last().end(failure)
    await time.pass(3_600_000)
    expect(far.streams).toHaveLength(1)
    expect(connection.status.value).toEqual({ state, code })
    expect(time.pending()).toBe(0)
  })

  it('says so when the backend speaks a newer protocol only, and takes one that still knows ours', async () => {
    const { time, far, connection, state } = setup()
    connection.start()
    await time.settle()
    expect(() => far.last().onEvent(hello({ protocol: 3, oldest: 2 }))).toThrow()
    expect(connection.status.value).toEqual({ state: 'failed', code: 'protocol.newer' })
    connection.start()
    await time.settle()
    far.last().onEvent(hello({ protocol: 2, oldest: 1 }))
    far.last().onEvent({ type: 'live' })
    expect(state()).toBe('online')
  })

  it('does not trust a stream that breaks its order', async () => {
    const { time, far, connection } = setup()
    connection.start()
    await time.settle()
    expect(() => far.last().onEvent(message('e.1'))).toThrow()
    expect(connection.status.value).toEqual({ state: 'failed', code: 'protocol.order' })
  })

  it('starts from a snapshot at once when the cursor cannot be continued', async () => {
    const { time, far, connection } = setup()
    connection.start()
    await time.settle()
    far.live(snapshot('e.4'))
    far.last().end({ kind: 'reset' })
    await time.pass(0)
    expect(far.last().after).toBeUndefined()
    expect(far.streams).toHaveLength(2)
  })

  it('tries early when the platform wakes, at most once in two seconds', async () => {
    const { time, far, connection } = setup({ random: () => 1 })
    connection.start()
    await time.settle()
    for (let i = 0; i < 8; i++) {
      far.last().end({ kind: 'retry', done: 'no' })
      await time.pass(30_000)
    }
    const count = far.streams.length
    far.last().end({ kind: 'retry', done: 'no' })
    await time.settle()
    for (let i = 0; i < 5; i++) connection.wake()
    await time.settle()
    expect(far.streams).toHaveLength(count + 1)
    far.last().end({ kind: 'retry', done: 'no' })
    await time.settle()
    connection.wake()
    await time.pass(1_999)
    expect(far.streams).toHaveLength(count + 1)
    await time.pass(1)
    expect(far.streams).toHaveLength(count + 2)
  })

  it('holds no stream while the page sleeps and comes back when it wakes, however soon', async () => {
    const { time, far, connection, state } = setup()
    connection.start()
    await time.settle()
    far.live(snapshot('e.4'))
    for (let i = 0; i < 2; i++) {
      connection.pause()
      expect(far.last().signal.aborted).toBe(true)
      connection.wake()
      await time.pass(2_000)
      expect(far.last().after).toBe('e.4')
      far.live()
      expect(state()).toBe('online')
    }
  })

  it('is not fooled by a clock that was set back', async () => {
    let offset = 0
    const time = createVirtualClock()
    const clock = { ...time.clock, now: () => time.clock.now() + offset }
    const { far, connection, state } = setup({ clock })
    connection.start()
    await time.settle()
    far.live()
    offset = -3_600_000
    await time.pass(70_000)
    expect(state()).not.toBe('online')
    const wait = async () => {
      far.last().end({ kind: 'retry', done: 'no', after: 120_000 })
      await time.settle()
      connection.wake()
    }
    await wait()
    await time.settle()
    offset = -7_200_000
    const before = far.streams.length
    await wait()
    await time.pass(2_000)
    expect(far.streams.length).toBeGreaterThan(before)
  })

  it('leaves no timer and no stream behind', async () => {
    const { time, far, connection } = setup()
    connection.start()
    await time.settle()
    far.live()
    connection.dispose()
    expect(far.last().signal.aborted).toBe(true)
    expect(time.pending()).toBe(0)
  })
})
