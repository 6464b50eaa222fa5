import { describe, expect, it } from 'vitest'
import type { DeskCallback } from '../../../demo/protocol/desk.js'
import type { Callback, CallbackSlot } from '../../../src/protocol/entities.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, failureOf, ring, settled, type Desk, type Visitor } from './rig.js'

const MINUTE = 60_000
/** Thursday, ten in the morning in Prague. */
const MORNING = Date.parse('2026-11-26T09:00:00Z')
const hours = { zone: 'Europe/Prague', week: { thu: [['09:00', '12:00']], fri: [['09:00', '10:00']] } } as const
const groups = { main: { hours } }

let count = 0
const ask = async (visitor: Visitor, how: object = {}): Promise<Callback> => {
  const command = { id: `ask ${++count}`, type: 'callback.request', phone: '+420601234567', widget: 'main', ...how }
  const reply = await visitor.send<{ callback: Callback }>(command)
  await settled()
  return reply.callback
}
const order = async (desk: Desk, command: object) => {
  await desk.send({ id: `order ${++count}`, ...command })
  await settled()
}
const slotsFor = async (visitor: Visitor) => {
  const command = { id: `slots ${++count}`, type: 'callback.slots', widget: 'main' }
  return visitor.send<{ slots: CallbackSlot[]; zone?: string }>(command)
}
const last = (desk: Desk): DeskCallback => desk.of('callback.changed').at(-1)!.callback
const told = (visitor: Visitor): Callback => visitor.of('callback.changed').at(-1)!.callback
const start = async (given: Parameters<typeof createRig>[0] = {}) => {
  const virtual = createVirtualClock(MORNING)
  const rig = await createRig({ groups, virtual, ...given })
  return { rig, virtual, anna: await rig.desk('anna'), boris: await rig.desk('boris'), visitor: await rig.visitor() }
}
const why = (code: string) => ({ kind: 'rejected', code })

describe('an operator in a video call', () => {
  it('takes no callback beside it', async () => {
    const { rig, anna, visitor } = await start()
    const caller = await rig.visitor()
    const { session } = await caller.send({ id: 's', type: 'session.start', entry: 'video', widget: 'main' })
    await order(anna, { type: 'session.accept', session: session.id })
    const { id } = await ask(visitor)
    const take = { id: 'take', type: 'callback.accept', callback: id }
    expect(await failureOf(anna.send(take))).toEqual(why('operator.calling'))
    // The control: once it is over, they may.
    await order(anna, { type: 'session.end', session: session.id })
    await order(anna, take)
    expect(last(anna)).toMatchObject({ id, state: 'dialled' })
  })
})

describe('a callback', () => {
  it('as soon as possible rings at every desk, with the number in E.164', async () => {
    const { anna, boris, visitor } = await start()
    const callback = await ask(visitor, { phone: '601 234 567', country: 'CZ' })
    expect(callback).toMatchObject({ phone: '+420601234567', state: 'requested', dueAt: MORNING })
    expect(last(anna)).toMatchObject({ id: callback.id, dueAt: MORNING, group: 'main' })
    expect(last(boris).id).toBe(callback.id)
  })

  it('goes from the first word to the result, and its visitor sees each step and nothing of the desk', async () => {
    const { anna, visitor } = await start()
    const { id } = await ask(visitor)
    await order(anna, { type: 'callback.accept', callback: id })
    expect(told(visitor)).toMatchObject({ id, state: 'dialled', dialledAt: MORNING })
    const session = visitor.of('session.changed').at(-1)?.session
    expect(session).toMatchObject({ entry: 'callback', state: 'accepted', operators: [{ name: 'Anna' }] })
    await order(anna, { type: 'callback.result', callback: id, result: 'answered' })
    expect(told(visitor)).toMatchObject({ state: 'reached' })
    expect(last(anna)).toMatchObject({ result: 'answered', session: session?.id, by: { id: 'anna' } })
    for (const secret of ['client', 'by', 'result', 'held']) expect(told(visitor)).not.toHaveProperty(secret)
  })

  it('shows whether who is called is here: on the page, or by the phone alone', async () => {
    const { rig, anna, visitor } = await start()
    const { id } = await ask(visitor)
    await order(anna, { type: 'callback.accept', callback: id })
    const client = () => anna.of('client.changed').at(-1)!.client
    expect(client()).toMatchObject({ online: true, phone: '+420601234567', visits: 0 })
    const other = await rig.visitor()
    const next = await ask(other, { phone: '+420602345678' })
    other.end()
    await order(anna, { type: 'callback.accept', callback: next.id })
    expect(client()).toMatchObject({ online: false, leftAt: MORNING, phone: '+420602345678' })
  })

  it.each([
    ['noAnswer', 'notReached'],
    ['busy', 'notReached'],
    ['invalid', 'invalid'],
  ])('ends as %s: %s; and the result may be said anew', async (result, state) => {
    const { anna, visitor } = await start()
    const { id } = await ask(visitor)
    await order(anna, { type: 'callback.accept', callback: id })
    await order(anna, { type: 'callback.result', callback: id, result })
    expect(told(visitor).state).toBe(state)
    await order(anna, { type: 'callback.result', callback: id, result: 'answered' })
    expect(told(visitor).state).toBe('reached')
  })

  it('that nobody answered may be dialled again', async () => {
    const { anna, boris, visitor } = await start()
    const { id } = await ask(visitor)
    await order(anna, { type: 'callback.accept', callback: id })
    await order(anna, { type: 'callback.result', callback: id, result: 'noAnswer' })
    await order(anna, { type: 'session.end', session: last(anna).session })
    await order(boris, { type: 'callback.accept', callback: id })
    expect(last(boris)).toMatchObject({ state: 'dialled', by: { id: 'boris' } })
  })

  it('goes to exactly one operator, who has room for it', async () => {
    const { rig, anna, boris, visitor } = await start()
    const { id: callback } = await ask(visitor)
    const take = (desk: Desk, name: string) => desk.send({ id: name, type: 'callback.accept', callback })
    const both = await Promise.allSettled([take(anna, 'a'), take(boris, 'b')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    for (let n = 0; n < 4; n++) {
      const { id: session } = await ring(await rig.visitor(), `Hello ${n}`)
      await order(boris, { type: 'session.accept', session })
    }
    const { id } = await ask(await rig.visitor(), { phone: '+420602345678' })
    expect(await failureOf(order(boris, { type: 'callback.accept', callback: id }))).toEqual(why('operator.full'))
    await order(anna, { type: 'callback.accept', callback: id })
  })

  it('is one: asking again moves it, cancelling ends it, and while somebody dials nothing moves', async () => {
    const { rig, anna, visitor } = await start()
    const first = await ask(visitor)
    const { slots } = await slotsFor(visitor)
    const moved = await ask(visitor, { at: slots[2]?.at, phone: '+420602345678' })
    expect(moved).toMatchObject({ id: first.id, version: 2, phone: '+420602345678', at: slots[2]?.at })
    expect(moved).not.toHaveProperty('dueAt')
    await visitor.send({ id: 'cancel', type: 'callback.cancel', callback: moved.id })
    await settled()
    expect(told(visitor).state).toBe('cancelled')
    expect(await failureOf(order(anna, { type: 'callback.accept', callback: moved.id }))).toEqual(why('callback.over'))
    const next = await ask(visitor)
    expect(next.id).not.toBe(first.id)
    expect(next.version).toBeGreaterThan(moved.version)
    await order(anna, { type: 'callback.accept', callback: next.id })
    expect(await failureOf(ask(visitor))).toEqual(why('callback.dialled'))
    const stranger = await rig.visitor()
    const cancel = { id: 'theirs', type: 'callback.cancel', callback: next.id }
    expect(await failureOf(stranger.send(cancel))).toEqual({ kind: 'gone' })
  })

  it('is one, however often the same request arrives, and after a restart', async () => {
    const { rig, visitor } = await start()
    const command = { id: 'same', type: 'callback.request', phone: '+420601234567', widget: 'main' }
    const replies = await Promise.all([visitor.send(command), visitor.send(command), visitor.send(command)])
    const again = await rig.restart()
    const page = await again.visitor({ token: visitor.token })
    replies.push(await page.send(command))
    expect(new Set(replies.map(reply => JSON.stringify(reply))).size).toBe(1)
    expect((await again.desk()).of('snapshot')[0]?.callbacks).toHaveLength(1)
    expect(told(page)).toMatchObject({ state: 'requested', version: 1 })
  })

  it('takes whoever waits in the queue out of it, and rings since they came', async () => {
    const { rig, virtual, anna, visitor } = await start()
    const { id } = await ring(visitor)
    await virtual.pass(3 * MINUTE)
    const callback = await ask(visitor)
    expect(callback.dueAt).toBe(MORNING)
    expect(visitor.of('session.changed').at(-1)?.session).toMatchObject({ id, state: 'ended', endedBy: 'visitor' })
    expect((await rig.backend.tally()).queued).toBe(0)
    await order(anna, { type: 'callback.accept', callback: callback.id })
    expect(visitor.of('session.changed').at(-1)?.session).toMatchObject({ entry: 'callback', state: 'accepted' })
  })

  it('leaves nothing of itself once its visitor is forgotten', async () => {
    const { rig, visitor } = await start()
    await ask(visitor)
    await visitor.send({ id: 'forget', type: 'visitor.forget' })
    expect((await rig.desk()).of('snapshot')[0]?.callbacks).toEqual([])
    expect((await (await rig.restart()).desk()).of('snapshot')[0]?.callbacks).toEqual([])
  })

  it('is not taken from who is blocked, at a closed door, or for nobody', async () => {
    const { virtual, anna, boris, visitor } = await start()
    await order(anna, { type: 'operator.available', on: false })
    await order(boris, { type: 'operator.available', on: false })
    expect(await failureOf(ask(visitor))).toEqual(why('group.closed'))
    await order(anna, { type: 'operator.available', on: true })
    await ask(visitor)
    await virtual.pass(3 * 60 * MINUTE)
    await settled()
    expect(await failureOf(ask(visitor))).toEqual(why('group.closed'))
  })
})

describe('a half hour', () => {
  it('is offered within the hours, in the zone of the site, and takes one callback for each who answers', async () => {
    const { rig, visitor } = await start()
    const { slots, zone } = await slotsFor(visitor)
    expect(zone).toBe('Europe/Prague')
    expect(slots.slice(0, 6).map(({ at }) => new Date(at).toISOString().slice(5, 16))).toEqual([
      ...['11-26T09:30', '11-26T10:00', '11-26T10:30', '11-27T08:00', '11-27T08:30', '12-03T08:00'],
    ])
    const { at } = slots[0]!
    await ask(visitor, { at })
    await ask(await rig.visitor(), { at, phone: '+420602345678' })
    const late = await rig.visitor()
    expect((await slotsFor(late)).slots[0]).toEqual({ at, free: false })
    // One's own stays one's own.
    expect((await slotsFor(visitor)).slots[0]).toEqual({ at, free: true })
    expect(await failureOf(ask(late, { at, phone: '+420603456789' }))).toEqual(why('callback.full'))
    await ask(visitor, { at, phone: '+420604567890' })
  })

  it('goes to one of two who want its last place', async () => {
    const { rig, visitor } = await start({ groups: { main: { hours, callbacks: 1 } } })
    const { at } = (await slotsFor(visitor)).slots[0]!
    const other = await rig.visitor()
    const both = await Promise.allSettled([ask(visitor, { at }), ask(other, { at, phone: '+420602345678' })])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })

  it('comes: it rings at the desk, at that very moment, also after a restart before it', async () => {
    const { rig, virtual, anna, visitor } = await start()
    const { at } = (await slotsFor(visitor)).slots[1]!
    const { id } = await ask(visitor, { at })
    expect(last(anna).dueAt).toBeUndefined()
    expect(await failureOf(order(anna, { type: 'callback.accept', callback: id }))).toEqual(why('callback.over'))
    await virtual.pass(at - MORNING - 1)
    await settled()
    expect(last(anna).dueAt).toBeUndefined()
    const again = await rig.restart()
    await rig.backend.dispose()
    const [boris, page] = [await again.desk('boris'), await again.visitor({ token: visitor.token })]
    await virtual.pass(1)
    await settled()
    expect(last(boris)).toMatchObject({ id, dueAt: at })
    expect(told(page)).toMatchObject({ id, dueAt: at, state: 'requested' })
    await order(boris, { type: 'callback.accept', callback: id })
  })

  it('that nobody offered is not taken', async () => {
    const { visitor } = await start()
    const { at } = (await slotsFor(visitor)).slots[0]!
    for (const wrong of [at + 1, at - 30 * MINUTE, at + 24 * 60 * MINUTE * 2])
      expect(await failureOf(ask(visitor, { at: wrong }))).toEqual(why('callback.full'))
  })
})

describe('a number', () => {
  it.each([
    ['+420601234567', undefined],
    ['00420 601 234 567', 'CZ'],
    ['0171 1234567', 'DE'],
    ['(201) 555-0123', 'US'],
    ['07400 123456', 'GB'],
    ['0912 123 456', 'SK'],
  ])('%s is a number', async (phone, country) => {
    const { visitor } = await start()
    expect((await ask(visitor, { phone, ...(country && { country }) })).phone).toMatch(/^\+\d{11,13}$/)
  })

  it.each([
    ['callback.number', '+42060123456'],
    ['callback.number', '601234567'],
    ['callback.number', 'call me'],
    ['callback.number', '+420601234567;ext=7'],
    // Premium rate; Inmarsat; an international premium number.
    ['callback.country', '+420906123456'],
    ['callback.country', '+870773111632'],
    ['callback.country', '+979123456789'],
  ])('is refused as %s: %s', async (code, phone) => {
    const { visitor } = await start()
    expect(await failureOf(ask(visitor, { phone }))).toEqual(why(code))
  })
})
