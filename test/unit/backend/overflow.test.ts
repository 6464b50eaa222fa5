import { describe, expect, it } from 'vitest'
import type { GroupSettings } from '../../../demo/backend/groups.js'
import type { DeskSession } from '../../../demo/protocol/desk.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, ring, settled, type Desk, type Rig } from './rig.js'

const GROUPS: Readonly<Record<string, GroupSettings>> = {
  sales: { maxWait: 60 },
  night: { hours: { zone: 'UTC', week: {} } },
  repairs: { maxWait: 120 },
  last: {},
}
const SECOND = 1_000

const last = (desk: Desk, id: string): DeskSession | undefined =>
  desk.of('session.changed').findLast(({ session }) => session.id === id)?.session
const groupOf = (desk: Desk, id: string) => last(desk, id)?.group

/** Somebody waits for the first group. */
const wait = async (groups = GROUPS) => {
  const virtual = createVirtualClock()
  const rig = await createRig({ groups, virtual })
  const anna = await rig.desk()
  const client = await rig.visitor()
  const { id } = await ring(client)
  const pass = async (ms: number, { pass: let_ }: Pick<Rig, 'pass'> = rig) => {
    await let_(ms)
    await settled()
  }
  return { rig, virtual, anna, client, id, pass }
}

describe('who has waited for one group as long as they may', () => {
  it('goes on to the next that takes somebody, at that very moment, and so on; after the last they wait on', async () => {
    const { virtual, anna, id } = await wait()
    const step = async (ms: number) => {
      await virtual.pass(ms)
      await settled()
      return groupOf(anna, id)
    }
    expect([await step(60 * SECOND - 1), await step(1)]).toEqual(['sales', 'repairs'])
    expect([await step(120 * SECOND - 1), await step(1), await step(3_600 * SECOND)]).toEqual([
      'repairs',
      'last',
      'last',
    ])
    // The hourly look for whoever is not kept any longer is the only one left.
    expect(virtual.pending()).toBe(1)
  })

  it('is told the place in that queue, and nothing of how the house is divided', async () => {
    const { rig, client, pass } = await wait()
    const other = await rig.visitor()
    await other.send({ id: 's', type: 'session.start', entry: 'webchat', widget: 'main', group: 'repairs' })
    const before = client.of('session.changed').length
    await pass(60 * SECOND)
    const [told] = client.of('session.changed').slice(before)
    expect(told?.session).toMatchObject({ state: 'queued', position: 1 })
    expect(JSON.stringify(client.events)).not.toMatch(/repairs|groupedAt/)
    expect(other.of('session.changed').at(-1)?.session.position).toBe(2)
  })

  it('stays while nobody else takes them, and goes once somebody does', async () => {
    const { rig, anna, id, pass } = await wait({ sales: { maxWait: 60 }, repairs: { operators: ['boris'] } })
    const boris = await rig.desk('boris')
    await boris.send({ id: 'off', type: 'operator.available', on: false })
    await pass(120 * SECOND)
    expect(groupOf(anna, id)).toBe('sales')
    await boris.send({ id: 'on', type: 'operator.available', on: true })
    await pass(20 * SECOND)
    expect(groupOf(anna, id)).toBe('repairs')
  })

  it('rings at everybody when the one they wait for does not come and there is no other group', async () => {
    const { anna, id, pass } = await wait({ sales: { maxWait: 60 } })
    await anna.send({ id: 'o', type: 'session.redirect', session: id, to: 'operator', name: 'boris' })
    await pass(30 * SECOND)
    expect(last(anna, id)).toHaveProperty('waitsFor')
    await pass(31 * SECOND)
    expect(last(anna, id)).not.toHaveProperty('waitsFor')
  })

  it('has not waited at all once they are accepted or gone', async () => {
    const { virtual, anna, id, pass } = await wait()
    await anna.send({ id: 'a', type: 'session.accept', session: id })
    await pass(300 * SECOND)
    expect([groupOf(anna, id), virtual.pending()]).toEqual(['sales', 1])
  })
})

describe('the time somebody has waited', () => {
  it('goes on counting over a restart', async () => {
    const { rig, virtual, id, pass } = await wait()
    await pass(40 * SECOND)
    await rig.backend.dispose()
    await virtual.pass(15 * SECOND)
    const again = await rig.restart()
    const boris = await again.desk('boris')
    await pass(4 * SECOND, again)
    expect(groupOf(boris, id)).toBeUndefined()
    await pass(2 * SECOND, again)
    expect(groupOf(boris, id)).toBe('repairs')
  })

  it('is over at once when it ran out while the server was down', async () => {
    const { rig, virtual, id } = await wait()
    await rig.backend.dispose()
    await virtual.pass(90 * SECOND)
    const again = await rig.restart()
    await again.pass(SECOND)
    const snapshot = (await again.desk('boris')).of('snapshot')[0]
    expect(snapshot?.sessions.map(({ id, group }) => [id, group])).toEqual([[id, 'repairs']])
  })

  it.each([3_600_000, -3_600_000])('is not touched by a clock that is set by %i ms', async ms => {
    const { virtual, anna, id } = await wait()
    virtual.jump(ms)
    await virtual.pass(59 * SECOND)
    await settled()
    expect(groupOf(anna, id)).toBe('sales')
    await virtual.pass(SECOND)
    await settled()
    expect(groupOf(anna, id)).toBe('repairs')
  })

  it('is not forgotten by a store that fails when it is over', async () => {
    const { rig, virtual, anna, id } = await wait()
    const { append, head } = rig.store
    const fail = () => Promise.reject(new Error('the disk is gone'))
    Object.assign(rig.store, { append: fail, head: fail })
    await virtual.pass(60 * SECOND)
    await settled()
    Object.assign(rig.store, { append, head })
    await virtual.pass(20 * SECOND)
    await settled()
    expect(groupOf(anna, id)).toBe('repairs')
  })
})
