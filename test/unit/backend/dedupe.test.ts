import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Store } from '../../../demo/backend/store.js'
import { createSqliteStore } from '../../../demo/server/stores/sqlite.js'
import { createRig, failureOf, ring, settled, textsOf } from './rig.js'

const folder = mkdtempSync(join(tmpdir(), 'zvonek-dedupe-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

const kinds: [string, () => Store][] = [
  ['memory', () => createMemoryStore('first')],
  ['sqlite', () => createSqliteStore({ path: join(folder, `${++files}.db`), epoch: 'first' })],
]

describe.each(kinds)('one send, one effect, on the %s store', (_, create) => {
  it('answers a repeated command as before and does nothing', async () => {
    const { visitor } = await createRig({ store: create() })
    const client = await visitor()
    await ring(client)
    const command = { id: 'once', type: 'message.send', text: 'Only once' }
    const first = await client.send(command)
    const again = await client.send(command)
    await settled()
    expect(again).toEqual(first)
    expect(textsOf(client)).toEqual(['Hello', 'Only once'])
  })

  it('has one effect for copies that race', async () => {
    const { visitor } = await createRig({ store: create() })
    const client = await visitor()
    await ring(client)
    const command = { id: 'racing', type: 'message.send', text: 'Only once' }
    const replies = await Promise.all(Array.from({ length: 20 }, () => client.send(command)))
    await settled()
    expect(new Set(replies.map(({ message }) => message.id)).size).toBe(1)
    expect(textsOf(client)).toEqual(['Hello', 'Only once'])
  })

  it('refuses the same id for something else, also while the first is under way', async () => {
    const { visitor } = await createRig({ store: create() })
    const client = await visitor()
    await ring(client)
    const first = client.send({ id: 'taken', type: 'message.send', text: 'One' })
    const other = { id: 'taken', type: 'message.send', text: 'Another' }
    const conflict = { kind: 'rejected', code: 'conflict' }
    expect(await failureOf(client.send(other))).toEqual(conflict)
    await first
    expect(await failureOf(client.send(other))).toEqual(conflict)
    expect(textsOf(client)).toEqual(['Hello', 'One'])
  })

  it('remembers after a restart, and thirty days later', async () => {
    const before = await createRig({ store: create() })
    const client = await before.visitor()
    await ring(client)
    const command = { id: 'old', type: 'message.send', text: 'Long ago' }
    const first = await client.send(command)
    await before.pass(30 * 24 * 3_600_000)

    const { visitor } = await before.restart()
    const again = await visitor({ token: client.token })
    expect(await again.send(command)).toEqual(first)
    expect(await failureOf(again.send({ ...command, text: 'Now' }))).toEqual({ kind: 'rejected', code: 'conflict' })
    expect(textsOf(again).filter(text => text === 'Long ago')).toHaveLength(1)
  })

  it('gives back the session a repeated start has made, though it ended since', async () => {
    const { visitor } = await createRig({ store: create() })
    const client = await visitor()
    const command = { id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' }
    const { session } = await client.send(command)
    await client.send({ id: 'leave', type: 'session.leave', session: session.id })
    expect((await client.send(command)).session.id).toBe(session.id)
    await settled()
    expect(client.of('session.changed').map(event => event.session.state)).toEqual(['queued', 'ended'])
  })

  it('does not hold a refusal against a command', async () => {
    const { visitor } = await createRig({ store: create() })
    const client = await visitor()
    const command = { id: 'early', type: 'message.send', text: 'Too early' }
    expect(await failureOf(client.send(command))).toEqual({ kind: 'rejected', code: 'session.none' })
    await ring(client)
    expect((await client.send(command)).message.body.text).toBe('Too early')
  })

  it('tells senders apart: the same id of two is two commands', async () => {
    const { visitor, desk } = await createRig({ store: create() })
    const anna = await desk()
    const client = await visitor()
    const { id: session } = await ring(client)
    await anna.send({ id: 'a', type: 'session.accept', session })
    await client.send({ id: 'same', type: 'message.send', text: 'Mine' })
    await anna.send({ id: 'same', type: 'message.send', session, text: 'Yours' })
    await settled()
    expect(textsOf(client).slice(-2)).toEqual(['Mine', 'Yours'])
  })
})
