import type { ClientCommand, Reply } from './commands.js'
import type { Cursor, FileRef, Id } from './entities.js'
import type { ServerEvent } from './events.js'
import type { Clock, KeyStore, Log } from './ports.js'

/** Anything that comes down a stream. */
export interface StreamEvent {
  type: string
  cursor?: Cursor
}

/** One attempt to listen. */
export interface OpenOptions<E = ServerEvent> {
  /** Continue behind this place; without it the backend sends a snapshot. */
  after: Cursor | undefined
  /** Takes one event. If it throws, the event was not applied: stop, and reject with what was thrown. */
  onEvent(event: E): void
  /** Some byte came, a heartbeat included. */
  onAlive(): void
  /** Abort is the only close. */
  signal: AbortSignal
}

/**
 * A pipe between one visitor and one backend. It moves bytes and tells the truth;
 * it never retries, stores, decides or looks at the page.
 */
export interface Transport<
  E extends StreamEvent = ServerEvent,
  C extends { id: string; type: string } = ClientCommand,
> {
  /**
   * One attempt; pending while the pipe is open. After an abort: no callback, no socket.
   * @throws {TransportFailure} typed, also when the other side closes cleanly (`retry`).
   */
  open(options: OpenOptions<E>): Promise<void>
  /**
   * Resolves once the backend has it for good, with its answer. The same command id twice has the effect of once.
   * @throws {TransportFailure}
   */
  send<K extends C>(command: K, options: { signal: AbortSignal }): Promise<Reply<K>>
  /**
   * One attempt to bring a file; resolves once the backend has all of it. The same `id` again goes on where the last one
   * has stopped, and is never a second file. Absent where no files are taken.
   * @throws {TransportFailure}
   */
  upload?(file: Blob, options: UploadOptions): Promise<FileRef>
}

/** How a file goes to the backend. */
export interface UploadOptions {
  /** Of the sender's making, one for each file. */
  id: Id
  name: string
  /** How much of it the backend has, from 0 to 1. */
  onProgress(ratio: number): void
  signal: AbortSignal
}

/** What a transport is given when the app starts. Credentials live in `store`, never in globals. */
export interface TransportContext {
  store: KeyStore
  /** Name of the widget, for backends that serve several. */
  widget: string
  /** The language the widget speaks now. */
  locale(): string
  /** Signed statement of who the visitor is, fetched afresh; undefined for an anonymous one. */
  identity(): Promise<string | undefined>
  /** The platform's own; a test may give another. */
  fetch: typeof fetch
  clock: Clock
  log: Log
}

/** What a page passes as `transport`. */
export interface TransportFactory {
  (context: TransportContext): Transport | Promise<Transport>
  /** Where it leads to a backend that speaks Zvonek's own protocol: its address, which `diagnose()` asks. */
  readonly url?: string
}
