import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { OpeningHours } from '../../../demo/backend/hours.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, failureOf, ring, settled, type Visitor } from './rig.js'

const at = (text: string) => Date.parse(text)
const HOUR = 3_600_000
const hours: OpeningHours = {
  zone: 'Europe/Prague',
  week: { wed: [['08:00', '17:00']], thu: [['08:00', '17:00']], fri: [['08:00', '17:00']] },
}
/** Thursday, an hour before closing. */
const AFTERNOON = at('2026-11-26T15:00:00Z')
const CLOSING = at('2026-11-26T16:00:00Z')
const OPENING = at('2026-11-27T07:00:00Z')
const CLOSED = { state: 'offline', reason: 'hours', at: OPENING }

/** What was told of chats; of calls it may change by itself. */
const told = (visitor: Visitor) =>
  visitor
    .of('availability.changed')
    .map(({ availability }) => availability.webchat)
    .filter((one, n, all) => !isDeepStrictEqual(one, all[n - 1]))
const first = (visitor: Visitor) => visitor.of('hello')[0]?.availability.webchat

describe('an entry whose hours end', () => {
  it('closes on a page that is open, at that very moment, and says when it opens; and opens again', async () => {
    const virtual = createVirtualClock(AFTERNOON)
    const { visitor } = await createRig({ groups: { main: { hours } }, virtual })
    const page = await visitor()
    expect(first(page)).toEqual({ state: 'online' })
    await virtual.pass(HOUR - 1)
    await settled()
    expect(told(page)).toEqual([])
    await virtual.pass(1)
    await settled()
    expect(virtual.clock.now()).toBe(CLOSING)
    expect(told(page)).toEqual([CLOSED])
    expect(first(await visitor())).toEqual(CLOSED)
    await virtual.pass(OPENING - CLOSING)
    await settled()
    expect(told(page)).toEqual([CLOSED, { state: 'online' }])
  })

  it('is told by one timer, not by asking again and again, and by none once nobody looks', async () => {
    const virtual = createVirtualClock(AFTERNOON)
    const { visitor, pass } = await createRig({ groups: { main: { hours } }, virtual })
    await settled()
    // One looks each hour for whoever is not kept any longer.
    expect(virtual.pending()).toBe(1)
    const page = await visitor()
    expect(virtual.pending()).toBe(2)
    page.end()
    await pass(2 * HOUR)
    expect(virtual.pending()).toBe(1)
    // Nobody looked when it closed; who comes now is told the truth, and so is who stays until the morning.
    const next = await visitor()
    expect(first(next)).toEqual(CLOSED)
    await virtual.pass(OPENING - virtual.clock.now())
    await settled()
    expect(told(next).at(-1)).toEqual({ state: 'online' })
  })

  it('takes no new session, keeps the one there is, and takes one that was refused when it opens', async () => {
    const virtual = createVirtualClock(AFTERNOON)
    const { visitor, pass } = await createRig({ groups: { main: { hours } }, virtual })
    const early = await visitor()
    const session = await ring(early)
    const late = await visitor()
    await pass(HOUR)
    const start = { id: 'late', type: 'session.start', entry: 'webchat', widget: 'main' }
    expect(await failureOf(late.send(start))).toEqual({ kind: 'rejected', code: 'group.closed' })
    expect((await early.send({ ...start, id: 'again' })).session.id).toBe(session.id)
    await early.send({ id: 'more', type: 'message.send', text: 'Still here' })
    await virtual.pass(OPENING - CLOSING)
    expect((await late.send(start)).session.state).toBe('queued')
  })

  it('survives a store that fails when the hour strikes', async () => {
    const virtual = createVirtualClock(AFTERNOON)
    const rig = await createRig({ groups: { main: { hours } }, virtual })
    const page = await rig.visitor()
    const { append, head } = rig.store
    const fail = () => Promise.reject(new Error('the disk is gone'))
    Object.assign(rig.store, { append: fail, head: fail })
    await page.send({ id: 'x', type: 'session.start', entry: 'webchat', widget: 'main' }).catch(() => {})
    await virtual.pass(HOUR)
    await settled()
    Object.assign(rig.store, { append, head })
    await virtual.pass(5_000)
    await settled()
    expect(told(page).at(-1)).toEqual(CLOSED)
  })
})

describe('a queue of a given size', () => {
  it('is full for those who come, and has room again when one leaves', async () => {
    const { visitor } = await createRig({ groups: { main: { queueSize: 2 } } })
    const [one, two, three] = [await visitor(), await visitor(), await visitor()]
    await ring(one)
    expect(told(three)).toEqual([])
    const { id: session } = await ring(two)
    expect(told(three)).toEqual([{ state: 'offline', reason: 'queueFull' }])
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main' }
    expect(await failureOf(three.send(start))).toEqual({ kind: 'rejected', code: 'queue.full' })
    await two.send({ id: 'l', type: 'session.leave', session })
    await settled()
    expect(told(three).at(-1)).toEqual({ state: 'online' })
    await three.send(start)
  })

  it('is full at its size and not beside it, when many ring at once', async () => {
    const { visitor, desk } = await createRig({ groups: { main: { queueSize: 5 } } })
    const anna = await desk()
    const all = await Promise.all(Array.from({ length: 20 }, () => visitor()))
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main' }
    const rung = await Promise.allSettled(all.map(one => one.send(start)))
    expect(rung.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    await settled()
    expect(new Set(anna.of('session.changed').map(({ session }) => session.id)).size).toBe(5)
  })
})

describe('groups', () => {
  const groups = { sales: { queueSize: 1 }, repairs: { hours: { zone: 'UTC', week: {} } } }
  const widgets = { main: { title: 'Shop' }, workshop: { title: 'Workshop', group: 'repairs' } }

  it('are each open or closed on their own: a widget leads to its group, and without one to the first', async () => {
    const { visitor, desk } = await createRig({ groups, widgets })
    const anna = await desk()
    const [shop, workshop] = [await visitor(), await visitor({ widget: 'workshop' })]
    expect([first(shop), first(workshop)]).toEqual([{ state: 'online' }, { state: 'offline', reason: 'hours' }])
    await ring(shop)
    expect([told(shop), told(workshop)]).toEqual([[{ state: 'offline', reason: 'queueFull' }], []])
    expect(anna.of('session.changed').at(-1)?.session.group).toBe('sales')
    expect(JSON.stringify(shop.events)).not.toContain('sales')
  })

  it('may be chosen by the page; a name that is none leads where the widget does', async () => {
    const { visitor } = await createRig({ groups, widgets })
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'workshop' }
    const one = await visitor({ widget: 'workshop' })
    expect(await failureOf(one.send({ ...start, group: 'nobody' }))).toEqual({ kind: 'rejected', code: 'group.closed' })
    expect((await one.send({ ...start, group: 'sales' })).session.state).toBe('queued')
  })

  it('may be set while everything runs, and open pages hear of it', async () => {
    const { visitor, backend } = await createRig({ widgets })
    const page = await visitor()
    await backend.configure({ operators: [], widgets, groups: { all: { hours: { zone: 'UTC', week: {} } } } })
    expect(told(page).at(-1)).toEqual({ state: 'offline', reason: 'hours' })
  })
})

it('offline for want of operators is told as such, and busy while all have their hands full', async () => {
  const { visitor, desk } = await createRig()
  const page = await visitor()
  const [anna, boris] = [await desk(), await desk('boris')]
  await boris.send({ id: 'b', type: 'operator.available', on: false })
  for (let n = 0; n < 4; n++) {
    const { id: session } = await ring(await visitor(), `${n}`)
    await anna.send({ id: `a${n}`, type: 'session.accept', session })
  }
  await settled()
  expect(told(page)).toEqual([{ state: 'online' }, { state: 'busy', wait: 60 }])
  await anna.send({ id: 'c', type: 'operator.available', on: false })
  await settled()
  expect(told(page).at(-1)).toEqual({ state: 'offline', reason: 'noOperators' })
})
