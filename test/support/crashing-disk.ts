import type { Seeded } from './seeded-random.js'

/*
 * Files as a disk keeps them: what was written lies in a cache until it is synced. When the power goes, what was synced is
 * there; of the rest each sector may be or not, in any order. Which names there are is kept by the folder: it is synced
 * when a deletion is asked to last, and, as SQLite's own layer for Unix does it, with the first sync of a journal or WAL.
 */

export interface CrashingDisk {
  read(name: string): Uint8Array | undefined
  create(name: string): void
  write(name: string, at: number, bytes: Uint8Array): void
  truncate(name: string, size: number): void
  sync(name: string): void
  remove(name: string, lasts: boolean): void
  /** The power goes within so many writes, syncs and deletions; then each of them throws. */
  failWithin(operations: number): void
  readonly isOff: boolean
  /** Syncs so far. */
  readonly syncs: number
  /** What is there when the power is back. */
  crash(chance: Seeded): CrashingDisk
  /** The same, and what happens to it does not happen to this. */
  fork(): CrashingDisk
}

type Change = { at: number; bytes: Uint8Array } | { size: number }
interface Cached {
  /** As it reads now. */
  now: Uint8Array
  /** As it surely is; undefined: perhaps not at all. */
  safe: Uint8Array | undefined
  /** What was done since. */
  changes: Change[]
  /** Whether the folder surely knows its name. */
  isNamed: boolean
  isRemoved: boolean
}

/** Bytes that are on a disk wholly or not at all. */
const SECTOR = 512

export const createCrashingDisk = (kept: ReadonlyMap<string, Uint8Array> = new Map()): CrashingDisk => {
  const files = new Map<string, Cached>(
    [...kept].map(([name, safe]) => [name, { now: safe, safe, changes: [], isNamed: true, isRemoved: false }]),
  )
  let left = Infinity
  let syncs = 0

  const find = (name: string): Cached => {
    const file = files.get(name)
    if (!file || file.isRemoved) throw new Error(`no file ${name}`)
    return file
  }
  /** What the power goes in is begun, but not done. */
  const step = (begin: () => void, finish: () => void = () => {}) => {
    if (left > 0) begin()
    if (--left <= 0) throw new Error('the power is off')
    finish()
  }
  const syncFolder = () => {
    for (const [name, file] of files) {
      file.isNamed = true
      if (file.isRemoved) files.delete(name)
    }
  }
  const change = (name: string, one: Change) =>
    step(() => {
      const file = find(name)
      file.changes.push(one)
      file.now = applied(file.now, one)
    })

  return {
    read: name => {
      const file = files.get(name)
      return file?.isRemoved ? undefined : file?.now
    },
    create: name => {
      const before = files.get(name)
      const changes = before ? [{ size: 0 }] : []
      files.set(name, { now: NOTHING, safe: before?.safe, changes, isNamed: !!before?.isNamed, isRemoved: false })
    },
    write: (name, at, bytes) => change(name, { at, bytes: bytes.slice() }),
    truncate: (name, size) => change(name, { size }),
    sync: name =>
      step(
        () => {},
        () => {
          const file = find(name)
          syncs++
          if (!file.isNamed && /-(wal|journal)$/.test(name)) syncFolder()
          file.safe = file.now.slice()
          file.changes = []
        },
      ),
    remove: (name, lasts) =>
      step(() => {
        find(name).isRemoved = true
        if (lasts) syncFolder()
      }),
    failWithin: operations => void (left = operations),
    get isOff() {
      return left <= 0
    },
    get syncs() {
      return syncs
    },
    crash: chance => createCrashingDisk(survivors(files, chance)),
    fork: () =>
      createCrashingDisk(new Map([...files].filter(([, one]) => !one.isRemoved).map(([n, one]) => [n, one.now]))),
  }
}

const NOTHING = new Uint8Array()

/** A new array, longer or shorter if need be: what was given stays as it was. */
const applied = (before: Uint8Array, change: Change): Uint8Array => {
  if ('size' in change) return resized(before, change.size)
  const after = resized(before, Math.max(before.length, change.at + change.bytes.length))
  after.set(change.bytes, change.at)
  return after
}

const resized = (before: Uint8Array, size: number) => {
  const after = new Uint8Array(size)
  after.set(before.subarray(0, size))
  return after
}

const survivors = (files: ReadonlyMap<string, Cached>, chance: Seeded) => {
  const kept = new Map<string, Uint8Array>()
  // Some crashes find nearly everything written, some nearly nothing.
  const luck = chance.random()
  const isKept = () => chance.random() < luck
  for (const [name, { safe, changes, isNamed, isRemoved }] of files) {
    if (isRemoved && isKept()) continue
    if (!isNamed && !isKept()) continue
    kept.set(
      name,
      changes.flatMap(toSectors).reduce((file, one) => (isKept() ? applied(file, one) : file), safe ?? NOTHING),
    )
  }
  return kept
}

const toSectors = (change: Change): Change[] => {
  if ('size' in change) return [change]
  const sectors: Change[] = []
  const end = change.at + change.bytes.length
  for (let at = change.at; at < end;) {
    const next = Math.min(end, (Math.floor(at / SECTOR) + 1) * SECTOR)
    sectors.push({ at, bytes: change.bytes.subarray(at - change.at, next - change.at) })
    at = next
  }
  return sectors
}
