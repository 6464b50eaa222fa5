import type { Id } from '../../../src/protocol/entities.js'
import type { Clock, Log } from '../../../src/protocol/ports.js'
import type { FileStore } from './file-store.js'

/** Ms between two rounds. */
const ROUND = 3_600_000
const MANY = 500

export interface SweepOptions {
  store: FileStore
  clock: Clock
  log: Log
  /** Ms after which what nothing uses is removed. */
  unused: number
  isTaken(scope: Id, command: Id): Promise<boolean>
}

/** Removes what was brought and never sent. Returns its undo; `round` resolves once all that is old has been looked at. */
export const createSweep = ({ store, clock, log, unused, isTaken }: SweepOptions) => {
  let undo = () => {}
  let isOver = false
  const round = async (): Promise<number> => {
    let removed = 0
    for (;;) {
      const old = await store.loose(clock.now() - unused, MANY)
      for (const { id, scope, usedBy } of old)
        if (usedBy !== undefined && (await isTaken(scope, usedBy))) await store.change(id, { state: 'kept' })
        else {
          await store.remove([id])
          removed++
        }
      if (old.length < MANY || isOver) return removed
    }
  }
  const go = () => {
    if (isOver) return
    round()
      .catch((error: unknown) => log('error', 'files.unswept', error instanceof Error ? error.name : 'unknown'))
      .finally(() => {
        if (!isOver) undo = clock.after(ROUND, go)
      })
  }
  undo = clock.after(ROUND, go)
  return {
    round,
    dispose: () => {
      isOver = true
      undo()
    },
  }
}
