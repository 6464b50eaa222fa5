import { setTimeout as wait } from 'node:timers/promises'
import { StoreUnavailable, StoreUnusable } from '../../backend/store.js'

/*
 * What SQLite says, in the words of the store. The driver works in the one thread that also beats the streams' hearts, so
 * waiting for a lock is done here, between two turns, and never inside the driver.
 */

/** Ms between two tries; the last one counts for all that follow. */
const PAUSES = [5, 10, 25, 50, 100]

/**
 * Does `work`, again while another program holds the lock. It must be a transaction or a single statement.
 * @throws {StoreUnavailable} when the lock outlasts `patience` (ms) or the file may not be written.
 * @throws {StoreUnusable} when the file is damaged.
 */
export const patiently = async <T>(
  work: () => T,
  { path, patience }: { path: string; patience: number },
): Promise<T> => {
  for (let turn = 0, waited = 0; ; turn++) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || waited >= patience) throw toStoreError(error, path)
    }
    const pause = PAUSES[turn] ?? 100
    waited += pause
    await wait(pause)
  }
}

/** The sentence for what the driver has thrown; what is nothing of the driver's stays as it is. */
export const toStoreError = (error: unknown, path: string): unknown => {
  const code = codeOf(error)
  if (isBusy(error))
    return new StoreUnavailable(`The database ${path} is locked by another program: ${messageOf(error)}.`)
  if (isReadOnly(error))
    return new StoreUnavailable(`The database ${path} may not be written: let this user write it and its folder.`)
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB')
    return new StoreUnusable(
      `The database ${path} is damaged (${messageOf(error)}): put a backup in its place, or move it away to begin anew.`,
    )
  if (/Unable to open|unable to open/.test(messageOf(error)))
    return new StoreUnusable(`The database ${path} cannot be opened: let this user write it and its folder.`)
  return error
}

export const isReadOnly = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_READONLY')
const isBusy = (error: unknown) => codeOf(error).startsWith('SQLITE_BUSY')
const codeOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? ''
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
