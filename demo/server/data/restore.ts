import { randomBytes } from 'node:crypto'
import { copyFileSync, chmodSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { inspect, sync, type Contents } from './backup.js'
import { checkVersion, openDatabase, transact } from './database.js'
import { databaseIn, holdFolder } from './folder.js'
import { versionOf } from './migrations.js'

export interface RestoreOptions {
  /** The backup. */
  file: string
  folder: string
  now(): number
}

export interface Restored {
  contents: Contents
  /** Where the database is that was there before; undefined when there was none. */
  kept: string | undefined
}

/**
 * Puts a backup in the place of the database. All that can fail is done on a copy beside it; then the old file gets
 * another name and the copy its name, so at each moment there is a whole database.
 * @throws {FolderTaken} while a server has the folder; {Error} one sentence, when the file is not a sound one of ours.
 */
export const restore = ({ file, folder, now }: RestoreOptions): Restored => {
  const release = holdFolder(folder)
  const fresh = join(folder, 'zvonek.db.restoring')
  try {
    removeAll(fresh)
    copyFileSync(file, fresh)
    chmodSync(fresh, 0o600)
    checkOurs(file, fresh)
    const contents = inspect(fresh)
    renew(fresh)
    sync(fresh)
    const kept = keepAside(databaseIn(folder), new Date(now()))
    renameSync(fresh, databaseIn(folder))
    sync(folder)
    return { contents, kept }
  } finally {
    removeAll(fresh)
    release()
  }
}

const SIDES = ['', '-wal', '-shm', '-journal']
const removeAll = (path: string) => SIDES.forEach(side => rmSync(path + side, { force: true }))

const checkOurs = (file: string, copy: string) => {
  const db = new Database(copy)
  try {
    checkVersion(file, versionOf(db))
    db.prepare('SELECT epoch, pos FROM meta').get([])
  } catch (error) {
    if (error instanceof Error && error.message.startsWith(file)) throw error
    throw new Error(`${file} is no backup of Zvonek.`)
  } finally {
    db.close()
  }
}

/**
 * The log has gone back: whoever has seen its later rows must not go on behind them as if nothing had happened. New
 * epochs for all make everybody begin with a snapshot. Sign-ins of the time of the backup are over.
 */
const renew = (path: string) => {
  const db = openDatabase({ path, epoch: '' })
  try {
    transact(db, () => {
      db.prepare('UPDATE meta SET epoch = ?').run([mark()])
      db.exec('DELETE FROM sittings; UPDATE directory SET edition = edition + 1')
      const clients = db
        .prepare("SELECT DISTINCT client FROM rows WHERE change ->> '$.type' = 'client.changed'")
        .all([])
      const change = db.prepare(
        `UPDATE rows SET change = json_set(change, '$.client.epoch', ?)
         WHERE client = ? AND change ->> '$.type' = 'client.changed'`,
      )
      for (const { client } of clients as { client: string }[]) change.run(mark(), client)
    })
    // The file is given its name alone, without the log beside it.
    const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get([]) as { busy: number }
    if (busy) throw new Error('The copy is in use by another program.')
  } finally {
    db.close()
  }
}

const mark = () => randomBytes(6).toString('base64url')

/** The old file under another name, with all that was committed; if it is past reading, with its log beside it. */
const keepAside = (path: string, at: Date): string | undefined => {
  if (!existsSync(path)) return undefined
  const kept = `${path}.before-${at.toISOString().replaceAll(/[:.]/g, '-')}`
  settle(path)
  for (const side of SIDES.slice(1)) if (existsSync(path + side)) renameSync(path + side, kept + side)
  keep(path, kept)
  return kept
}

/** A second name where the file system has such a thing, a copy elsewhere: the first name must not be free for a moment. */
const keep = (path: string, kept: string) => {
  try {
    linkSync(path, kept)
  } catch {
    copyFileSync(path, kept)
  }
}

/** Brings what is in the write-ahead log into the file. */
const settle = (path: string) => {
  try {
    const db = new Database(path)
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } finally {
      db.close()
    }
  } catch {
    // It is damaged, which may be why somebody restores a backup: it is kept as it is.
  }
}
