import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import type { SqliteDatabase } from './sqlite-database.js'

/** What is in a file of ours. */
export interface Contents {
  rows: number
  clients: number
  operators: number
  widgets: number
}

/**
 * Writes a copy of the database as it is at one moment, beside a server that goes on writing. The copy has nothing of what
 * was deleted, is synced before this returns, and gets its name last: a file of that name is a whole one.
 * @throws {Error} when it cannot be written, or is not sound.
 */
export const backUp = (db: SqliteDatabase, file: string): Contents => {
  const part = `${file}.part`
  rmSync(part, { force: true })
  // What is in it is for its owner only, from the first byte on.
  const before = process.umask(0o077)
  try {
    db.prepare('VACUUM INTO ?').run([part])
  } finally {
    process.umask(before)
  }
  try {
    const contents = inspect(part)
    sync(part)
    renameSync(part, file)
    sync(dirname(file))
    return contents
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/**
 * Reads a file of ours from end to end.
 * @throws {Error} one sentence, when it is none, or is broken.
 */
export const inspect = (file: string): Contents => {
  const db = new Database(file)
  try {
    const faults = (db.prepare('PRAGMA integrity_check').all([]) as { integrity_check: string }[])
      .map(({ integrity_check: fault }) => fault)
      .filter(fault => fault !== 'ok')
    if (faults.length) throw new Error(`${file} is damaged: ${faults[0]}`)
    return contentsOf(db)
  } finally {
    db.close()
  }
}

const contentsOf = (db: SqliteDatabase): Contents => {
  const tables = new Set(
    (db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all([]) as { name: string }[]).map(
      ({ name }) => name,
    ),
  )
  const count = (table: string, what = '*') =>
    tables.has(table) ? (db.prepare(`SELECT count(${what}) AS many FROM ${table}`).get([]) as { many: number }).many : 0
  return {
    rows: count('rows'),
    clients: count('tokens', 'DISTINCT client'),
    operators: count('operators'),
    widgets: count('widgets'),
  }
}

/** So that it is there after a power cut; a folder too, which holds the names. */
export const sync = (path: string): void => {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
