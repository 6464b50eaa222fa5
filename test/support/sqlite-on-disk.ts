import init, { type BindingSpec, type Database } from '@sqlite.org/sqlite-wasm'
import type { SqliteDatabase, SqliteStatement } from '../../demo/server/data/sqlite-database.js'
import type { CrashingDisk } from './crashing-disk.js'

/*
 * SQLite itself, compiled to WebAssembly, on a file layer of ours: the same statements and pragmas as the server's, but
 * every write and sync passes through the hands of the test. Without shared memory a WAL needs the exclusive lock; what is
 * written and synced, and when, is the same.
 */

export interface SqliteOnDisk {
  /** Opens a database on a disk. */
  connect(disk: CrashingDisk, path: string): SqliteDatabase
}

export const loadSqlite = async (): Promise<SqliteOnDisk> => {
  const sqlite3 = (await init({ print: () => {}, printErr: () => {} })) as object as Wasm
  // What a dead disk does to a statement is thrown; it need not be printed too.
  sqlite3.config.warn = () => {}
  const disks = new Map<string, CrashingDisk>()
  installLayer(sqlite3, (path: string): FileOnDisk => {
    const [mount = '', name = ''] = path.split('/')
    const disk = disks.get(mount)
    if (!disk) throw new Error(`no disk for ${path}`)
    return {
      read: () => disk.read(name),
      create: () => disk.create(name),
      write: (at, bytes) => disk.write(name, at, bytes),
      truncate: size => disk.truncate(name, size),
      sync: () => disk.sync(name),
      remove: lasts => disk.remove(name, lasts),
    }
  })
  let count = 0
  return {
    connect: (disk, path) => {
      const mount = `disk${count++}`
      disks.set(mount, disk)
      const db = new sqlite3.oo1.DB({ filename: `${mount}/${path}`, vfs: LAYER, flags: 'c' })
      db.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA wal_autocheckpoint=40')
      return toDatabase(sqlite3, db, () => disks.delete(mount))
    },
  }
}

interface FileOnDisk {
  read(): Uint8Array | undefined
  create(): void
  write(at: number, bytes: Uint8Array): void
  truncate(size: number): void
  sync(): void
  remove(lasts: boolean): void
}
type Find = (path: string) => FileOnDisk

/** The part of it that is used here: its own types know structs only without the `$` that their members carry. */
interface Wasm {
  capi: {
    sqlite3_get_autocommit(db: Database): number
    sqlite3_vfs_find(name: null): number
    sqlite3_vfs: new (at?: number) => Struct
    sqlite3_io_methods: new () => Struct
    sqlite3_file: (new (at: number) => Struct) & { structInfo: { sizeof: number } }
  } & Record<Code, number>
  wasm: {
    cstrToJs(at: number): string | null
    cstrncpy(to: number, from: number, size: number): number
    heap8u(): Uint8Array
    poke(at: number, value: number | bigint, type: 'i32' | 'i64' | 'double'): void
  }
  vfs: { installVfs(layer: object): void }
  config: { warn(): void }
  oo1: { DB: new (options: { filename: string; vfs: string; flags: string }) => Database }
}
type Code =
  | 'SQLITE_CANTOPEN'
  | 'SQLITE_NOTFOUND'
  | 'SQLITE_OPEN_CREATE'
  | 'SQLITE_IOCAP_POWERSAFE_OVERWRITE'
  | `SQLITE_IOERR_${'SHORT_READ' | 'WRITE' | 'TRUNCATE' | 'FSYNC' | 'DELETE' | 'DELETE_NOENT'}`
type Struct = { pointer: number } & Record<`$${string}`, unknown>

const LAYER = 'crashing'

const toDatabase = ({ capi }: Wasm, db: Database, onClose: () => void): SqliteDatabase => ({
  get inTransaction() {
    return capi.sqlite3_get_autocommit(db) === 0
  },
  exec: sql => db.exec(sql),
  prepare: sql => toStatement(db, sql),
  close: () => {
    db.close()
    onClose()
  },
})

const toStatement = (db: Database, sql: string): SqliteStatement => {
  const statement = db.prepare(sql)
  const rows = (parameters: readonly unknown[], most: number) => {
    const values = parameters.flat() as BindingSpec[]
    const found: unknown[] = []
    try {
      if (values.length) statement.bind(values as never)
      while (found.length < most && statement.step()) found.push(statement.get({}))
    } finally {
      quietly(() => statement.reset(true))
    }
    return found
  }
  return {
    get: (...parameters) => rows(parameters, 1)[0],
    all: (...parameters) => rows(parameters, Infinity),
    run: (...parameters) => {
      rows(parameters, Infinity)
      return { changes: db.changes() }
    },
  }
}

/** Resetting tells once more what the step has told. */
const quietly = (work: () => void) => {
  try {
    work()
  } catch {
    // Told already.
  }
}

/** Whatever a dead disk throws is an error of the disk. */
const tried = (work: () => void, code: number) => {
  try {
    work()
    return 0
  } catch {
    return code
  }
}

const installLayer = (sqlite3: Wasm, find: Find) => {
  const { capi, vfs } = sqlite3
  const methods = new capi.sqlite3_io_methods()
  const layer = new capi.sqlite3_vfs()
  const platform = new capi.sqlite3_vfs(capi.sqlite3_vfs_find(null))
  methods.$iVersion = 1
  layer.$iVersion = 1
  layer.$szOsFile = capi.sqlite3_file.structInfo.sizeof
  layer.$mxPathname = 256
  layer.$xRandomness = platform.$xRandomness
  layer.$xSleep = platform.$xSleep
  layer.$xCurrentTime = platform.$xCurrentTime
  layer.$xCurrentTimeInt64 = platform.$xCurrentTimeInt64
  const open = new Map<number, FileOnDisk>()
  const onOpen = (handle: number, file: FileOnDisk) => {
    open.set(handle, file)
    new capi.sqlite3_file(handle).$pMethods = methods.pointer
  }
  const fileOf = (handle: number) => {
    const file = open.get(handle)
    if (!file) throw new Error('the file is closed')
    return file
  }
  vfs.installVfs({
    io: {
      struct: methods,
      methods: { ...ofFile(sqlite3, fileOf), xClose: (handle: number) => (open.delete(handle), 0) },
    },
    vfs: { struct: layer, name: LAYER, methods: ofLayer(sqlite3, find, onOpen) },
  })
}

/** What SQLite asks of an open file. */
const ofFile = ({ capi, wasm }: Wasm, fileOf: (handle: number) => FileOnDisk) => ({
  xRead: (handle: number, to: number, size: number, at: number | bigint) => {
    const bytes = fileOf(handle).read() ?? new Uint8Array()
    const part = bytes.subarray(Number(at), Number(at) + size)
    const memory = wasm.heap8u()
    memory.fill(0, to, to + size)
    memory.set(part, to)
    return part.length < size ? capi.SQLITE_IOERR_SHORT_READ : 0
  },
  xWrite: (handle: number, from: number, size: number, at: number | bigint) =>
    tried(() => fileOf(handle).write(Number(at), wasm.heap8u().subarray(from, from + size)), capi.SQLITE_IOERR_WRITE),
  xTruncate: (handle: number, size: number | bigint) =>
    tried(() => fileOf(handle).truncate(Number(size)), capi.SQLITE_IOERR_TRUNCATE),
  xSync: (handle: number) => tried(() => fileOf(handle).sync(), capi.SQLITE_IOERR_FSYNC),
  xFileSize: (handle: number, out: number) => {
    wasm.poke(out, BigInt(fileOf(handle).read()?.length ?? 0), 'i64')
    return 0
  },
  // One program, one connection.
  xLock: () => 0,
  xUnlock: () => 0,
  xCheckReservedLock: (_: number, out: number) => {
    wasm.poke(out, 0, 'i32')
    return 0
  },
  xFileControl: () => capi.SQLITE_NOTFOUND,
  // As SQLite's own layer for Unix says of itself.
  xSectorSize: () => 4_096,
  xDeviceCharacteristics: () => capi.SQLITE_IOCAP_POWERSAFE_OVERWRITE,
})

/** What SQLite asks of the place where files are. */
const ofLayer = ({ capi, wasm }: Wasm, find: Find, onOpen: (handle: number, file: FileOnDisk) => void) => ({
  xOpen: (_: number, path: number, handle: number, flags: number, out: number) => {
    const name = wasm.cstrToJs(path)
    if (name === null) return capi.SQLITE_CANTOPEN
    const file = find(name)
    if (!file.read()) {
      if (!(flags & capi.SQLITE_OPEN_CREATE)) return capi.SQLITE_CANTOPEN
      file.create()
    }
    onOpen(handle, file)
    if (out) wasm.poke(out, flags, 'i32')
    return 0
  },
  xDelete: (_: number, path: number, lasts: number) => {
    const file = find(wasm.cstrToJs(path) ?? '')
    if (!file.read()) return capi.SQLITE_IOERR_DELETE_NOENT
    return tried(() => file.remove(lasts !== 0), capi.SQLITE_IOERR_DELETE)
  },
  xAccess: (_: number, path: number, __: number, out: number) => {
    wasm.poke(out, find(wasm.cstrToJs(path) ?? '').read() ? 1 : 0, 'i32')
    return 0
  },
  xFullPathname: (_: number, path: number, size: number, out: number) => {
    wasm.cstrncpy(out, path, size)
    return 0
  },
  xGetLastError: () => 0,
})
