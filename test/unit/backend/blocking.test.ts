import { describe, expect, it } from 'vitest'
import { createRig, failureOf, ring, settled, type Visitor } from './rig.js'

const start = { type: 'session.start', entry: 'webchat', widget: 'main' }
const REFUSED = { kind: 'rejected', code: 'group.closed' }
const SHUT = { state: 'offline', reason: 'blocked' }
const first = (visitor: Visitor) => visitor.of('hello')[0]?.availability.webchat

/** Anna has blocked somebody in the middle of a conversation. */
const blocked = async () => {
  const rig = await createRig()
  const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
  const client = await rig.visitor()
  const { id: session, ...rest } = await ring(client, 'Rude words')
  await anna.send({ id: 'a', type: 'session.accept', session })
  await settled()
  const { id } = anna.of('client.changed').at(-1)?.client ?? { id: '' }
  const block = (on: boolean, name: string) => ({ id: name, type: 'client.block', client: id, on })
  await anna.send(block(true, 'b'))
  await settled()
  return { rig, anna, boris, client, session, rest, id, block }
}

describe('a client who is blocked', () => {
  it('is out of the conversation, and begins anew before a closed door', async () => {
    const { rig, anna, client, id } = await blocked()
    expect(client.of('session.changed').at(-1)?.session).toMatchObject({ state: 'ended', endedBy: 'operator' })
    expect(client.events.at(-1)).toEqual({ type: 'bye', after: 0 })
    const back = await rig.visitor({ token: client.token })
    expect(first(back)).toEqual(SHUT)
    expect(anna.of('client.changed').findLast(one => one.client.id === id)?.client.blocked).toMatchObject({
      by: 'anna',
      name: 'Anna',
    })
  })

  it('rings nowhere, and is told what everybody is told before a closed door', async () => {
    const { rig, client } = await blocked()
    expect(await failureOf(client.send({ id: 's', ...start }))).toEqual(REFUSED)
    const shut = await createRig({ groups: { all: { hours: { zone: 'UTC', week: {} } } } })
    const other = await shut.visitor()
    const sentence = (sending: Promise<unknown>) => sending.catch(error => String(error))
    expect(await sentence(client.send({ id: 's', ...start }))).toBe(await sentence(other.send({ id: 's', ...start })))
    expect(JSON.stringify([(await rig.visitor({ token: client.token })).events])).not.toMatch(/"by"|blocked":/)
  })

  it('does not hear of the door of the others', async () => {
    const { rig, anna, boris, client } = await blocked()
    const back = await rig.visitor({ token: client.token })
    const other = await rig.visitor()
    for (const desk of [anna, boris]) await desk.send({ id: 'off', type: 'operator.available', on: false })
    await settled()
    expect(other.of('availability.changed')).toHaveLength(1)
    expect(back.of('availability.changed')).toEqual([])
  })

  it('may still leave a letter', async () => {
    const { anna, client } = await blocked()
    await client.send({ id: 'l', type: 'letter.send', widget: 'main', values: { message: 'Sorry' }, took: 9_000 })
    await settled()
    expect(anna.of('letter.added').map(({ letter }) => letter.text)).toEqual(['Sorry'])
  })

  it('is blocked after a restart as well, and at the desk there is a way back, also when the conversation is long over', async () => {
    const { rig, client, id, block } = await blocked()
    await rig.pass(2 * 3_600_000)
    const again = await rig.restart()
    const boris = await again.desk('boris')
    expect(boris.of('snapshot')[0]).toMatchObject({ sessions: [], clients: [{ id, blocked: { name: 'Anna' } }] })
    const back = await again.visitor({ token: client.token })
    expect(await failureOf(back.send({ id: 's', ...start }))).toEqual(REFUSED)
    await boris.send(block(false, 'u'))
    await settled()
    expect(back.events.at(-1)).toEqual({ type: 'bye', after: 0 })
    const free = await again.visitor({ token: client.token })
    expect(first(free)).toEqual({ state: 'online' })
    await free.send({ id: 's', ...start })
    expect(boris.of('client.changed').at(-1)?.client).not.toHaveProperty('blocked')
  })

  it('takes the block along when they are forgotten: nothing of them stays', async () => {
    const { rig, client, id } = await blocked()
    await client.send({ id: 'f', type: 'visitor.forget' })
    const kept = JSON.stringify([await rig.store.rows(0, 1_000), await rig.store.command('operator:anna', 'b')])
    expect(kept).not.toContain(id)
    expect((await rig.desk('boris')).of('snapshot')[0]?.clients).toEqual([])
  })
})

describe('blocking', () => {
  it('somebody whom a colleague talks to is refused', async () => {
    const rig = await createRig()
    const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
    const client = await rig.visitor()
    const { id: session } = await ring(client)
    await anna.send({ id: 'a', type: 'session.accept', session })
    await settled()
    const command = { type: 'client.block', client: anna.of('client.changed')[0]?.client.id, on: true }
    expect(await failureOf(boris.send({ id: 'b', ...command }))).toEqual({ kind: 'rejected', code: 'session.notYours' })
    expect(client.of('session.changed').at(-1)?.session.state).toBe('accepted')
  })

  it('somebody who waits ends that', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    await ring(client)
    await anna.send({ id: 'b', type: 'client.block', client: anna.of('client.changed')[0]?.client.id, on: true })
    await settled()
    expect(client.of('session.changed').at(-1)?.session.state).toBe('ended')
  })

  it('leaves no trace when the store does not take it', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    await ring(client)
    const { append } = rig.store
    Object.assign(rig.store, { append: () => Promise.reject(new Error('the disk is gone')) })
    const id = anna.of('client.changed')[0]?.client.id
    expect((await failureOf(anna.send({ id: 'b', type: 'client.block', client: id, on: true }))).kind).toBe('retry')
    Object.assign(rig.store, { append })
    await client.send({ id: 'm', type: 'message.send', text: 'Still here' })
    expect(first(await rig.visitor({ token: client.token }))).toEqual({ state: 'online' })
  })
})
