import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Database from 'libsql'
import { codeOf } from './database.js'
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
 * @throws {FolderTaken}
 */
export const holdFolder = (folder: string): (() => void) => {
  const lock = new Database(join(folder, 'lock'))
  try {
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
    return () => void lock.close()
  } catch (error) {
    lock.close()
    if (codeOf(error) !== 'SQLITE_BUSY') throw error
    throw new FolderTaken(`Another Zvonek server works in the data folder “${folder}”: end it first.`)
  }
}

/** What a folder holds for a server of the public, without making or changing anything there. */
export const peekInto = (folder: string): { operators: number; origins: number } => {
  const nothing = { operators: 0, origins: 0 }
  if (!existsSync(databaseIn(folder))) return nothing
  const db = new Database(databaseIn(folder))
  try {
    if (versionOf(db) < 2) return nothing
    const { operators } = db.prepare('SELECT count(*) AS operators FROM operators').get([]) as { operators: number }
    const { origins } = db
      .prepare("SELECT count(*) AS origins FROM widgets, json_each(settings, '$.origins')")
      .get([]) as { origins: number }
    return { operators, origins }
  } finally {
    db.close()
  }
}
