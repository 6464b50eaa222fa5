import type { Id } from '../../../src/protocol/entities.js'
import type { Clock } from '../../../src/protocol/ports.js'
import type { ClaimsOptions } from './claims.js'
import type { FileStore, StoredFile } from './file-store.js'

/*
 * What is let go of goes at once, unless something that is safely written holds it: a command that was refused holds
 * nothing. Its first request may still be on its way then, and must not bring it back.
 */

/** Ms after which no request is on its way any more. */
const LATE = 600_000
/** So many are remembered at once; the sweep finds what of the others comes back. */
const MOST = 10_000

export interface DroppingOptions extends ClaimsOptions {
  store: FileStore
  clock: Clock
  /** Whether a command is being decided with a file. */
  isBusy(file: Id): boolean
}

export interface Dropping {
  drop(scope: Id, upload: Id): Promise<void>
  /** Whether it was let go of a while ago. */
  isDropped(scope: Id, upload: Id): boolean
}

export const createDropping = ({ store, clock, isTaken, isBusy }: DroppingOptions): Dropping => {
  const dropped = new Map<string, number>()
  const keyOf = (scope: Id, upload: Id) => JSON.stringify([scope, upload])
  const remember = (key: string) => {
    dropped.delete(key)
    dropped.set(key, clock.now())
    for (const [old, at] of dropped) if (dropped.size > MOST || at <= clock.now() - LATE) dropped.delete(old)
  }
  const isHeld = async ({ state, scope, usedBy }: StoredFile) =>
    state === 'kept' || (usedBy !== undefined && (await isTaken(scope, usedBy)))

  return {
    drop: async (scope, upload) => {
      const file = await store.find(scope, upload)
      if (file && (await isHeld(file))) return
      remember(keyOf(scope, upload))
      if (!file) return
      // While that was looked up, another command may have come for it.
      const now = await store.get(file.id)
      if (now && now.usedBy === file.usedBy && now.state !== 'kept' && !isBusy(file.id)) await store.remove([file.id])
    },
    isDropped: (scope, upload) => (dropped.get(keyOf(scope, upload)) ?? -Infinity) > clock.now() - LATE,
  }
}
