import Database from 'libsql'
import { StoreUnusable } from '../../backend/store.js'
import { SCHEMA, step, versionOf } from './migrations.js'
import type { SqliteDatabase } from './sqlite-database.js'

/*
 * One file. WAL with synchronous=FULL: a commit has been synced before it returns. What is deleted is overwritten.
 */

export interface DatabaseOptions {
  /** File, made when it is not there. */
  path: string
  /** Epoch of a new log. */
  epoch: string
  /** Another driver than libsql. */
  connect?(path: string): SqliteDatabase
}

const openLibsql = (path: string): SqliteDatabase => new Database(path)

/**
 * Opens the embedded database and brings its schema up to this code's.
 * @throws {Error} one sentence, when the file cannot be used.
 */
export const openDatabase = ({ path, epoch, connect = openLibsql }: DatabaseOptions): SqliteDatabase => {
  const db = connect(path)
  try {
    db.exec('PRAGMA busy_timeout=2000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;')
    checkVersion(path, versionOf(db))
    while (versionOf(db) < SCHEMA)
      transact(db, () => {
        // Somebody else may have been quicker.
        if (versionOf(db) < SCHEMA) step(db, epoch)
      })
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** @throws {StoreUnusable} when a file was written by a newer version than this one. */
export const checkVersion = (path: string, version: number): void => {
  if (version > SCHEMA)
    throw new StoreUnusable(
      `${path} was written by a newer version of Zvonek (schema ${version}, this one knows ${SCHEMA}): ` +
        'start the newer version, or restore a backup made by this one.',
    )
}

/** Not the driver's own: a full disk may have rolled back already, and then its ROLLBACK would hide the reason. */
export const transact = <T>(db: SqliteDatabase, work: () => T): T => {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** The driver's code, such as `SQLITE_FULL`, or the name of an error without one. */
export const codeOf = (error: unknown): string =>
  error instanceof Error ? ((error as Error & { code?: string }).code ?? error.name) : 'unknown'
