import type { Id, Time } from '../protocol/entities.js'
import { own } from '../protocol/own.js'
import type { KeyStore, Log } from '../protocol/ports.js'

/** The outbox on disk: one key per command, so that two tabs never overwrite each other's words. */
export interface Kept<C> {
  command: C
  at: Time
  code?: string | undefined
}

interface KeeperOptions<C> {
  store: KeyStore
  parse(value: unknown): C
  log: Log
}

const PREFIX = 'out:'

export const createKeeper = <C extends { id: Id; type: string }>({ store, parse, log }: KeeperOptions<C>) => {
  const places = new Map<Id, string>()
  let count = 10_000

  const load = (): Kept<C>[] =>
    store
      .keys()
      .filter(key => key.startsWith(PREFIX))
      .sort()
      .flatMap(key => {
        try {
          const kept: Partial<Kept<unknown>> = own(JSON.parse(store.get(key) ?? '') as object)
          const command = parse(kept.command)
          places.set(command.id, key)
          return [{ command, at: Number(kept.at) || 0, code: typeof kept.code === 'string' ? kept.code : undefined }]
        } catch {
          // Left where it is: another version of this script may understand it.
          log('warn', 'outbox.unreadable', key)
          return []
        }
      })

  return {
    load,
    /** Writes synchronously. A full or forbidden store is told, and the command lives in memory. */
    keep: (kept: Kept<C>) => {
      const { id } = kept.command
      // Sorts by time of writing; the counter parts commands of one millisecond. What comes here as failed has no turn to
      // wait for, and several tabs may bring the same.
      const turn = kept.code ? '' : `${kept.at.toString(36)}.${count++}.`
      const place = places.get(id) ?? PREFIX + turn + id
      places.set(id, place)
      try {
        store.set(place, JSON.stringify(kept))
      } catch (error) {
        log('warn', 'outbox.unkept', String(error))
      }
    },
    remove: (id: Id) => {
      const place = places.get(id)
      places.delete(id)
      if (place) store.remove(place)
    },
  }
}
