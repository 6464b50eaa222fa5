import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Row } from '../../../demo/backend/row.js'
import { StoreConflict, type Batch, type Store } from '../../../demo/backend/store.js'
import { createSqliteStore } from '../../../demo/server/stores/sqlite.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const folder = mkdtempSync(join(tmpdir(), 'zvonek-stores-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const newPath = () => join(folder, `${++files}.db`)

const row = (pos: number, client: string, seq?: number, text = `row ${pos}`): Row => ({
  pos,
  client,
  ...(seq !== undefined && { seq }),
  change: {
    type: 'message.added',
    message: {
      id: `m${pos}`,
      version: 1,
      session: 's',
      seq: seq ?? 0,
      at: 0,
      from: 'visitor',
      body: { kind: 'text', text },
    },
  },
})
const batch = (after: number, given: Partial<Batch> = {}): Batch => ({
  after,
  rows: [],
  commands: [],
  tokens: [],
  ...given,
})
const command = (id: string, client = 'a') => ({ scope: client, id, client, hash: 'h', reply: '{"ok":1}' })
const places = (rows: readonly Row[]) => rows.map(({ pos }) => pos)

const kinds: [string, () => Store][] = [
  ['memory', () => createMemoryStore('first')],
  ['sqlite', () => createSqliteStore({ path: newPath(), epoch: 'first' })],
]

describe.each(kinds)('the %s store', (_, create) => {
  it('begins empty', async () => {
    const store = create()
    expect(await store.head()).toEqual({ epoch: 'first', pos: 0 })
    expect(await store.rows(0, 10)).toEqual([])
    expect(await store.tail('a', Infinity, 10)).toEqual([])
    await store.close()
  })

  it('gives back what was put in: all of it, and by client from both ends', async () => {
    const store = create()
    const rows = [
      row(1, 'a'),
      row(2, 'a', 1),
      row(3, 'b', 1, 'žluťoučký 😀 \u0000 \ud800'),
      row(4, 'a', 2),
      row(5, 'a', 3),
    ]
    await store.append(batch(0, { rows }))
    expect(await store.rows(0, 10)).toEqual(rows)
    expect(places(await store.rows(2, 2))).toEqual([3, 4])
    expect(places(await store.log('a', 1, 10))).toEqual([4, 5])
    expect(places(await store.tail('a', 3, 1))).toEqual([4])
    expect(places(await store.tail('a', 3, 10))).toEqual([4, 2])
    await store.close()
  })

  it('refuses a writer who has missed a row, and keeps nothing of the batch', async () => {
    const store = create()
    await store.append(batch(0, { rows: [row(1, 'a', 1)] }))
    const late = batch(0, { rows: [row(1, 'a', 1)], commands: [command('c')], tokens: [{ hash: 't', client: 'a' }] })
    await expect(store.append(late)).rejects.toThrow(StoreConflict)
    expect(await store.command('a', 'c')).toBeUndefined()
    expect(await store.clientOf('t')).toBeUndefined()
    expect((await store.head()).pos).toBe(1)
    await store.close()
  })

  it('takes a command id once per sender, for ever', async () => {
    const store = create()
    await store.append(batch(0, { commands: [command('c'), command('c', 'b')] }))
    const again = batch(0, { rows: [row(1, 'a', 1)], commands: [command('c')] })
    await expect(store.append(again)).rejects.toThrow(StoreConflict)
    expect(await store.rows(0, 10)).toEqual([])
    expect(await store.command('a', 'c')).toEqual(command('c'))
    await store.close()
  })

  it('keeps nothing of who is forgotten, and never gives a place twice', async () => {
    const store = create()
    const rows = [row(1, 'b', 1), row(2, 'a', 1), row(3, 'a', 2)]
    const tokens = [
      { hash: 'ta', client: 'a' },
      { hash: 'tb', client: 'b' },
    ]
    await store.append(batch(0, { rows, tokens, commands: [command('c'), command('d', 'b')] }))
    await store.append(batch(3, { erase: { clients: ['a'], epoch: 'second' } }))
    expect(await store.head()).toEqual({ epoch: 'second', pos: 3 })
    expect(places(await store.rows(0, 10))).toEqual([1])
    expect(await store.log('a', 0, 10)).toEqual([])
    expect(await store.command('a', 'c')).toBeUndefined()
    expect(await store.command('b', 'd')).toBeDefined()
    expect([await store.clientOf('ta'), await store.clientOf('tb')]).toEqual([undefined, 'b'])
    await store.append(batch(3, { rows: [row(4, 'b', 2)] }))
    await store.close()
  })
})

describe('the sqlite file', () => {
  it('holds everything when it is opened again', async () => {
    const path = newPath()
    const store = createSqliteStore({ path, epoch: 'first' })
    await store.append(
      batch(0, { rows: [row(1, 'a', 1)], commands: [command('c')], tokens: [{ hash: 't', client: 'a' }] }),
    )
    await store.append(batch(1, { erase: { clients: ['nobody'], epoch: 'second' } }))
    await store.close()
    const again = createSqliteStore({ path, epoch: 'other' })
    expect(await again.head()).toEqual({ epoch: 'second', pos: 1 })
    expect(await again.command('a', 'c')).toEqual(command('c'))
    expect(await again.clientOf('t')).toBe('a')
    await again.close()
  })

  it('leaves no byte of who is forgotten on disk', async () => {
    const path = newPath()
    const store = createSqliteStore({ path, epoch: 'first' })
    const rows = Array.from({ length: 200 }, (_, n) => row(n + 1, 'a', n + 1, `planted secret ${n} ${'x'.repeat(500)}`))
    await store.append(batch(0, { rows, commands: [{ ...command('c'), reply: '{"text":"planted secret"}' }] }))
    await store.append(batch(200, { erase: { clients: ['a'], epoch: 'second' } }))
    const bytes = readdirSync(folder)
      .filter(name => join(folder, name).startsWith(path))
      .map(name => readFileSync(join(folder, name), 'latin1'))
    expect(bytes.join()).not.toContain('planted secret')
    await store.close()
  })

  describe('while another program reads an older state', () => {
    const SECRET = Array.from({ length: 200 }, (_, n) => row(n + 1, 'a', n + 1, `planted secret ${'x'.repeat(500)}`))
    const holdsSecret = (path: string) =>
      readdirSync(folder).some(
        name => join(folder, name).startsWith(path) && readFileSync(join(folder, name), 'latin1').includes('planted'),
      )
    const erasedBeside = async () => {
      const virtual = createVirtualClock()
      const { clock } = virtual
      const pass = (ms: number) => virtual.pass(ms)
      const path = newPath()
      const store = createSqliteStore({ path, epoch: 'first', after: clock.after })
      await store.append(batch(0, { rows: SECRET }))
      const reader = new Database(path)
      reader.exec('BEGIN')
      reader.prepare('SELECT count(*) FROM rows').get([])
      await store.append(batch(200, { erase: { clients: ['a'], epoch: 'second' } }))
      return { path, store, reader, pass, clock }
    }

    it('erases, and takes the last bytes away once that program has let go', async () => {
      const { path, store, reader, pass } = await erasedBeside()
      await pass(10 * 60_000)
      expect(await store.rows(0, 10)).toEqual([])
      // It could not yet: that program would read what is no more.
      expect(holdsSecret(path)).toBe(true)
      reader.exec('COMMIT')
      await pass(60_000)
      expect(holdsSecret(path)).toBe(false)
      reader.close()
      await store.close()
    })

    it('goes on with it when the server was ended meanwhile', async () => {
      const { path, store, reader, pass, clock } = await erasedBeside()
      await store.close()
      const again = createSqliteStore({ path, epoch: 'other', after: clock.after })
      expect(holdsSecret(path)).toBe(true)
      reader.exec('COMMIT')
      await pass(60_000)
      expect(holdsSecret(path)).toBe(false)
      reader.close()
      await again.close()
    })
  })

  it('is written to disk before it says so', async () => {
    const path = newPath()
    const store = createSqliteStore({ path, epoch: 'first' })
    await store.append(batch(0, { rows: [row(1, 'a', 1, 'on disk')] }))
    expect(readFileSync(`${path}-wal`, 'latin1')).toContain('on disk')
    await store.close()
  })
})
