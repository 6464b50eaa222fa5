import type { Id } from '../../../src/protocol/entities.js'
import type { Clock } from '../../../src/protocol/ports.js'
import type { Change, Row } from '../../backend/row.js'
import { StoreConflict, type Batch, type CommandRecord, type Store } from '../../backend/store.js'
import { openDatabase, transact, type DatabaseOptions } from '../data/database.js'
import type { SqliteDatabase } from '../data/sqlite-database.js'
import { isReadOnly, patiently, toStoreError } from './sqlite-errors.js'
import { createWiper } from './wiper.js'

/*
 * One file. WAL with synchronous=FULL: a commit has been synced before `append` resolves, so what was acknowledged
 * survives a power cut. The backend's writer hands over whole batches: one transaction, one sync for all that waited.
 */

export interface SqliteOptions extends DatabaseOptions {
  /** Ms to wait for another program's lock, turn by turn: nothing here blocks while it waits. */
  patience?: number
  /** For what has to wait until another program has read to its end. */
  after?: Clock['after']
}

/**
 * Opens the embedded database.
 * @throws {StoreUnusable} one sentence, when the file cannot be used.
 */
export const createSqliteStore = (options: SqliteOptions): Store => {
  const { path, patience = 2_000 } = options
  const { db, statements } = openAll(options)
  const ask = <T>(work: () => T) => patiently(work, { path, patience })
  const wiper = createWiper(db, options.after)
  // Whoever was here before may have ended before it could.
  wiper.wipe()

  return {
    head: () =>
      ask(() => {
        const meta = statements.meta.get() as { epoch: string; pos: number }
        return { epoch: meta.epoch, pos: Math.max(meta.pos, lastPos(statements)) }
      }),
    append: async batch => {
      await ask(() => writeAll(db, statements, batch))
      // The log of writes would keep the bytes of who is forgotten.
      if (batch.erase) wiper.wipe()
      // What has arrived while the disk was busy gets its turn now, and so shares the next sync.
      await new Promise(resolve => setImmediate(resolve))
    },
    rows: (after, limit) => ask(() => statements.rows.all(after, limit).map(toRow)),
    log: (client, after, limit) => ask(() => statements.log.all(client, after, limit).map(toRow)),
    tail: (client, before, limit) => ask(() => statements.tail.all(client, before, limit).map(toRow)),
    command: (scope, id) => ask(() => toCommand(statements.command.get(scope, id))),
    clientOf: hash => ask(() => (statements.token.get([hash]) as { client: Id } | undefined)?.client),
    probe: () => ask(() => transact(db, () => void statements.touch.run([]))),
    close: () => {
      wiper.dispose()
      return ask(() => void db.close())
    },
  }
}

type Statements = ReturnType<typeof prepare>

const openAll = (options: DatabaseOptions) => {
  try {
    const db = openDatabase(options)
    const statements = prepare(db)
    checkWritable(db, statements)
    // Whoever starts waits for another program; later nobody may, since the driver would hold up the whole process.
    db.exec('PRAGMA busy_timeout=0')
    return { db, statements }
  } catch (error) {
    throw toStoreError(error, options.path)
  }
}

/** A file that may only be read opens like any other. What passes by itself, like a full disk, is no reason to stay down. */
const checkWritable = (db: SqliteDatabase, { touch }: Statements) => {
  try {
    transact(db, () => touch.run([]))
  } catch (error) {
    if (isReadOnly(error)) throw error
  }
}

const prepare = (db: SqliteDatabase) => ({
  meta: db.prepare('SELECT epoch, pos FROM meta'),
  setMeta: db.prepare('UPDATE meta SET epoch = ?, pos = ?'),
  touch: db.prepare('UPDATE meta SET pos = pos'),
  last: db.prepare('SELECT max(pos) AS pos FROM rows'),
  rows: db.prepare('SELECT * FROM rows WHERE pos > ? ORDER BY pos LIMIT ?'),
  log: db.prepare('SELECT * FROM rows WHERE client = ? AND seq > ? ORDER BY seq LIMIT ?'),
  tail: db.prepare('SELECT * FROM rows WHERE client = ? AND seq < ? ORDER BY seq DESC LIMIT ?'),
  command: db.prepare('SELECT scope, id, client, hash, reply FROM commands WHERE scope = ? AND id = ?'),
  token: db.prepare('SELECT client FROM tokens WHERE hash = ?'),
  addRow: db.prepare('INSERT INTO rows VALUES (?, ?, ?, ?)'),
  addCommand: db.prepare('INSERT INTO commands VALUES (?, ?, ?, ?, ?)'),
  addToken: db.prepare('INSERT INTO tokens VALUES (?, ?)'),
  dropToken: db.prepare('DELETE FROM tokens WHERE hash = ?'),
  erase: ['rows', 'commands', 'tokens'].map(table => db.prepare(`DELETE FROM ${table} WHERE client = ?`)),
})

const isTaken = (error: unknown) => error instanceof Error && /UNIQUE constraint failed: commands/.test(error.message)

const writeAll = (db: SqliteDatabase, statements: Statements, batch: Batch) => {
  try {
    transact(db, () => write(statements, batch))
  } catch (error) {
    throw isTaken(error) ? new StoreConflict('command id is taken') : error
  }
}

const write = (statements: Statements, { after, rows, commands, tokens, dropped = [], erase }: Batch) => {
  const { epoch, pos } = statements.meta.get() as { epoch: string; pos: number }
  const last = Math.max(pos, lastPos(statements))
  if (after !== last) throw new StoreConflict(`after ${after}, but the last row is ${last}`)
  for (const { pos: place, client, seq, change } of rows)
    statements.addRow.run(place, client, seq ?? null, JSON.stringify(change))
  for (const { scope, id, client, hash, reply } of commands) statements.addCommand.run(scope, id, client, hash, reply)
  for (const hash of dropped) statements.dropToken.run([hash])
  for (const { hash, client } of tokens) statements.addToken.run(hash, client)
  if (!erase) return
  for (const client of erase.clients) for (const statement of statements.erase) statement.run([client])
  statements.setMeta.run(erase.epoch ?? epoch, rows.at(-1)?.pos ?? last)
}

const lastPos = (statements: Statements) => (statements.last.get() as { pos: number | null }).pos ?? 0

const toRow = (found: unknown): Row => {
  const { pos, client, seq, change } = found as { pos: number; client: Id; seq: number | null; change: string }
  return { pos, client, ...(seq !== null && { seq }), change: JSON.parse(change) as Change }
}

/** A fresh object: the driver adds a field of its own. */
const toCommand = (found: unknown): CommandRecord | undefined => {
  if (!found) return undefined
  const { scope, id, client, hash, reply } = found as CommandRecord
  return { scope, id, client, hash, reply }
}
