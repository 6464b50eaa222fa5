import { describe, expect, it } from 'vitest'
import type { GroupSettings } from '../../../demo/backend/groups.js'
import type { FormField } from '../../../src/protocol/form.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, failureOf, settled, type Visitor } from './rig.js'

const at = (text: string) => Date.parse(text)
const HOUR = 3_600_000
/** Thursday, an hour before Repairs close. */
const AFTERNOON = at('2026-11-26T15:00:00Z')
const OPENING = at('2026-11-27T07:00:00Z')

const groups: Readonly<Record<string, GroupSettings>> = {
  repairs: { hours: { zone: 'Europe/Prague', week: { thu: [['08:00', '17:00']], fri: [['08:00', '17:00']] } } },
  sales: { operators: ['anna'], queueSize: 1 },
  advice: { operators: ['boris'] },
}
const DEPARTMENT: FormField = { name: 'department', type: 'radio', label: 'Department', group: true, required: true }

const open = async (field: Partial<FormField> = {}, more: Readonly<Record<string, GroupSettings>> = groups) => {
  const virtual = createVirtualClock(AFTERNOON)
  const entryForm = { id: 'entry', fields: [{ ...DEPARTMENT, ...field }] }
  const rig = await createRig({ widgets: { main: { entryForm }, plain: {} }, groups: more, virtual })
  const anna = await rig.desk()
  const boris = await rig.desk('boris')
  const leave = async (desk: typeof anna, id: string) => {
    await desk.send({ id, type: 'operator.available', on: false })
    await settled()
  }
  return { ...rig, virtual, anna, boris, leave }
}
const told = (visitor: Visitor) => visitor.of('availability.changed').at(-1)
const first = (visitor: Visitor) => visitor.of('hello')[0]

describe('departments that can be chosen before the queue', () => {
  it('are told as they stand, at first and whenever one changes, be it by the hour', async () => {
    const { visitor, virtual, leave, anna } = await open()
    const page = await visitor()
    expect(first(page)?.groups).toEqual({
      repairs: { state: 'online' },
      sales: { state: 'online' },
      advice: { state: 'online' },
    })
    await virtual.pass(HOUR)
    await settled()
    const shut = { state: 'offline', reason: 'hours', at: OPENING }
    expect(told(page)?.groups).toMatchObject({ repairs: shut, sales: { state: 'online' } })
    await leave(anna, 'l1')
    expect(told(page)?.groups).toMatchObject({
      repairs: shut,
      sales: { state: 'offline', reason: 'noOperators' },
      advice: { state: 'online' },
    })
    expect(first(await visitor())?.groups).toEqual(told(page)?.groups)
    await virtual.pass(OPENING - virtual.clock.now())
    await settled()
    expect(told(page)?.groups).toMatchObject({ repairs: { state: 'online' } })
  })

  it('are as full as their own queue, and whoever comes all the same is refused', async () => {
    const { visitor } = await open()
    const page = await visitor()
    const early = await visitor()
    const start = (id: string) => ({ id, type: 'session.start', entry: 'webchat', widget: 'main' })
    await early.send({ ...start('s1'), form: { department: 'sales' } })
    await settled()
    expect(told(page)?.groups).toMatchObject({ sales: { state: 'offline', reason: 'queueFull' } })
    expect(await failureOf(page.send({ ...start('s2'), form: { department: 'sales' } }))).toMatchObject({
      code: 'queue.full',
    })
    expect((await page.send({ ...start('s3'), form: { department: 'advice' } })).session.state).toBe('queued')
  })

  it('leave the chat open while one of them takes it, and close it with the last one', async () => {
    const { visitor, virtual, leave, anna, boris } = await open()
    const page = await visitor()
    await virtual.pass(HOUR)
    await settled()
    // Repairs are the widget's own group.
    expect(told(page)?.availability.webchat).toEqual({ state: 'online' })
    expect(told(page)?.availability.callback).toMatchObject({ state: 'offline', reason: 'hours' })
    await leave(boris, 'l1')
    expect(told(page)?.availability.webchat).toEqual({ state: 'online' })
    await leave(anna, 'l2')
    expect(told(page)?.availability.webchat).toEqual({ state: 'offline', reason: 'noOperators' })
  })

  it('say the nearest: a free one before a busy one, and of closed ones the one that opens first', async () => {
    const day = (from: string) => ({ zone: 'Europe/Prague', week: { fri: [[from, '17:00']] as const } })
    const { visitor } = await open({}, { late: { hours: day('10:00') }, early: { hours: day('08:00') } })
    expect(first(await visitor())?.availability.webchat).toEqual({ state: 'offline', reason: 'hours', at: OPENING })
  })

  it('count the group of the widget too, where nothing has to be chosen', async () => {
    const options = [{ value: 'repairs', label: 'Repairs' }]
    const closed = { ...groups, main: { operators: ['anna'] }, repairs: groups.repairs ?? {} }
    const { visitor, virtual } = await open(
      { options, required: false },
      { main: closed.main, repairs: closed.repairs },
    )
    await virtual.pass(HOUR)
    const { groups: said, availability } = first(await visitor()) ?? {}
    expect(said).toMatchObject({ repairs: { state: 'offline' } })
    expect(Object.keys(said ?? {})).toEqual(['repairs'])
    expect(availability?.webchat).toEqual({ state: 'online' })
  })

  it('are not told where none can be chosen, and their names are nobody’s there', async () => {
    const { visitor } = await open()
    expect(first(await visitor({ widget: 'plain' }))).not.toHaveProperty('groups')
    const page = await visitor({ widget: 'plain' })
    await page.send({ id: 's', type: 'session.start', entry: 'webchat', widget: 'plain' })
    await settled()
    expect(JSON.stringify(page.events)).not.toContain('advice')
  })
})

describe('a message for a department', () => {
  it('says which in the words of the form before the queue, though its own form does not ask', async () => {
    const options = [{ value: 'sales', label: 'Sales and orders' }]
    const { visitor, anna } = await open({ options })
    await (
      await visitor()
    ).send({
      ...{ id: 'l', type: 'letter.send', widget: 'main', took: 9_000 },
      values: { message: 'Hello', department: 'sales', odd: 'x' },
    })
    await settled()
    expect(anna.of('letter.added').at(-1)?.letter).toMatchObject({
      text: 'Hello',
      more: [
        { key: 'Department', value: 'Sales and orders' },
        { key: 'odd', value: 'x' },
      ],
    })
  })
})
