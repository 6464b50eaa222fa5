import { describe, expect, it } from 'vitest'
import type { DeskSession } from '../../../demo/protocol/desk.js'
import type { Message } from '../../../src/protocol/entities.js'
import { createRig, failureOf, ring, settled, type Desk, type Visitor } from './rig.js'

let count = 0
const ask = async <T>(desk: Desk, command: object) =>
  (await desk.send({ id: `ask ${++count}`, ...command })) as unknown as T & { more: boolean }
const sessionsOf = (desk: Desk, client: string, before?: string) =>
  ask<{ sessions: DeskSession[] }>(desk, { type: 'sessions.get', client, ...(before && { before }) })
const saidIn = (desk: Desk, session: string, after?: number) =>
  ask<{ messages: Message[] }>(desk, { type: 'messages.get', session, ...(after !== undefined && { after }) })
const texts = ({ messages }: { messages: Message[] }) => messages.map(({ body }) => body.text)

/** A whole conversation; gives its id. */
const converse = async (visitor: Visitor, desk: Desk, words: readonly string[]) => {
  const [first = '', ...rest] = words
  const { id: session } = await ring(visitor, first)
  await desk.send({ id: `accept ${session}`, type: 'session.accept', session })
  for (const text of rest) await desk.send({ id: `${session} ${text}`, type: 'message.send', session, text })
  await visitor.send({ id: `leave ${session}`, type: 'session.leave', session })
  await settled()
  return session
}
const clientOf = (desk: Desk, session: string) =>
  desk.of('session.changed').findLast(one => one.session.id === session)!.session.client

/** Words of somebody else, or of another conversation, among what is told of one. */
const strangersIn = ({ messages }: { messages: Message[] }, session: string) =>
  messages.filter(message => message.session !== session).map(({ body }) => body.text)

describe('what was before', () => {
  it('is a client’s conversations that are over, the newest first, each with what was said in it and nothing else', async () => {
    const rig = await createRig()
    const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
    const [visitor, other] = [await rig.visitor(), await rig.visitor()]
    const first = await converse(visitor, anna, ['About a lamp', 'It is here'])
    await converse(other, anna, ['About a key', 'Under the stone'])
    const second = await converse(visitor, boris, ['About a shade', 'It is not'])
    await ring(visitor, 'About both')
    const client = clientOf(anna, first)
    const told = await sessionsOf(boris, client)
    expect(told.sessions.map(({ id }) => id)).toEqual([second, first])
    expect(told.more).toBe(false)
    expect(texts(await saidIn(boris, first))).toEqual([
      'About a lamp',
      'Anna is here',
      'It is here',
      expect.any(String),
    ])
    expect(texts(await saidIn(boris, second))[0]).toBe('About a shade')
    for (const id of [first, second]) expect(strangersIn(await saidIn(boris, id), id)).toEqual([])
    const all = JSON.stringify([told, await saidIn(boris, first), await saidIn(boris, second)])
    expect(all).not.toMatch(/key|stone/)
  })

  it('comes in parts: ten conversations, fifty messages, none twice and none left out', async () => {
    const rig = await createRig({ operators: [{ id: 'anna', name: 'Anna', available: true, maxChats: 99 }] })
    const anna = await rig.desk('anna')
    const visitor = await rig.visitor()
    const ids: string[] = []
    for (let n = 0; n < 23; n++) ids.unshift(await converse(visitor, anna, [`Hello ${n}`]))
    const client = clientOf(anna, ids[0]!)
    const found: string[] = []
    for (let more = true, parts = 0; more; parts++) {
      const part = await sessionsOf(anna, client, found.at(-1))
      found.push(...part.sessions.map(({ id }) => id))
      more = part.more
      expect(parts).toBeLessThan(3)
    }
    expect(found).toEqual(ids)

    const words = Array.from({ length: 120 }, (_, n) => `Word ${n}`)
    const session = await converse(visitor, anna, words)
    const read: Message[] = []
    for (let more = true; more;) {
      const part = await saidIn(anna, session, read.at(-1)?.seq)
      read.push(...part.messages)
      more = part.more
      expect(part.messages.length).toBeLessThanOrEqual(50)
    }
    expect(read.map(({ body }) => body.text).filter(text => text.startsWith('Word'))).toEqual(words)
  })

  it('is there after a restart, and holds an answer that came when they had gone', async () => {
    const rig = await createRig()
    const anna = await rig.desk('anna')
    const visitor = await rig.visitor()
    const { id: session } = await ring(visitor, 'Are you there?')
    await anna.send({ id: 'a', type: 'session.accept', session })
    visitor.end()
    await rig.pass(31 * 60_000)
    await anna.send({ id: 'late', type: 'message.send', session, text: 'Now I am' })
    const again = await rig.restart()
    expect(texts(await saidIn(await again.desk('anna'), session))).toContain('Now I am')
  })

  it('goes with them: who was forgotten has none, by themselves or by the days of retention', async () => {
    const rig = await createRig({ retentionDays: 30 })
    const anna = await rig.desk('anna')
    const [visitor, other] = [await rig.visitor(), await rig.visitor()]
    const [mine, theirs] = [await converse(visitor, anna, ['Forget this']), await converse(other, anna, ['Old words'])]
    const clients = [clientOf(anna, mine), clientOf(anna, theirs)]
    await visitor.send({ id: 'f', type: 'visitor.forget' })
    expect(await failureOf(saidIn(anna, mine))).toEqual({ kind: 'gone' })
    expect(await failureOf(sessionsOf(anna, clients[0]!))).toEqual({ kind: 'gone' })
    expect((await sessionsOf(anna, clients[1]!)).sessions).toHaveLength(1)
    other.end()
    await rig.pass(32 * 86_400_000)
    expect(await failureOf(saidIn(anna, theirs))).toEqual({ kind: 'gone' })
    expect(await failureOf(sessionsOf(anna, clients[1]!))).toEqual({ kind: 'gone' })
  })

  it('asks behind what is nobody’s: it is not there', async () => {
    const rig = await createRig()
    const anna = await rig.desk('anna')
    const session = await converse(await rig.visitor(), anna, ['Mine'])
    const foreign = await converse(await rig.visitor(), anna, ['Theirs'])
    const client = clientOf(anna, session)
    expect(await failureOf(sessionsOf(anna, client, foreign))).toEqual({ kind: 'gone' })
    expect(await failureOf(sessionsOf(anna, session))).toEqual({ kind: 'gone' })
    expect(await failureOf(saidIn(anna, client))).toEqual({ kind: 'gone' })
  })

  it('would be seen to hold words of another conversation, where somebody tells all that a client has said', async () => {
    const rig = await createRig()
    const anna = await rig.desk('anna')
    const visitor = await rig.visitor()
    const first = await converse(visitor, anna, ['About a lamp', 'It is here'])
    await converse(visitor, anna, ['About a shade', 'It is not'])
    const told = await saidIn(anna, first)
    expect(texts(told)).toContain('It is here')
    expect(strangersIn(told, first)).toEqual([])
    const rows = await rig.store.log(clientOf(anna, first), 0, 100)
    const messages = rows.flatMap(({ change }) => (change.type === 'message.added' ? change.message : []))
    expect(strangersIn({ messages }, first)).toContain('About a shade')
  })
})
