import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadState } from '../../../demo/backend/state.js'
import { backUp, inspect } from '../../../demo/server/data/backup.js'
import { openData } from '../../../demo/server/data/data.js'
import { openDatabase } from '../../../demo/server/data/database.js'
import { databaseIn, FolderTaken, holdFolder } from '../../../demo/server/data/folder.js'
import { restore } from '../../../demo/server/data/restore.js'
import { createSqliteStore } from '../../../demo/server/stores/sqlite.js'
import { makeStore } from '../../support/made-store.js'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'zvonek-data-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const SECRET = 's'.repeat(32)
const open = () => openData({ folder, secret: SECRET, now: Date.now })
const NOW = { now: () => Date.UTC(2026, 10, 26, 12) }

/** State of a file, and its epochs. */
const stateIn = async (path: string) => {
  const store = createSqliteStore({ path, epoch: 'x' })
  const state = await loadState(store)
  await store.close()
  return { ...state, epochs: [state.epoch, ...[...state.clients.values()].map(({ client }) => client.epoch)] }
}
const backUpTo = (file: string) => {
  const db = openDatabase({ path: databaseIn(folder), epoch: 'x' })
  try {
    return backUp(db, file)
  } finally {
    db.close()
  }
}

describe('a data folder', () => {
  /** A process of its own that holds the folder until it is killed. */
  const HOLD = `
    const Database = require('libsql')
    const lock = new Database(process.argv[1])
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
    console.log('held')
    setInterval(() => lock.inTransaction, 1000)`

  it('is one server’s at a time', () => {
    const release = holdFolder(folder)
    expect(() => holdFolder(folder)).toThrow(FolderTaken)
    expect(() => holdFolder(folder)).toThrow(/^Another Zvonek server works in the data folder “.*”: end it first\.$/)
    release()
    holdFolder(folder)()
  })

  it('is free again once its server is dead, however it died', async () => {
    const other = spawn(process.execPath, ['-e', HOLD, join(folder, 'lock')], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(other.stdout, 'data')
    expect(() => holdFolder(folder)).toThrow(FolderTaken)
    const gone = once(other, 'exit')
    other.kill('SIGKILL')
    await gone
    holdFolder(folder)()
  })

  it('would be shared without the lock: the database itself lets two in', () => {
    const [one, other] = [1, 2].map(() => openDatabase({ path: databaseIn(folder), epoch: 'x' }))
    for (const db of [one, other])
      expect(db?.prepare('SELECT count(*) AS many FROM meta').get([])).toMatchObject({ many: 1 })
    one?.close()
    other?.close()
  })
})

describe('a backup', () => {
  it('holds everything, is whole, and is for its owner only', async () => {
    await makeStore(databaseIn(folder))
    const file = join(folder, 'backup.db')
    expect(backUpTo(file)).toEqual({ rows: 13, clients: 2, operators: 0, widgets: 0 })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await stateIn(file)).toEqual(await stateIn(databaseIn(folder)))
    expect(readdirSync(folder).filter(name => name.endsWith('.part'))).toEqual([])
  })

  it('is taken while a server writes, at one moment of its log', async () => {
    const { store, ...data } = open()
    const append = async (from: number) => {
      for (let pos = from; pos < from + 50; pos++)
        await store.append({
          after: pos - 1,
          rows: [
            {
              pos,
              client: 'site',
              change: {
                type: 'operator.changed',
                operator: { id: `o${pos}`, version: 1, name: 'O', available: true, maxChats: 1 },
              },
            },
          ],
          commands: [{ scope: 'x', id: `c${pos}`, client: 'site', hash: '', reply: '' }],
          tokens: [],
        })
    }
    await append(1)
    const cli = ['-e', `new (require('libsql'))(process.argv[1]).prepare('VACUUM INTO ?').run([process.argv[2]])`]
    const backups = [1, 2, 3].map(n => join(folder, `b${n}.db`))
    const run = promisify(execFile)
    await Promise.all([append(51), ...backups.map(file => run(process.execPath, [...cli, databaseIn(folder), file]))])
    await append(101)
    const counts = backups.map(file => {
      const db = new Database(file)
      const { rows, commands } = db
        .prepare('SELECT (SELECT count(*) FROM rows) AS rows, (SELECT count(*) FROM commands) AS commands')
        .get([]) as Record<string, number>
      db.close()
      return { rows, commands }
    })
    for (const { rows, commands } of counts) expect(rows).toBe(commands)
    for (const { rows } of counts) expect(rows).toBeGreaterThanOrEqual(50)
    await store.close()
    data.close()
    console.log(
      'Backup run',
      JSON.stringify({ rowsWritten: 150, rowsInBackups: counts.map(({ rows }) => rows), torn: 0 }),
    )
  })

  it('has no byte of who was forgotten', async () => {
    const { store, ...data } = open()
    const client = {
      id: 'eva',
      version: 1,
      number: 1,
      epoch: 'e',
      label: 'Forgotten Eva',
      online: false,
      visits: 0,
      params: [],
    }
    await store.append({
      after: 0,
      rows: [{ pos: 1, client: 'eva', change: { type: 'client.changed', client } }],
      commands: [],
      tokens: [],
    })
    const before = join(folder, 'before.db')
    backUpTo(before)
    expect(readFileSync(before).includes('Forgotten Eva')).toBe(true)
    await store.append({ after: 1, rows: [], commands: [], tokens: [], erase: { clients: ['eva'], epoch: 'f' } })
    const after = join(folder, 'after.db')
    backUpTo(after)
    expect(readFileSync(after).includes('Forgotten Eva')).toBe(false)
    await store.close()
    data.close()
  })

  it('that is damaged is found out', async () => {
    await makeStore(databaseIn(folder))
    const file = join(folder, 'backup.db')
    backUpTo(file)
    const bytes = readFileSync(file)
    bytes.fill(7, 4096 * 3, 4096 * 3 + 400)
    writeFileSync(file, bytes)
    expect(() => inspect(file)).toThrow()
  })
})

describe('a restore', () => {
  const prepare = async () => {
    await makeStore(databaseIn(folder))
    const file = join(folder, 'backup.db')
    backUpTo(file)
    return file
  }

  it('brings back what was, and keeps what it takes the place of', async () => {
    const file = await prepare()
    const { store, directory, ...data } = open()
    directory.putOperator({ id: 'later', name: 'Later', maxChats: 1, isAdmin: false, password: 'x' })
    await store.close()
    data.close()
    const { kept, contents } = restore({ file, folder, ...NOW })
    expect(contents).toMatchObject({ rows: 13, clients: 2 })
    expect(kept).toBe(`${databaseIn(folder)}.before-2026-11-26T12-00-00-000Z`)
    const again = open()
    expect(again.directory.operators()).toEqual([])
    await again.store.close()
    again.close()
    expect(inspect(kept ?? '').operators).toBe(1)
  })

  it('gives every log a new epoch, so that nobody goes on behind what is no more', async () => {
    const file = await prepare()
    const before = await stateIn(file)
    restore({ file, folder, ...NOW })
    const after = await stateIn(databaseIn(folder))
    expect(after.epochs).toHaveLength(3)
    expect(new Set([...before.epochs, ...after.epochs]).size).toBe(6)
    const rest = ({ pos, sessions, queue, talking, visitors }: typeof before) => ({
      pos,
      sessions,
      queue,
      talking,
      visitors,
    })
    expect(rest(after)).toEqual(rest(before))
    console.log('Restore run', JSON.stringify({ epochs: after.epochs.length, changed: 3, rows: after.pos }))
  })

  it('would leave every epoch as it was if the file were only copied', async () => {
    const file = await prepare()
    const before = await stateIn(file)
    const copy = join(folder, 'copy.db')
    copyFileSync(file, copy)
    expect((await stateIn(copy)).epochs).toEqual(before.epochs)
  })

  it('signs everybody out', async () => {
    await makeStore(databaseIn(folder))
    const { store, directory, sittings, ...data } = open()
    directory.putOperator({ id: 'anna', name: 'Anna', maxChats: 4, isAdmin: false, password: 'hash' })
    const pass = (await sittings.begin('anna', 'hash')) ?? ''
    expect(sittings.isOn('anna', pass)).toBe(true)
    const file = join(folder, 'backup.db')
    backUpTo(file)
    await store.close()
    data.close()
    restore({ file, folder, ...NOW })
    const again = open()
    expect(again.directory.operators()).toHaveLength(1)
    expect(again.sittings.isOn('anna', pass)).toBe(false)
    await again.store.close()
    again.close()
  })

  it('brings an older backup up to this version', async () => {
    const { kept, contents } = restore({ file: 'test/unit/server/fixtures/schema-1.db', folder, ...NOW })
    expect([kept, contents.rows]).toEqual([undefined, 12])
    expect((await stateIn(databaseIn(folder))).clients.size).toBe(2)
  })

  it('changes nothing while a server has the folder', async () => {
    const file = await prepare()
    const { store, ...data } = open()
    const before = readdirSync(folder)
    expect(() => restore({ file, folder, ...NOW })).toThrow(FolderTaken)
    expect(readdirSync(folder)).toEqual(before)
    await store.close()
    data.close()
  })

  it.each([
    [
      'a text',
      () => Buffer.from('no database at all, only words '.repeat(200)),
      /is no backup of Zvonek|not a database/,
    ],
    ['a database of something else', () => databaseOf('CREATE TABLE cakes (a)'), /is no backup of Zvonek\.$/],
    ['a newer backup', () => databaseOf('PRAGMA user_version=99'), /was written by a newer version/],
  ])('refuses %s, and leaves the database as it was', async (_, content, reason) => {
    await makeStore(databaseIn(folder))
    const before = await stateIn(databaseIn(folder))
    const file = join(folder, 'other.db')
    writeFileSync(file, content())
    const names = readdirSync(folder)
    expect(() => restore({ file, folder, ...NOW })).toThrow(reason)
    expect(readdirSync(folder).filter(name => !names.includes(name) && name !== 'lock')).toEqual([])
    expect(await stateIn(databaseIn(folder))).toEqual(before)
  })

  it('takes the place of a database that is past reading, and keeps it with its log', async () => {
    const file = await prepare()
    writeFileSync(databaseIn(folder), 'broken '.repeat(900))
    writeFileSync(`${databaseIn(folder)}-wal`, 'broken too')
    const { kept = '' } = restore({ file, folder, ...NOW })
    expect(readFileSync(kept, 'utf8')).toMatch(/^broken /)
    expect(readFileSync(`${kept}-wal`, 'utf8')).toBe('broken too')
    expect(existsSync(`${databaseIn(folder)}-wal`)).toBe(false)
    expect((await stateIn(databaseIn(folder))).clients.size).toBe(2)
  })

  const databaseOf = (sql: string) => {
    const path = join(folder, 'made.db')
    const db = new Database(path)
    db.exec(sql)
    db.close()
    chmodSync(path, 0o600)
    const bytes = readFileSync(path)
    rmSync(path)
    return bytes
  }
})
