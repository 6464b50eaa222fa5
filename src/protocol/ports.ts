/** The platform as core and transports see it; the defaults are the platform itself. */

/** A small key/value store in the shape of Web Storage. Every call may throw; every value read is checked by its reader. */
export interface KeyStore {
  /** What stands there, if anything. */
  get(key: string): string | undefined
  /** Puts it in the place of what stood there. */
  set(key: string, value: string): void
  /** Does nothing where nothing is. */
  remove(key: string): void
  /** All keys of this store, without its prefix. */
  keys(): string[]
}

/** Time, and what comes later. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds since any moment, for durations: never set, unlike `now`. Absent where `now` is not either. */
  ticks?(): number
  /** Runs `fn` once after `ms` milliseconds; returns its undo. */
  after(ms: number, fn: () => void): () => void
}

/** Where things go that a developer should see. `detail` never holds words, tokens or addresses of visitors. */
export type Log = (level: 'info' | 'warn' | 'error', code: string, detail?: string) => void
