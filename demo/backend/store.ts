import type { Id } from '../../src/protocol/entities.js'
import type { Row } from './row.js'

/** That a command was taken, for ever: what it was, and what was answered. */
export interface CommandRecord {
  /** Who sent it: ids are unique per sender. */
  scope: Id
  id: Id
  /** Whose log it touched: forgotten with them. */
  client: Id
  /** SHA-256 of the command. */
  hash: string
  /** The answer as JSON. */
  reply: string
}

/** One transaction: all of it is on disk, or nothing. */
export interface Batch {
  /** `pos` of the last row the writer knows. */
  after: number
  rows: readonly Row[]
  commands: readonly CommandRecord[]
  /** New credentials: SHA-256 of each token, and whose it is. */
  tokens: readonly { hash: string; client: Id }[]
  /** Hashes of tokens that open nothing any more. */
  dropped?: readonly string[]
  /** Clients of whom nothing stays, bytes on disk included, and the epoch that makes the desks start anew. */
  erase?: { clients: readonly Id[]; epoch: string }
}

/** Somebody else has written meanwhile, or has taken one of the ids. */
export class StoreConflict extends Error {
  override name = 'StoreConflict'
}

/** Nothing of the batch is written, and the reason may pass by itself: a lock, a disk that may only be read. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** The store is of no use until somebody mends it; the message is one sentence for whoever runs the server. */
export class StoreUnusable extends Error {
  override name = 'StoreUnusable'
}

/** Where the log lives. Narrow enough for one file, for memory, and for a cluster. */
export interface Store {
  /** The site's epoch, and the highest `pos` ever given. */
  head(): Promise<{ epoch: string; pos: number }>
  /**
   * Resolves once the batch would survive a power cut.
   * @throws {StoreConflict} when `after` is not the last row, or a command's (scope, id) is taken.
   * @throws {StoreUnavailable} when nothing was written for certain. After any other error nobody knows.
   */
  append(batch: Batch): Promise<void>
  /** Rows behind `after` by `pos`, oldest first. */
  rows(after: number, limit: number): Promise<Row[]>
  /** Rows a client sees, behind `after` by `seq`, oldest first. */
  log(client: Id, after: number, limit: number): Promise<Row[]>
  /** Rows a client sees, before `before` by `seq`, newest first. */
  tail(client: Id, before: number, limit: number): Promise<Row[]>
  command(scope: Id, id: Id): Promise<CommandRecord | undefined>
  clientOf(tokenHash: string): Promise<Id | undefined>
  /** Writes what nobody sees; resolves when writing works again. Absent where nothing can fail. */
  probe?(): Promise<void>
  close(): Promise<void>
}
