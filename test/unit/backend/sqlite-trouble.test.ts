import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { StoreUnavailable, StoreUnusable, type Batch } from '../../../demo/backend/store.js'
import { loadState } from '../../../demo/backend/state.js'
import { openKept, type Settings } from '../../../demo/server/settings.js'
import { WrongSetting } from '../../../demo/server/wrong-setting.js'
import { createSqliteStore } from '../../../demo/server/stores/sqlite.js'

const root = mkdtempSync(join(tmpdir(), 'zvonek-trouble-'))
afterAll(() => rmSync(root, { recursive: true }))

let count = 0
const newFolder = () => mkdtempSync(join(root, `${count++}-`))

const batch = (after: number, many = 1): Batch => ({
  after,
  rows: Array.from({ length: many }, (_, n) => ({
    pos: after + n + 1,
    client: 'site',
    change: {
      type: 'operator.changed',
      operator: { id: 'anna', name: 'x'.repeat(900), version: 1, available: true, maxChats: 4 },
    },
  })),
  commands: [],
  tokens: [],
})

/** Another program that holds the lock. */
const lock = (path: string) => {
  const other = new Database(path)
  other.exec('BEGIN IMMEDIATE; UPDATE meta SET pos = pos')
  return () => {
    other.exec('ROLLBACK')
    other.close()
  }
}

/** Counts how often others get their turn while `work` is going on: a heart beats in one of them. */
const turnsDuring = async (work: () => Promise<unknown>) => {
  let turns = 0
  let over = false
  const count = () => {
    turns++
    if (!over) setImmediate(count)
  }
  const done = work().finally(() => (over = true))
  setImmediate(count)
  await done.catch(() => {})
  return turns
}

describe('a database that another program has locked', () => {
  it('is waited for, while everybody else gets their turn', async () => {
    const path = join(newFolder(), 'a.db')
    const store = createSqliteStore({ path, epoch: 'one' })
    const unlock = lock(path)
    let appended = false
    const append = store.append(batch(0)).then(() => (appended = true))
    // Whatever it tries meanwhile, the turns of others come: here they are counted, and only then is it let in.
    for (let turn = 0; turn < 200; turn++) await new Promise(resolve => setImmediate(resolve))
    expect(appended).toBe(false)
    unlock()
    await append
    expect(await store.head()).toEqual({ epoch: 'one', pos: 1 })
    await store.close()
  })

  it('is told when it takes too long: nothing was written, and later it works', async () => {
    const path = join(newFolder(), 'a.db')
    const store = createSqliteStore({ path, epoch: 'one', patience: 60 })
    const unlock = lock(path)
    const turns = await turnsDuring(() => store.append(batch(0)))
    await expect(store.append(batch(0))).rejects.toThrow(StoreUnavailable)
    await expect(store.append(batch(0))).rejects.toThrow(/^The database .*a\.db is locked by another program: /)
    expect((await store.rows(0, 9)).length).toBe(0)
    unlock()
    await store.append(batch(0))
    expect((await store.rows(0, 9)).length).toBe(1)
    await store.close()

    // The control: a driver that waits by itself holds up everybody.
    const blocking = new Database(path)
    blocking.exec('PRAGMA busy_timeout=60')
    const unlockAgain = lock(path)
    const blocked = await turnsDuring(async () => blocking.exec('BEGIN IMMEDIATE'))
    unlockAgain()
    blocking.close()
    console.log(`locked database ${JSON.stringify({ turns, blocked })}`)
    expect(turns).toBeGreaterThan(blocked)
    expect(blocked).toBeLessThanOrEqual(1)
  })
})

describe('a database that cannot be used', () => {
  const settings = (data: string) => ({ data }) as Settings
  /** The folder is let go of as soon as the store is closed. */
  const openStore = (given: Settings) => {
    const { store, data } = openKept(given)
    const close = async () => {
      await store.close()
      data?.close()
    }
    return { ...store, close }
  }
  /** What whoever starts the server reads. */
  const sentenceOf = (open: () => unknown) => {
    try {
      open()
    } catch (error) {
      expect(error).toBeInstanceOf(WrongSetting)
      return (error as Error).message
    }
    throw new Error('it was opened')
  }

  it('says in one sentence that it is damaged, and stays as it is', () => {
    const data = newFolder()
    writeFileSync(join(data, 'zvonek.db'), 'These are letters. '.repeat(1_000))
    const sentence = sentenceOf(() => openStore(settings(data)))
    expect(sentence).toMatch(
      /^The database \S+ is damaged \(file is not a database\): put a backup in its place, or .*\.$/,
    )
    expect(readFileSync(join(data, 'zvonek.db'), 'utf8')).toMatch(/^These are letters/)
  })

  it('says so too when the damage lies further in, at the latest when the log is read', async () => {
    const data = newFolder()
    const path = join(data, 'zvonek.db')
    const store = createSqliteStore({ path, epoch: 'one' })
    await store.append(batch(0, 500))
    await store.close()
    const other = new Database(path)
    other.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    other.close()
    const bytes = readFileSync(path)
    bytes.fill(0x5a, 8 * 4_096, bytes.length - 4_096)
    writeFileSync(path, bytes)
    const read = async () => {
      const opened = openStore(settings(data))
      try {
        return await loadState(opened)
      } finally {
        await opened.close()
      }
    }
    await expect(read()).rejects.toThrow(
      /^The database \S+ is damaged \(database disk image is malformed\): put a backup/,
    )
    await expect(read()).rejects.toThrow(StoreUnusable)
  })

  it('says that it may not be written', async () => {
    const data = newFolder()
    await createSqliteStore({ path: join(data, 'zvonek.db'), epoch: 'one' }).close()
    chmodSync(join(data, 'zvonek.db'), 0o444)
    chmodSync(data, 0o555)
    const sentence = asNobody(() => sentenceOf(() => openStore(settings(data))))
    chmodSync(data, 0o755)
    expect(sentence).toMatch(
      /^The database \S+ (may not be written|cannot be opened): let this user write it and its folder\.$/,
    )
  })

  it('is made anew when it is not there, with a log of its own', async () => {
    const data = newFolder()
    const first = openStore(settings(data))
    await first.append(batch(0))
    const { epoch } = await first.head()
    await first.close()
    for (const end of ['', '-wal', '-shm']) rmSync(join(data, `zvonek.db${end}`), { force: true })
    const second = openStore(settings(data))
    expect(await second.head()).toMatchObject({ pos: 0 })
    expect((await second.head()).epoch).not.toBe(epoch)
    expect(existsSync(join(data, 'zvonek.db'))).toBe(true)
    await second.close()
  })
})

/** The superuser may write everything: then it is tried as somebody else. */
const asNobody = <T>(act: () => T): T => {
  const user = process.geteuid?.()
  if (user === 0) {
    chmodSync(root, 0o755)
    process.seteuid?.(65_534)
  }
  try {
    return act()
  } finally {
    if (user === 0) process.seteuid?.(0)
  }
}
