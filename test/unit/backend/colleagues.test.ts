import { describe, expect, it } from 'vitest'
import type { DeskSession } from '../../../demo/protocol/desk.js'
import type { GroupSettings } from '../../../demo/backend/groups.js'
import { createRig, failureOf, ring, settled, textsOf, type Desk, type Rig } from './rig.js'

const GROUPS: Readonly<Record<string, GroupSettings>> = {
  sales: {},
  repairs: { operators: ['boris'], queueSize: 1 },
  night: { hours: { zone: 'UTC', week: {} } },
}

const last = (desk: Desk, id: string): DeskSession | undefined =>
  desk.of('session.changed').findLast(({ session }) => session.id === id)?.session
const names = (session: DeskSession | undefined) => session?.operators.map(({ name }) => name)

/** A conversation of Anna's, with Boris at the desk. */
const talk = async (given: Parameters<typeof createRig>[0] = { groups: GROUPS }) => {
  const rig = await createRig(given)
  const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
  const client = await rig.visitor()
  const { id: session } = await ring(client)
  await anna.send({ id: 'a', type: 'session.accept', session })
  await settled()
  return { rig, anna, boris, client, session, order: orders(session) }
}

let count = 0
const orders = (session: string) => ({
  to: (name: string) => ({ id: `o${++count}`, type: 'session.redirect', session, to: 'operator', name }),
  toGroup: (name: string) => ({ id: `o${++count}`, type: 'session.redirect', session, to: 'group', name }),
  invite: (operator: string) => ({ id: `o${++count}`, type: 'session.invite', session, operator }),
  leave: () => ({ id: `o${++count}`, type: 'session.leave', session }),
  say: (text: string) => ({ id: `o${++count}`, type: 'message.send', session, text }),
})

/** Somebody else who rings, for a group. */
const another = async ({ visitor }: Rig, group?: string) => {
  const client = await visitor()
  const { session } = await client.send({ id: 's', type: 'session.start', entry: 'webchat', widget: 'main', group })
  return { client, session: session.id, order: orders(session.id) }
}

const away = (desk: Desk) => desk.send({ id: `o${++count}`, type: 'operator.available', on: false })

describe('a conversation that is handed to a colleague', () => {
  it('is theirs at once: the visitor reads who takes over, and the one who gave it away may not write any more', async () => {
    const { anna, boris, client, session, order } = await talk()
    await anna.send(order.to('boris'))
    await boris.send(order.say('I go on'))
    await settled()
    expect(textsOf(client)).toEqual(['Hello', 'Anna is here', 'Boris takes over', 'I go on'])
    expect(client.of('message.added').at(-2)?.message.body.data).toEqual({
      notice: 'session.redirected',
      name: 'Boris',
    })
    expect(client.of('session.changed').at(-1)?.session).toMatchObject({
      state: 'accepted',
      operators: [{ id: 'boris' }],
    })
    expect(names(last(anna, session))).toEqual(['Boris'])
    expect(await failureOf(anna.send(order.say('And I')))).toEqual({ kind: 'rejected', code: 'session.notYours' })
    expect(await failureOf(anna.send(order.to('anna')))).toEqual({ kind: 'rejected', code: 'session.notYours' })
  })

  it('takes along what was not read yet, and every place in it stays', async () => {
    const { anna, boris, client, session, order } = await talk()
    await anna.send({ id: 'r', type: 'read.mark', session, seq: 2 })
    await client.send({ id: 'm', type: 'message.send', text: 'Unread' })
    const before = anna.of('message.added').map(({ message }) => message.seq)
    await anna.send(order.to('boris'))
    await settled()
    expect(last(boris, session)).toMatchObject({ readByOperator: 2 })
    expect(
      boris
        .of('message.added')
        .map(({ message }) => message.seq)
        .slice(0, before.length),
    ).toEqual(before)
    await boris.send({ id: 'r', type: 'read.mark', session, seq: 99 })
    await settled()
    expect(last(anna, session)?.readByOperator).toBeGreaterThanOrEqual(before.at(-1) ?? 0)
  })

  it('is handed over once, however often the command comes', async () => {
    const { anna, client, order } = await talk()
    const command = order.to('boris')
    await Promise.all([anna.send(command), anna.send(command)])
    await anna.send(command)
    await settled()
    expect(textsOf(client).filter(text => text === 'Boris takes over')).toHaveLength(1)
  })

  it('is still theirs after a restart', async () => {
    const { rig, anna, client, session, order } = await talk()
    await anna.send(order.to('boris'))
    const again = await rig.restart()
    const boris = await again.desk('boris')
    await boris.send(order.say('Here I am'))
    expect(boris.of('snapshot')[0]?.sessions.map(one => [one.id, names(one)])).toEqual([[session, ['Boris']]])
    expect(textsOf(await again.visitor({ token: client.token })).slice(-2)).toEqual(['Boris takes over', 'Here I am'])
  })

  it.each([
    ['who is away', { kind: 'rejected', code: 'operator.away' }, 'boris', (boris: Desk) => away(boris)],
    ['who is not there at all', { kind: 'gone' }, 'nobody', async () => {}],
  ])('stays where it is when it is offered to one %s', async (_, failure, name, prepare) => {
    const { anna, boris, client, session, order } = await talk()
    await prepare(boris)
    const before = last(anna, session)?.version
    expect(await failureOf(anna.send(order.to(name)))).toEqual(failure)
    await anna.send(order.say('Still here'))
    await settled()
    expect([last(anna, session)?.version, textsOf(client).at(-1)]).toEqual([before, 'Still here'])
  })

  it('stays where it is when the colleague has as many as they may', async () => {
    const { rig, anna, boris, session, order } = await talk()
    for (let n = 0; n < 4; n++) {
      const { session } = await another(rig)
      await boris.send({ id: `b${n}`, type: 'session.accept', session })
    }
    expect(await failureOf(anna.send(order.to('boris')))).toEqual({ kind: 'rejected', code: 'operator.full' })
    expect(names(last(anna, session))).toEqual(['Anna'])
  })

  it('that has ended is nobody’s to hand over', async () => {
    const { anna, client, session, order } = await talk()
    await client.send({ id: 'l', type: 'session.leave', session })
    for (const command of [order.to('boris'), order.invite('boris'), order.leave()])
      expect(await failureOf(anna.send(command))).toEqual({ kind: 'rejected', code: 'session.ended' })
  })
})

describe('a conversation that is handed to a group', () => {
  it('waits again, at the end of that group’s queue, and the visitor reads it', async () => {
    const { rig, anna, boris, client, session, order } = await talk({ groups: { sales: {}, repairs: {} } })
    await another(rig, 'repairs')
    await another(rig, 'sales')
    await anna.send(order.toGroup('repairs'))
    await settled()
    const { acceptedAt, position, state } = client.of('session.changed').at(-1)?.session ?? {}
    expect({ acceptedAt, position, state }).toEqual({ acceptedAt: undefined, position: 2, state: 'queued' })
    expect(textsOf(client).at(-1)).toBe('A colleague takes over')
    expect(last(boris, session)).toMatchObject({ group: 'repairs', operators: [] })
    await boris.send({ id: 'b', type: 'session.accept', session })
    await settled()
    expect(textsOf(client).at(-1)).toBe('Boris is here')
  })

  it.each([
    ['is closed', 'night', { kind: 'rejected', code: 'group.closed' }, false],
    ['is full', 'repairs', { kind: 'rejected', code: 'queue.full' }, false],
    ['has nobody there', 'repairs', { kind: 'rejected', code: 'operator.away' }, true],
    ['is none', 'kitchen', { kind: 'gone' }, false],
  ])('stays where it is when the group %s', async (_, group, failure, isAway) => {
    const { rig, anna, boris, session, order } = await talk()
    await another(rig, 'repairs')
    if (isAway) await away(boris)
    expect(await failureOf(anna.send(order.toGroup(group)))).toEqual(failure)
    await settled()
    expect(last(anna, session)).toMatchObject({ state: 'accepted', operators: [{ id: 'anna' }], group: 'sales' })
  })
})

describe('one who waits', () => {
  it('is sent to another group without losing the turn', async () => {
    const { rig, anna } = await talk({ groups: { sales: {}, repairs: {} } })
    const first = await another(rig, 'sales')
    const second = await another(rig, 'repairs')
    await anna.send(first.order.toGroup('repairs'))
    await settled()
    expect([last(anna, first.session)?.position, last(anna, second.session)?.position]).toEqual([1, 2])
    expect(last(anna, first.session)?.queuedAt).toBe(
      anna.of('session.changed').find(({ session }) => session.id === first.session)?.session.queuedAt,
    )
  })

  it('rings at the colleague it is meant for, until they are gone; and anybody may accept', async () => {
    const { rig, anna, boris } = await talk()
    const { session, order, client } = await another(rig, 'sales')
    await anna.send(order.to('boris'))
    await settled()
    expect(last(boris, session)).toMatchObject({ state: 'queued', waitsFor: 'boris' })
    expect(JSON.stringify(client.events)).not.toContain('waitsFor')
    await away(boris)
    await settled()
    expect(last(anna, session)).toMatchObject({ state: 'queued' })
    expect(last(anna, session)).not.toHaveProperty('waitsFor')
    await anna.send({ id: 'b', type: 'session.accept', session })
  })
})

describe('a colleague who is asked in', () => {
  it('writes along, and each may go as long as another stays', async () => {
    const { anna, boris, client, session, order } = await talk()
    expect(await failureOf(boris.send(order.say('May I?')))).toEqual({ kind: 'rejected', code: 'session.notYours' })
    await anna.send(order.invite('boris'))
    await anna.send(order.invite('boris'))
    await boris.send(order.say('Good day'))
    await anna.send(order.leave())
    await settled()
    expect(textsOf(client)).toEqual([
      'Hello',
      'Anna is here',
      'Boris is here',
      'Good day',
      'Anna left the conversation',
    ])
    expect(names(last(anna, session))).toEqual(['Boris'])
    expect(await failureOf(boris.send(order.leave()))).toEqual({ kind: 'rejected', code: 'session.alone' })
    expect(await failureOf(anna.send(order.leave()))).toEqual({ kind: 'rejected', code: 'session.notYours' })
  })

  it('keeps it when it is handed to them', async () => {
    const { anna, boris, session, order } = await talk()
    await anna.send(order.invite('boris'))
    await anna.send(order.to('boris'))
    await settled()
    expect(names(last(boris, session))).toEqual(['Boris'])
  })

  it('counts it among the conversations they may have', async () => {
    const { rig, anna, boris } = await talk()
    for (let n = 0; n < 4; n++) {
      const { session } = await another(rig)
      await boris.send({ id: `b${n}`, type: 'session.accept', session })
    }
    const { session, order } = await another(rig)
    await anna.send({ id: 'x', type: 'session.accept', session })
    expect(await failureOf(anna.send(order.invite('boris')))).toEqual({ kind: 'rejected', code: 'operator.full' })
  })
})

describe('groups with operators of their own', () => {
  it('are open while one of them is there, whoever else is', async () => {
    const { rig, boris } = await talk({
      groups: { sales: {}, repairs: { operators: ['boris'] } },
      widgets: { main: {}, workshop: { group: 'repairs' } },
    })
    const [shop, workshop] = [await rig.visitor(), await rig.visitor({ widget: 'workshop' })]
    await away(boris)
    await settled()
    for (const { availability } of shop.of('availability.changed'))
      expect(availability.webchat).toEqual({ state: 'online' })
    expect(workshop.of('availability.changed').at(-1)?.availability.webchat).toEqual({
      state: 'offline',
      reason: 'noOperators',
    })
  })

  it('are told to the desk, also when they change', async () => {
    const { rig, anna } = await talk()
    const told = () => anna.of('groups.changed').map(({ groups }) => groups)
    expect(told()).toEqual([[{ name: 'sales' }, { name: 'repairs', operators: ['boris'] }, { name: 'night' }]])
    await rig.backend.configure({ operators: [], widgets: { main: {} }, groups: {} })
    await settled()
    expect(told().at(-1)).toEqual([])
  })
})
