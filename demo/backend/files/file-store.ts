import type { Id, Time } from '../../../src/protocol/entities.js'

/** What is kept of one file beside its bytes. */
export interface StoredFile {
  /** Random; the address is made of it, and nobody guesses it. */
  id: Id
  /** Whose it is, and with whom it is forgotten: a client, or until it is sent the operator who brought it. */
  owner: Id
  /** Who brought it: as `scope` of their commands. */
  scope: Id
  /** Their own id of this upload, under which it may be gone on with. */
  upload: Id
  /** Cleaned: for people and for headers, never a path. */
  name: string
  /** By what it is, never by what somebody says it is. */
  type: string
  /** Bytes when it is whole, and those that are here. */
  size: number
  received: number
  /** SHA-256 in hexadecimal of the whole, where the sender could reckon it. */
  hash?: string
  /** When it began to come. */
  at: Time
  /** `whole`: all of it is here and has been looked at. `kept`: something that is safely written holds it. */
  state: 'coming' | 'whole' | 'kept'
  /** Command that uses it. */
  usedBy?: Id
  /** Of a picture. */
  width?: number
  height?: number
}

export interface FileTotals {
  files: number
  /** By the sizes that were told. */
  bytes: number
  /** Those that are here. */
  received: number
}

/** Where files live. Narrow enough for memory, for one database, and for a bucket somewhere. */
export interface FileStore {
  /** @throws {StoreConflict} when there is one of the same scope and upload. */
  add(file: StoredFile): Promise<void>
  get(id: Id): Promise<StoredFile | undefined>
  find(scope: Id, upload: Id): Promise<StoredFile | undefined>
  /** Puts bytes behind those that are there; false when they do not begin where those end. */
  append(id: Id, at: number, bytes: Uint8Array): Promise<boolean>
  change(
    id: Id,
    patch: Partial<Pick<StoredFile, 'owner' | 'type' | 'state' | 'usedBy' | 'width' | 'height'>>,
  ): Promise<void>
  /** The part that begins at a byte; undefined behind the last one. */
  part(id: Id, at: number): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Nothing of them stays. */
  remove(ids: readonly Id[]): Promise<void>
  /** Nothing of what is theirs stays, bytes on disk included; resolves with how many files those were. */
  removeOf(owner: Id): Promise<number>
  /** What somebody has brought, or everybody together. */
  totals(scope?: Id): Promise<FileTotals>
  /**
   * Of somebody: how many nothing is known to hold, whatever has tried to. Those that began before `since` and have not
   * come whole are none any more.
   */
  unused(scope: Id, since: Time): Promise<number>
  /** Those that began before a time and that nothing is known to hold, oldest first. */
  loose(before: Time, limit: number): Promise<StoredFile[]>
}

/** Bytes of a file, part by part, so that no file is ever in memory whole. */
export const partsOf = async function* (
  store: Pick<FileStore, 'part'>,
  id: Id,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; ;) {
    const bytes = await store.part(id, at)
    if (!bytes?.length) return
    yield bytes
    at += bytes.length
  }
}
