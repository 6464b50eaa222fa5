import { describe, expect, it } from 'vitest'
import type { Invitation } from '../../../demo/protocol/desk.js'
import { createRig, createTestSecrets, failureOf, ring, settled, textsOf, type Desk, type Visitor } from './rig.js'

let count = 0
const order = (desk: Desk, command: object) => desk.send({ id: `order ${++count}`, ...command })

/** Makes a number, as its operator's desk is told it. */
const invite = async (desk: Desk, how: object = {}) => {
  await order(desk, { type: 'invitation.create', ...how })
  await settled()
  return desk.of('invitation.changed').at(-1)!.invitation as Invitation & { code: string }
}
const redeem = (visitor: Visitor, code: string, id = `redeem ${++count}`) =>
  visitor.send({ id, type: 'invitation.redeem', code, widget: 'main' })
const refused = (visitor: Visitor, code: string) => failureOf(redeem(visitor, code))
const why = (code: string) => ({ kind: 'rejected', code: `invitation.${code}` })

const start = async () => {
  const rig = await createRig()
  const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
  return { rig, anna, boris, visitor: await rig.visitor() }
}
const MINUTE = 60_000
/** When the rig's clock begins. */
const NOW = 1_700_000_000_000

describe('a number', () => {
  it('has six digits, and is told to nobody but its operator', async () => {
    const { anna, boris } = await start()
    const { code, id } = await invite(anna)
    expect(code).toMatch(/^\d{6}$/)
    const [other] = boris.of('invitation.changed')
    expect(other?.invitation).toMatchObject({ id, operator: 'anna' })
    expect(JSON.stringify(boris.events)).not.toContain(code)
  })

  it('rings at that operator alone, past the queue', async () => {
    const { rig, anna, boris, visitor } = await start()
    await ring(await rig.visitor())
    const { session } = await redeem(visitor, (await invite(anna)).code)
    expect(session).toMatchObject({ entry: 'invitation', state: 'queued', operators: [] })
    expect(session.position).toBeUndefined()
    await settled()
    expect(anna.of('session.changed').at(-1)?.session.knock).toMatchObject({ operator: 'anna', kind: 'chat' })
    const accept = { type: 'session.accept', session: session.id }
    expect(await failureOf(order(boris, accept))).toEqual({ kind: 'rejected', code: 'session.invited' })
    expect(await failureOf(order(boris, { type: 'session.end', session: session.id }))).toMatchObject({
      code: 'session.invited',
    })
    await order(anna, accept)
    await settled()
    expect(visitor.of('session.changed').at(-1)?.session.operators).toMatchObject([{ name: 'Anna' }])
  })

  it('does not move those who wait for anybody', async () => {
    const { rig, anna, visitor } = await start()
    const waiting = await rig.visitor()
    await ring(waiting)
    await redeem(visitor, (await invite(anna)).code)
    await settled()
    expect(waiting.of('session.changed').at(-1)?.session.position).toBe(1)
    expect(await rig.backend.tally()).toMatchObject({ queued: 2 })
  })

  it('tells nothing of anybody before the acceptance', async () => {
    const { anna, visitor } = await start()
    const before = visitor.events.length
    await redeem(visitor, (await invite(anna)).code)
    await settled()
    const told = JSON.stringify(visitor.events.slice(before))
    for (const secret of ['anna', 'Anna', 'knock', 'kind']) expect(told).not.toContain(secret)
    expect(textsOf(visitor)).toEqual([])
  })

  it('takes along who waits in the queue, with their words', async () => {
    const { anna, visitor } = await start()
    const { id } = await ring(visitor, 'Somebody there?')
    const { session } = await redeem(visitor, (await invite(anna)).code)
    expect(session).toMatchObject({ id, entry: 'invitation' })
    expect(session.position).toBeUndefined()
  })

  it('is of no use to who talks already, and is not burnt by it', async () => {
    const { rig, anna, boris, visitor } = await start()
    const { id } = await ring(visitor)
    await order(boris, { type: 'session.accept', session: id })
    const { code } = await invite(anna)
    expect(await refused(visitor, code)).toEqual({ kind: 'rejected', code: 'session.open' })
    await redeem(await rig.visitor(), code)
  })

  it('for many leads there again and again, until its time', async () => {
    const { rig, anna } = await start()
    const { code, expiresAt } = await invite(anna)
    expect(expiresAt - NOW).toBe(10 * MINUTE)
    const many = await invite(anna, { until: NOW + 60 * MINUTE })
    expect(many.code).not.toBe(code)
    for (let n = 0; n < 3; n++) await redeem(await rig.visitor(), many.code)
    await rig.pass(61 * MINUTE)
    expect(await refused(await rig.visitor(), many.code)).toEqual(why('expired'))
  })

  it('may not outlive thirty days, and an operator has twenty at most', async () => {
    const { anna } = await start()
    await invite(anna)
    const far = failureOf(order(anna, { type: 'invitation.create', until: NOW + 31 * 24 * 60 * MINUTE }))
    expect(await far).toEqual(why('until'))
    for (let n = 1; n < 20; n++) await invite(anna)
    expect(await failureOf(order(anna, { type: 'invitation.create' }))).toEqual(why('many'))
    const codes = anna.of('invitation.changed').map(({ invitation }) => invitation.code)
    expect(new Set(codes).size).toBe(20)
  })
})

describe('a number that leads nowhere', () => {
  it('was never made', async () => {
    const { visitor } = await start()
    expect(await refused(visitor, '000000')).toEqual(why('unknown'))
  })
  it('has been used', async () => {
    const { rig, anna, visitor } = await start()
    const { code } = await invite(anna)
    await redeem(visitor, code)
    expect(await refused(await rig.visitor(), code)).toEqual(why('used'))
  })
  it('was taken back, by its operator alone', async () => {
    const { anna, boris, visitor } = await start()
    const { id: invitation, code } = await invite(anna)
    expect(await failureOf(order(boris, { type: 'invitation.revoke', invitation }))).toEqual({ kind: 'gone' })
    await order(anna, { type: 'invitation.revoke', invitation })
    expect(await refused(visitor, code)).toEqual(why('revoked'))
    await settled()
    expect(anna.of('invitation.changed').at(-1)?.invitation).not.toHaveProperty('code')
  })
  it('has run out', async () => {
    const { rig, anna, visitor } = await start()
    const { code } = await invite(anna)
    await rig.pass(10 * MINUTE)
    expect(await refused(visitor, code)).toEqual(why('expired'))
  })
  it('rings no more at an operator who goes away, and lives on', async () => {
    const { anna, boris, visitor } = await start()
    const { id, code } = await invite(anna)
    const { session } = await redeem(visitor, code)
    await order(boris, { type: 'operator.available', on: false })
    await settled()
    expect(visitor.of('session.changed').at(-1)?.session.state).toBe('queued')
    await order(anna, { type: 'operator.available', on: false })
    await settled()
    expect(visitor.of('session.changed').at(-1)?.session).toMatchObject({
      id: session.id,
      state: 'ended',
      endedBy: 'system',
    })
    expect(anna.of('invitation.changed').at(-1)?.invitation).toMatchObject({ id, code, state: 'live' })
    expect(await refused(visitor, code)).toEqual(why('away'))
    await order(anna, { type: 'operator.available', on: true })
    expect((await redeem(visitor, code)).session).toMatchObject({ entry: 'invitation', state: 'queued' })
  })
  it('is nobody else’s while it may be given back', async () => {
    let drawn = 0
    // Of the second draw the first four are the number of the first.
    const sign = async () => (++drawn <= 12 ? '1' : '2').repeat(64)
    const rig = await createRig({ secrets: { ...createTestSecrets(), sign } })
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    const first = await invite(anna)
    await redeem(visitor, first.code)
    expect((await invite(anna)).code).not.toBe(first.code)
  })
  it('stays used when its operator goes away in the middle of the conversation', async () => {
    const { rig, anna, visitor } = await start()
    const { code } = await invite(anna)
    const { session } = await redeem(visitor, code)
    await order(anna, { type: 'session.accept', session: session.id })
    await order(anna, { type: 'operator.available', on: false })
    expect(await refused(await rig.visitor(), code)).toEqual(why('used'))
    expect(visitor.of('session.changed').at(-1)?.session.state).toBe('accepted')
  })
  it('leads to somebody who is away, and lives on', async () => {
    const { anna, visitor } = await start()
    const { code } = await invite(anna)
    await order(anna, { type: 'operator.available', on: false })
    expect(await refused(visitor, code)).toEqual(why('away'))
    await order(anna, { type: 'operator.available', on: true })
    await redeem(visitor, code)
  })
  it('is unknown after a week', async () => {
    const { rig, anna, visitor } = await start()
    const { code } = await invite(anna)
    await rig.pass(8 * 24 * 60 * MINUTE)
    expect(await refused(visitor, code)).toEqual(why('unknown'))
  })
})

describe('a number and the store', () => {
  it('rings once, however often the same command comes, also after a restart', async () => {
    const { rig, anna, visitor } = await start()
    const { code } = await invite(anna)
    const first = await redeem(visitor, code, 'mine')
    expect(await redeem(visitor, code, 'mine')).toEqual(first)
    const again = await rig.restart()
    const back = await again.visitor({ token: visitor.token })
    expect(await redeem(back, code, 'mine')).toEqual(first)
  })

  it('is in no store, and still there after a restart', async () => {
    const { rig, anna, visitor } = await start()
    const { id, code } = await invite(anna, { until: NOW + MINUTE })
    await redeem(visitor, code)
    const kept = JSON.stringify(await rig.store.rows(0, 1_000))
    expect(kept).toContain(id)
    expect(kept).not.toContain(code)
    const desk = await (await rig.restart()).desk('anna')
    expect(desk.of('snapshot')[0]?.invitations).toMatchObject([{ id, code }])
  })

  it('is handed on by its operator alone, and then rings for others too', async () => {
    const { anna, boris, visitor } = await start()
    const { session } = await redeem(visitor, (await invite(anna)).code)
    const handOver = { type: 'session.redirect', session: session.id, to: 'operator', name: 'boris' }
    expect(await failureOf(order(boris, handOver))).toMatchObject({ code: 'session.invited' })
    await order(anna, handOver)
    await settled()
    expect(boris.of('session.changed').at(-1)?.session).toMatchObject({
      state: 'queued',
      waitsFor: 'boris',
      position: 1,
    })
    await order(boris, { type: 'session.accept', session: session.id })
  })

  it('binds nobody to its operator once they have given the conversation to a group', async () => {
    const rig = await createRig({ groups: { sales: {} } })
    const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
    const visitor = await rig.visitor()
    const { session } = await redeem(visitor, (await invite(anna)).code)
    await order(anna, { type: 'session.accept', session: session.id })
    await order(anna, { type: 'session.redirect', session: session.id, to: 'group', name: 'sales' })
    await order(boris, { type: 'session.accept', session: session.id })
  })

  it('leads nobody in whom the site has shut out', async () => {
    const { anna, boris, visitor } = await start()
    const { code } = await invite(anna)
    const { id: session } = await ring(visitor)
    await order(boris, { type: 'session.accept', session })
    await settled()
    const { client } = boris.of('session.changed').at(-1)!.session
    await order(boris, { type: 'client.block', client, on: true })
    expect(await refused(visitor, code)).toMatchObject(why('unknown'))
  })

  it('rings for everybody once its operator does not answer here any more', async () => {
    const { rig, anna, visitor } = await start()
    await redeem(visitor, (await invite(anna)).code)
    await rig.backend.configure({
      operators: [{ id: 'boris', name: 'Boris', available: true, maxChats: 4 }],
      widgets: { main: { title: 'Shop' } },
    })
    await settled()
    expect(visitor.of('session.changed').at(-1)?.session).toMatchObject({ state: 'queued', position: 1 })
  })
})
