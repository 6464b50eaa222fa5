import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createRig, failureOf, ring, settled, textsOf, type Desk, type Rig } from './rig.js'

const accept = (desk: Desk, session: string) => desk.send({ id: `accept ${session}`, type: 'session.accept', session })
const available = (desk: Desk, on: boolean) =>
  desk.send({ id: `available ${on} ${Math.random()}`, type: 'operator.available', on })

const ringMany = async (rig: Rig, count: number) => {
  const visitors = []
  for (let n = 0; n < count; n++) {
    const visitor = await rig.visitor()
    visitors.push({ visitor, session: (await ring(visitor)).id })
  }
  return visitors
}

describe('acceptance', () => {
  it('gives a session to exactly one operator', async () => {
    const rig = await createRig()
    const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
    const { id: session } = await ring(await rig.visitor())
    const outcomes = await Promise.allSettled([accept(anna, session), accept(boris, session)])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await failureOf(accept(boris, session))).toEqual({ kind: 'rejected', code: 'session.taken' })
    await settled()
    expect(boris.of('session.changed').at(-1)?.session.operators).toMatchObject([{ id: 'anna' }])
    expect(textsOf(boris).filter(text => text.endsWith('is here'))).toEqual(['Anna is here'])
  })

  it('changes nothing when it is asked again for one’s own', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const { id: session } = await ring(await rig.visitor())
    await accept(anna, session)
    await anna.send({ id: 'again', type: 'session.accept', session })
    await settled()
    expect(textsOf(anna)).toEqual(['Hello', 'Anna is here'])
  })

  it('stops at the most conversations an operator has at once', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const waiting = await ringMany(rig, 5)
    for (const { session } of waiting.slice(0, 4)) await accept(anna, session)
    const fifth = waiting[4]?.session ?? ''
    expect(await failureOf(accept(anna, fifth))).toEqual({ kind: 'rejected', code: 'operator.full' })
    await anna.send({ id: 'end', type: 'session.end', session: waiting[0]?.session })
    await accept(anna, fifth)
  })

  it('lets only those write, read and end who have accepted', async () => {
    const rig = await createRig()
    const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
    const { id: session } = await ring(await rig.visitor())
    await accept(anna, session)
    for (const command of [
      { type: 'message.send', text: 'Me too' },
      { type: 'session.end' },
      { type: 'read.mark', seq: 1 },
      { type: 'typing.set', on: true },
    ])
      expect(await failureOf(boris.send({ id: command.type, session, ...command }))).toEqual({
        kind: 'rejected',
        code: 'session.notYours',
      })
    expect(await failureOf(boris.send({ id: 'x', type: 'session.end', session: 'none' }))).toEqual({ kind: 'gone' })
  })

  it('may end who still waits', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    const { id: session } = await ring(visitor)
    await anna.send({ id: 'e', type: 'session.end', session })
    await settled()
    expect(visitor.of('session.changed').at(-1)?.session).toMatchObject({ state: 'ended', endedBy: 'operator' })
  })
})

describe('the queue', () => {
  it('tells everybody their place, and the new one when somebody is served or leaves', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const waiting = await ringMany(rig, 4)
    const placesNow = () => waiting.map(({ visitor }) => visitor.of('session.changed').at(-1)?.session.position)
    expect(placesNow()).toEqual([1, 2, 3, 4])
    await accept(anna, waiting[0]?.session ?? '')
    await settled()
    expect(placesNow()).toEqual([undefined, 1, 2, 3])
    await waiting[2]?.visitor.send({ id: 'l', type: 'session.leave', session: waiting[2].session })
    await settled()
    expect(placesNow()).toEqual([undefined, 1, undefined, 2])
  })

  it('does not write a row for each of many when the first is served', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const waiting = await ringMany(rig, 120)
    const before = anna.events.length
    await accept(anna, waiting[0]?.session ?? '')
    await settled()
    expect(anna.events.length - before).toBeLessThan(30)
    const told = waiting.map(({ visitor }) => visitor.of('session.changed').at(-1)?.session.position ?? 0)
    told.slice(1).forEach((place, n) => expect(place).toBeGreaterThanOrEqual(n + 1))
  })

  it('keeps its order over a restart', async () => {
    const rig = await createRig()
    const waiting = await ringMany(rig, 3)
    const { desk } = await rig.restart()
    const sessions = (await desk()).of('snapshot')[0]?.sessions ?? []
    expect(sessions.map(({ id, position }) => [id, position])).toEqual(
      waiting.map(({ session }, n) => [session, n + 1]),
    )
  })
})

describe('availability', () => {
  it('follows the operators’ switches and what they can take, for everybody who listens', async () => {
    const rig = await createRig()
    const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
    const watching = await rig.visitor()
    const heard = () =>
      watching
        .of('availability.changed')
        .map(({ availability }) => availability.webchat)
        .filter((one, n, all) => !isDeepStrictEqual(one, all[n - 1]))
    await available(boris, false)
    const waiting = await ringMany(rig, 4)
    for (const { session } of waiting) await accept(anna, session)
    await settled()
    // The first chat leaves nobody alone for a call.
    expect(heard()).toEqual([{ state: 'online' }, { state: 'busy', wait: 60 }])
    await available(anna, false)
    await settled()
    expect(heard().at(-1)).toEqual({ state: 'offline', reason: 'noOperators' })
    expect((await rig.visitor()).of('hello')[0]?.availability.webchat).toEqual(heard().at(-1))
    await available(boris, true)
    await settled()
    expect(heard().at(-1)).toEqual({ state: 'online' })
  })

  it('is kept by the log, not by an open desk', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    await available(anna, false)
    anna.end()
    const { desk } = await rig.restart()
    expect((await desk('boris')).of('snapshot')[0]?.operators).toMatchObject([
      { id: 'anna', available: false },
      { id: 'boris', available: true },
    ])
  })

  it('names only entries that this backend can serve', async () => {
    const { visitor } = await createRig()
    expect(Object.keys((await visitor()).of('hello')[0]?.availability ?? {})).toEqual(['webchat', 'callback', 'video'])
  })
})

describe('what the desk sees', () => {
  it('is open sessions and those of the last hour, with their clients and messages', async () => {
    const rig = await createRig()
    const [old, late, open] = await ringMany(rig, 3)
    await old?.visitor.send({ id: 'l', type: 'session.leave', session: old.session })
    await rig.pass(3_000_000)
    await late?.visitor.send({ id: 'l', type: 'session.leave', session: late.session })
    await rig.pass(1_000_000)
    const [snapshot] = (await rig.desk()).of('snapshot')
    expect(snapshot?.sessions.map(({ id }) => id)).toEqual([late?.session, open?.session])
    expect(snapshot?.clients.map(({ label }) => label)).toEqual(['Visitor 2', 'Visitor 3'])
    expect(snapshot?.messages.map(({ body }) => body.text)).toEqual(['Hello', 'The conversation has ended', 'Hello'])
    for (const client of snapshot?.clients ?? [])
      for (const key of ['epoch', 'number']) expect(client).not.toHaveProperty(key)
  })

  it('is the last of what was said by who waits, however much that is, and all of it once somebody answers', async () => {
    const rig = await createRig()
    const [{ visitor, session } = { visitor: await rig.visitor(), session: '' }] = await ringMany(rig, 1)
    for (let n = 1; n <= 300; n++) await visitor.send({ id: `m${n}`, type: 'message.send', text: `${n}` })
    const said = (desk: Desk) => [
      ...desk.of('snapshot').flatMap(({ messages }) => messages),
      ...desk.of('message.added').map(({ message }) => message),
    ]
    const anna = await rig.desk()
    expect(said(anna).map(({ body }) => body.text)).toEqual(Array.from({ length: 200 }, (_, n) => `${n + 101}`))
    await accept(anna, session)
    expect(said(await rig.desk()).length).toBeGreaterThan(300)
    for (let n = 301; n <= 600; n++) await visitor.send({ id: `m${n}`, type: 'message.send', text: `${n}` })
    expect(said(await rig.desk()).length).toBeGreaterThan(600)
    // What nobody has answered and is over is a glance too.
    const [gone = { visitor, session: '' }] = await ringMany(rig, 1)
    for (let n = 1; n <= 300; n++) await gone.visitor.send({ id: `g${n}`, type: 'message.send', text: `gone ${n}` })
    await gone.visitor.send({ id: 'l', type: 'session.leave', session: gone.session })
    const late = said(await rig.desk()).filter(({ body }) => body.text?.startsWith('gone'))
    expect(late.length).toBeLessThan(201)
  })

  it('refuses an operator it does not know', async () => {
    const rig = await createRig()
    const nobody = await rig.desk('nobody')
    expect(nobody.closed).toEqual({ kind: 'gone' })
    expect(await failureOf(nobody.send({ id: 'x', type: 'operator.available', on: true }))).toEqual({ kind: 'gone' })
  })
})
