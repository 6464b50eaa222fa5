import { createHmac, randomBytes } from 'node:crypto'
import type { SqliteDatabase } from './sqlite-database.js'
import { patiently } from '../stores/sqlite-errors.js'
import { transact } from './database.js'

/** Milliseconds a sign-in lasts. */
export const SITTING_LASTS = 12 * 3_600_000

/** Milliseconds to wait for another program's lock. */
const PATIENCE = 2_000

/** Who is signed in at the desk. A pass is random, the file holds only a hash of it, and any of them can be ended. */
export interface Sittings {
  /**
   * Lets an operator in whose password hash is still this one; returns the pass. Undefined when they were removed, or
   * have got another password, since it was looked up.
   */
  begin(operator: string, password: string): Promise<string | undefined>
  isOn(operator: string, pass: string): boolean
  /** The same password, hashed anew: sittings go on. */
  rehash(operator: string, from: string, to: string): Promise<void>
  /** Says whether it was the operator's last. */
  end(operator: string, pass: string): Promise<boolean>
}

export interface SittingsOptions {
  /** Key of the hashes: another one signs everybody out. */
  secret: string
  now(): number
  /** The file, for what is told of it. */
  path: string
}

export const createSittings = (db: SqliteDatabase, { secret, now, path }: SittingsOptions): Sittings => {
  const ask = {
    begin: db.prepare('INSERT INTO sittings SELECT ?, id, ? FROM operators WHERE id = ? AND password = ?'),
    sweep: db.prepare('DELETE FROM sittings WHERE until <= ?'),
    find: db.prepare('SELECT until FROM sittings WHERE hash = ? AND operator = ?'),
    others: db.prepare('SELECT count(*) AS many FROM sittings WHERE operator = ? AND until > ?'),
    rehash: db.prepare('UPDATE operators SET password = ? WHERE id = ? AND password = ?'),
    end: db.prepare('DELETE FROM sittings WHERE hash = ? AND operator = ?'),
  }
  const change = <T>(work: () => T) => patiently(() => transact(db, work), { path, patience: PATIENCE })
  const hash = (pass: string) => createHmac('sha256', secret).update(`sitting ${pass}`).digest('base64url')
  return {
    begin: (operator, password) =>
      change(() => {
        ask.sweep.run([now()])
        const pass = randomBytes(32).toString('base64url')
        return ask.begin.run(hash(pass), now() + SITTING_LASTS, operator, password).changes ? pass : undefined
      }),
    isOn: (operator, pass) => {
      const found = ask.find.get(hash(pass), operator) as { until: number } | undefined
      return found !== undefined && found.until > now()
    },
    rehash: (operator, from, to) => change(() => void ask.rehash.run(to, operator, from)),
    end: (operator, pass) =>
      change(() => {
        ask.end.run(hash(pass), operator)
        return (ask.others.get(operator, now()) as { many: number }).many === 0
      }),
  }
}
