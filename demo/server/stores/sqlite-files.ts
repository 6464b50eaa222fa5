import type { Id } from '../../../src/protocol/entities.js'
import type { FileStore, FileTotals, StoredFile } from '../../backend/files/file-store.js'
import { StoreConflict } from '../../backend/store.js'
import { transact } from '../data/database.js'
import type { SqliteDatabase } from '../data/sqlite-database.js'
import { patiently } from './sqlite-errors.js'
import { createWiper, type Wiper } from './wiper.js'

/*
 * Files in the database itself, part by part: so one backup holds everything of one moment, what is removed is overwritten
 * like all else, and no name that anybody gives ever meets a file system.
 */

interface Options {
  /** For sentences. */
  path: string
  /** Ms to wait for another program's lock. */
  patience?: number
  /** Of the same database; whoever made it ends it. */
  wiper?: Wiper
}

/** Keeps files in an open database; whoever opened it closes it. */
export const createSqliteFiles = (
  db: SqliteDatabase,
  { path, patience = 2_000, wiper = createWiper(db) }: Options,
): FileStore => {
  const statements = prepare(db)
  const ask = <T>(work: () => T) => patiently(work, { path, patience })
  const drop = (ids: readonly Id[]) =>
    transact(db, () => {
      for (const id of ids) for (const statement of statements.drop) statement.run([id])
    })

  return {
    add: file => ask(() => add(statements, file)),
    get: id => ask(() => toFile(statements.get.get([id]))),
    find: (scope, upload) => ask(() => toFile(statements.find.get([scope, upload]))),
    append: (id, at, bytes) =>
      ask(() =>
        transact(db, () => {
          if (!statements.grow.run([bytes.length, id, at]).changes) return false
          statements.put.run([id, at, Buffer.from(bytes)])
          return true
        }),
      ),
    change: (id, patch) =>
      ask(() =>
        transact(db, () => {
          const file = toFile(statements.get.get([id]))
          if (file) statements.change.run([...changeable({ ...file, ...patch }), id])
        }),
      ),
    part: (id, at) => ask(() => toBytes(statements.part.get([id, at]))),
    remove: ids => ask(() => drop(ids)),
    removeOf: async owner => {
      const ids = await ask(() => (statements.ownedBy.all([owner]) as { id: Id }[]).map(({ id }) => id))
      if (!ids.length) return 0
      await ask(() => drop(ids))
      // The log of writes would keep the bytes.
      wiper.wipe()
      return ids.length
    },
    totals: scope => ask(() => toTotals(scope === undefined ? statements.all.get([]) : statements.mine.get([scope]))),
    unused: (scope, since) => ask(() => (statements.unused.get([scope, since]) as { many: number }).many),
    loose: (before, limit) => ask(() => statements.loose.all([before, limit]).flatMap(row => toFile(row) ?? [])),
  }
}

type Statements = ReturnType<typeof prepare>

const prepare = (db: SqliteDatabase) => ({
  add: db.prepare(`INSERT INTO files (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`),
  get: db.prepare('SELECT * FROM files WHERE id = ?'),
  find: db.prepare('SELECT * FROM files WHERE scope = ? AND upload = ?'),
  grow: db.prepare('UPDATE files SET received = received + ? WHERE id = ? AND received = ?'),
  put: db.prepare('INSERT INTO parts VALUES (?, ?, ?)'),
  part: db.prepare('SELECT bytes FROM parts WHERE file = ? AND at = ?'),
  change: db.prepare(`UPDATE files SET ${CHANGEABLE.map(name => `${name} = ?`).join(', ')} WHERE id = ?`),
  drop: ['DELETE FROM parts WHERE file = ?', 'DELETE FROM files WHERE id = ?'].map(sql => db.prepare(sql)),
  ownedBy: db.prepare('SELECT id FROM files WHERE owner = ?'),
  all: db.prepare(`SELECT ${TOTALS} FROM files`),
  mine: db.prepare(`SELECT ${TOTALS} FROM files WHERE scope = ?`),
  unused: db.prepare(
    "SELECT count(*) AS many FROM files WHERE scope = ? AND (state = 'whole' OR (state = 'coming' AND at >= ?))",
  ),
  loose: db.prepare("SELECT * FROM files WHERE state <> 'kept' AND at < ? ORDER BY at LIMIT ?"),
})

const TOTALS = 'count(*) AS files, total(size) AS bytes, total(received) AS received'
const CHANGEABLE = ['owner', 'type', 'state', 'used_by', 'width', 'height'] as const
const COLUMNS = ['id', 'scope', 'upload', 'name', 'size', 'received', 'hash', 'at', ...CHANGEABLE] as const

const changeable = ({ owner, type, state, usedBy, width, height }: StoredFile) => [
  ...[owner, type, state, usedBy ?? null, width ?? null, height ?? null],
]

const add = (statements: Statements, file: StoredFile) => {
  const { id, scope, upload, name, size, received, hash, at } = file
  try {
    statements.add.run([id, scope, upload, name, size, received, hash ?? null, at, ...changeable(file)])
  } catch (error) {
    const isTaken = error instanceof Error && /UNIQUE constraint failed/.test(error.message)
    throw isTaken ? new StoreConflict('there is such an upload') : error
  }
}

type Row = Omit<StoredFile, 'hash' | 'usedBy' | 'width' | 'height'> &
  Record<'hash' | 'used_by', string | null> &
  Record<'width' | 'height', number | null>

const toFile = (found: unknown): StoredFile | undefined => {
  if (!found) return undefined
  const { hash, used_by: usedBy, width, height, ...row } = found as Row
  const { id, owner, scope, upload, name, type, size, received, at, state } = row
  return {
    ...{ id, owner, scope, upload, name, type, size, received, at, state },
    ...(hash !== null && { hash }),
    ...(usedBy !== null && { usedBy }),
    ...(width !== null && { width }),
    ...(height !== null && { height }),
  }
}

const toBytes = (found: unknown) =>
  found ? Uint8Array.from(new Uint8Array((found as { bytes: Uint8Array }).bytes)) : undefined

const toTotals = (found: unknown): FileTotals => {
  const { files, bytes, received } = found as FileTotals
  return { files, bytes, received }
}
