import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Database from 'libsql'
import type { SqliteDatabase } from './sqlite-database.js'
import { toStoreError } from '../stores/sqlite-errors.js'
import { checkVersion, codeOf } from './database.js'
import { versionOf } from './migrations.js'

/** The one file of a data folder that a backup holds. */
export const databaseIn = (folder: string): string => join(folder, 'zvonek.db')

/** Makes a folder and what is missing above it, for their owner alone. Not by `recursive`: Node goes on for ever with it in /proc. */
export const makeWhole = (folder: string): void => {
  const whole = resolve(folder)
  if (isFolder(whole)) return
  const above = dirname(whole)
  if (above !== whole) makeWhole(above)
  try {
    mkdirSync(whole, 0o700)
  } catch (error) {
    // Another process was quicker.
    if (!isFolder(whole)) throw error
  }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Another process works in the folder. */
export class FolderTaken extends Error {
  override name = 'FolderTaken'
}

/**
 * Takes a data folder for this process alone; returns its undo. The lock is one of the operating system, on a file beside
 * the database: it goes with the process, however that ends, and never has to be removed by hand.
 * @throws {FolderTaken} and, when the lock is no file that can be locked, {StoreUnusable}.
 */
export const holdFolder = (folder: string): (() => void) => {
  const path = join(folder, 'lock')
  let lock: SqliteDatabase | undefined
  try {
    lock = new Database(path)
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
    return () => void lock?.close()
  } catch (error) {
    lock?.close()
    if (codeOf(error) !== 'SQLITE_BUSY') throw toStoreError(error, path)
    throw new FolderTaken(`Another Zvonek server works in the data folder “${folder}”: end it first.`)
  }
}

/**
 * Reads a database that is there, without making or changing anything.
 * @throws {StoreUnusable} or {StoreUnavailable}, when that cannot be done.
 */
export const look = <T>(path: string, read: (db: SqliteDatabase) => T): T => {
  try {
    const db = new Database(path)
    try {
      return read(db)
    } finally {
      db.close()
    }
  } catch (error) {
    throw toStoreError(error, path)
  }
}

/**
 * What a folder holds for a server of the public, without making or changing anything there.
 * @throws {StoreUnusable} or {StoreUnavailable}.
 */
export const peekInto = (folder: string): { operators: number; origins: number } => {
  const path = databaseIn(folder)
  const nothing = { operators: 0, origins: 0 }
  if (!existsSync(path)) return nothing
  return look(path, db => {
    checkVersion(path, versionOf(db))
    if (versionOf(db) < 2) return nothing
    const { operators } = db.prepare('SELECT count(*) AS operators FROM operators').get([]) as { operators: number }
    const { origins } = db
      .prepare("SELECT count(*) AS origins FROM widgets, json_each(settings, '$.origins')")
      .get([]) as { origins: number }
    return { operators, origins }
  })
}
