/** What the store asks of a driver: libsql, or any other SQLite that runs the same statements. */
export interface SqliteDatabase {
  /** Whether a transaction is open. */
  readonly inTransaction: boolean
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
  close(): unknown
}

export interface SqliteStatement {
  /** The first row as an object of its columns. */
  get(...parameters: readonly unknown[]): unknown
  all(...parameters: readonly unknown[]): unknown[]
  run(...parameters: readonly unknown[]): { changes: number }
}
