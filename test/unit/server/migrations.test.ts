import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { loadState } from '../../../demo/backend/state.js'
import { openDatabase, transact } from '../../../demo/server/data/database.js'
import { SCHEMA, step, versionOf } from '../../../demo/server/data/migrations.js'
import { createSqliteStore } from '../../../demo/server/stores/sqlite.js'
import { makeStore } from '../../support/made-store.js'

const folder = mkdtempSync(join(tmpdir(), 'zvonek-migrations-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const newPath = () => join(folder, `${++files}.db`)

/** A copy of the file that the code of an older schema has left; see test/support/make-store.mjs. */
const oldFile = (schema = 1) => {
  const path = newPath()
  copyFileSync(`test/unit/server/fixtures/schema-${schema}.db`, path)
  return path
}

const tablesOf = (path: string) => {
  const db = new Database(path)
  const tables = db.prepare('SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name').all([]) as {
    sql: string
  }[]
  const version = versionOf(db)
  db.close()
  return { version, tables: tables.map(({ sql }) => sql.replaceAll(/\s+/g, ' ')) }
}

/** Every schema there was before this one. */
const OLDER = Array.from({ length: SCHEMA - 1 }, (_, n) => n + 1)

describe('an older file', () => {
  it.each(OLDER)('of schema %i is brought up to this version, and becomes what a new one is', schema => {
    const [old, fresh] = [oldFile(schema), newPath()]
    expect(tablesOf(old).version).toBe(schema)
    for (const path of [old, fresh]) openDatabase({ path, epoch: 'e' }).close()
    expect(tablesOf(old)).toEqual(tablesOf(fresh))
    expect(tablesOf(old).version).toBe(SCHEMA)
  })

  it.each(OLDER)('of schema %i keeps every word, session, command and credential', async schema => {
    const path = oldFile(schema)
    const store = createSqliteStore({ path, epoch: 'other' })
    const state = await loadState(store)
    expect([state.epoch, state.clients.size, state.talking.size, state.queue.size]).toEqual(['made', 2, 1, 1])
    const said = (await store.rows(0, 100)).flatMap(({ change }) =>
      change.type === 'message.added' && change.message.body.kind === 'text' ? [change.message.body.text] : [],
    )
    expect(said).toEqual(['The doorbell is silent', 'Is there a battery in it?', 'Příliš žluťoučký kůň'])
    await store.close()
    const db = new Database(path)
    expect(db.prepare('SELECT count(*) AS many FROM commands').get([])).toMatchObject({ many: 6 })
    expect(db.prepare('SELECT count(*) AS many FROM tokens').get([])).toMatchObject({ many: 2 })
    db.close()
    console.log(
      'Upgrade run',
      JSON.stringify({ from: schema, to: SCHEMA, clients: 2, commands: 6, texts: said.length }),
    )
  })

  it('stays what it was when a step breaks off, and is brought up the next time', () => {
    const path = oldFile()
    const before = tablesOf(path)
    const db = new Database(path)
    expect(() =>
      transact(db, () => {
        step(db, 'e')
        throw new Error('no power')
      }),
    ).toThrow('no power')
    db.close()
    expect(tablesOf(path)).toEqual(before)
    openDatabase({ path, epoch: 'e' }).close()
    expect(tablesOf(path).version).toBe(SCHEMA)
  })

  it('would be caught half-way if a step were not one transaction', () => {
    const path = oldFile()
    const before = tablesOf(path)
    const db = new Database(path)
    db.exec('CREATE TABLE operators (id TEXT)')
    db.close()
    expect(tablesOf(path)).not.toEqual(before)
    expect(() => openDatabase({ path, epoch: 'e' })).toThrow(/operators already exists/)
  })
})

describe('a newer file', () => {
  it('is refused in words, and not touched', () => {
    const path = newPath()
    openDatabase({ path, epoch: 'e' }).close()
    const db = new Database(path)
    db.exec(`PRAGMA user_version=${SCHEMA + 1}`)
    db.close()
    const before = tablesOf(path)
    expect(() => openDatabase({ path, epoch: 'e' })).toThrow(
      `${path} was written by a newer version of Zvonek (schema ${SCHEMA + 1}, this one knows ${SCHEMA})`,
    )
    expect(tablesOf(path)).toEqual(before)
  })
})

it('the file that upgrades are tested from can be made anew', async () => {
  const path = newPath()
  await makeStore(path)
  const store = createSqliteStore({ path, epoch: 'other' })
  expect((await loadState(store)).clients.size).toBe(2)
  await store.close()
})
