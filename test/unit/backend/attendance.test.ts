import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Store } from '../../../demo/backend/store.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, failureOf, OPERATORS, settled, type Desk, type Rig } from './rig.js'

const MINUTE = 60_000

/** Anna alone, and a colleague who is away and sees. */
const STAFF = [OPERATORS[0], { ...OPERATORS[1], available: false }]

const house = async (given: { store?: Store; virtual?: ReturnType<typeof createVirtualClock> } = {}) => {
  const rig = await createRig({ operators: STAFF, unattended: false, ...given })
  return { rig, boris: await rig.desk('boris') }
}

const isAvailable = (desk: Desk, id = 'anna'): boolean | undefined => {
  const told = desk.of('operator.changed').findLast(({ operator }) => operator.id === id)?.operator
  return (told ?? desk.of('snapshot')[0]?.operators.find(one => one.id === id))?.available
}
const doorOf = async (rig: Rig) => (await rig.visitor()).of('hello')[0]?.availability.webchat

describe('an operator whose desk is silent', () => {
  it('is available for fifteen minutes more, and then away: visitors hear that nobody is there', async () => {
    const { rig, boris } = await house()
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    await rig.pass(60 * MINUTE)
    expect(isAvailable(boris)).toBe(true)
    anna.end()
    await rig.pass(14.9 * MINUTE)
    expect([isAvailable(boris), await doorOf(rig)]).toEqual([true, { state: 'online' }])
    await rig.pass(0.2 * MINUTE)
    expect(isAvailable(boris)).toBe(false)
    expect(visitor.of('availability.changed').at(-1)?.availability.webchat).toEqual({
      state: 'offline',
      reason: 'noOperators',
    })
  })

  it('stays when a desk of theirs opens in time, or another one is still open', async () => {
    const { rig, boris } = await house()
    const [first, second] = [await rig.desk(), await rig.desk()]
    first.end()
    await rig.pass(60 * MINUTE)
    expect(isAvailable(boris)).toBe(true)
    second.end()
    await rig.pass(14 * MINUTE)
    const third = await rig.desk()
    await rig.pass(60 * MINUTE)
    expect(isAvailable(boris)).toBe(true)
    third.end()
    await rig.pass(14 * MINUTE)
    expect(isAvailable(boris)).toBe(true)
    await rig.pass(2 * MINUTE)
    expect(isAvailable(boris)).toBe(false)
  })

  it('is not silent who sends commands, and is once they say without a desk that they are available', async () => {
    const { rig, boris } = await house()
    const send = (on: boolean) =>
      rig.backend.desk.send('anna', { id: `${on}`, type: 'operator.available', on: on }).then(settled)
    await rig.pass(10 * MINUTE)
    await send(false)
    await send(true)
    await rig.pass(14 * MINUTE)
    expect(isAvailable(boris)).toBe(true)
    await rig.pass(2 * MINUTE)
    expect(isAvailable(boris)).toBe(false)
  })

  it('counts from the restart on when the server has stopped under them', async () => {
    const { rig } = await house()
    await rig.desk()
    await rig.pass(MINUTE)
    const again = await rig.restart()
    const boris = await again.desk('boris')
    await again.pass(14 * MINUTE)
    expect(isAvailable(boris)).toBe(true)
    await again.pass(2 * MINUTE)
    expect(isAvailable(boris)).toBe(false)
  })

  it('is looked for by the time that passes, whatever the clock on the wall is set to', async () => {
    const virtual = createVirtualClock()
    const { rig, boris } = await house({ virtual })
    const anna = await rig.desk()
    anna.end()
    virtual.jump(24 * 60 * MINUTE)
    await rig.pass(14 * MINUTE)
    expect(isAvailable(boris)).toBe(true)
    virtual.jump(-48 * 60 * MINUTE)
    await rig.pass(2 * MINUTE)
    expect(isAvailable(boris)).toBe(false)
  })

  it('goes as by the switch: who waited for them waits for all, and who talks to them stays', async () => {
    const { rig, boris } = await house()
    await boris.send({ id: 'on', type: 'operator.available', on: true })
    const anna = await rig.desk()
    const [talks, waits] = [await rig.visitor(), await rig.visitor()]
    const start = { type: 'session.start', entry: 'webchat', widget: 'main' }
    const { session } = await talks.send({ ...start, id: 's1' })
    await anna.send({ id: 'a', type: 'session.accept', session: session.id })
    const { session: waiting } = await waits.send({ ...start, id: 's2' })
    await boris.send({ id: 'r', type: 'session.redirect', session: waiting.id, to: 'operator', name: 'anna' })
    await settled()
    const last = (id: string) => boris.of('session.changed').findLast(one => one.session.id === id)?.session
    expect(last(waiting.id)?.waitsFor).toBe('anna')
    anna.end()
    await rig.pass(16 * MINUTE)
    expect([isAvailable(boris), isAvailable(boris, 'boris')]).toEqual([false, true])
    expect(last(waiting.id)).toMatchObject({ state: 'queued' })
    expect(last(waiting.id)).not.toHaveProperty('waitsFor')
    expect(last(session.id)).toMatchObject({ state: 'accepted', operators: [{ id: 'anna' }] })
    expect(await failureOf(boris.send({ id: 'i', type: 'session.redirect', session: waiting.id, ...TO_ANNA }))).toEqual(
      { kind: 'rejected', code: 'operator.away' },
    )
  })

  it('is away a little later when the store could not take it', async () => {
    const store = createMemoryStore('site')
    let isFull = false
    const append: Store['append'] = batch => (isFull ? Promise.reject(new Error('full')) : store.append(batch))
    const { rig, boris } = await house({ store: { ...store, append } })
    isFull = true
    await rig.pass(16 * MINUTE)
    expect(isAvailable(boris)).toBe(true)
    isFull = false
    await rig.pass(MINUTE)
    expect(isAvailable(boris)).toBe(false)
  })

  it('is whoever joins the staff without ever sitting down', async () => {
    const { rig, boris } = await house()
    const carl = { id: 'carl', name: 'Carl', available: true, maxChats: 1 }
    await rig.backend.configure({ operators: [...STAFF, carl], widgets: { main: {} } })
    await rig.pass(14 * MINUTE)
    expect(isAvailable(boris, 'carl')).toBe(true)
    await rig.pass(2 * MINUTE)
    expect(isAvailable(boris, 'carl')).toBe(false)
  })

  it('stays available in a demo, with no desk open at all', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    anna.end()
    await rig.pass(24 * 60 * MINUTE)
    expect(await doorOf(rig)).toEqual({ state: 'online' })
  })

  it('leaves no timer behind when the server closes', async () => {
    const virtual = createVirtualClock()
    const { rig } = await house({ virtual })
    await rig.desk()
    await rig.backend.dispose()
    await settled()
    expect(virtual.pending()).toBe(0)
  })
})

const TO_ANNA = { to: 'operator', name: 'anna' }
