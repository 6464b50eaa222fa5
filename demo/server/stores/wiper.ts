import type { Clock } from '../../../src/protocol/ports.js'
import type { SqliteDatabase } from '../data/sqlite-database.js'

/*
 * What is erased is overwritten in the file, but the log of writes beside it holds it still, until all of the log is in the
 * file and the log is cut. Whoever reads an older state at that moment, such as a backup, keeps it from being cut.
 */

export interface Wiper {
  /** Cuts the log, now or as soon as nobody reads an older state. */
  wipe(): void
  /** No try more; who opens the file next begins with one. */
  dispose(): void
}

/** Ms until the next try, twice as long each time. */
const AGAIN = { first: 1_000, last: 60_000 }

/** @param after tells when time has passed; by default it keeps no process from ending. */
export const createWiper = (db: SqliteDatabase, after: Clock['after'] = waitIdly): Wiper => {
  let undo = () => {}
  const look = (pause: number) => {
    undo()
    if (!isCut(db)) undo = after(pause, () => look(Math.min(2 * pause, AGAIN.last)))
  }
  return { wipe: () => look(AGAIN.first), dispose: () => undo() }
}

/** What it throws is no failure of what was erased, which is safely written: it is tried again like one that is busy. */
const isCut = (db: SqliteDatabase): boolean => {
  try {
    const told = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get([]) as { busy?: number } | undefined
    return !told?.busy
  } catch {
    return false
  }
}

const waitIdly: Clock['after'] = (ms, fn) => {
  const timer = setTimeout(fn, ms)
  timer.unref()
  return () => clearTimeout(timer)
}
