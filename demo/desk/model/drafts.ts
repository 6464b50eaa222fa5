import { signal, type ReadonlySignal } from '@preact/signals-core'
import { remember } from '../../../src/core/remember.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { KeyStore } from '../../../src/protocol/ports.js'

const PREFIX = 'draft:'

/** What stands in each conversation's composer: kept over switching and over reloads. */
export interface Drafts {
  readonly all: ReadonlySignal<ReadonlyMap<Id, string>>
  set(session: Id, text: string): void
  /** Forgets drafts of sessions that are gone. */
  keepOnly(isKept: (session: Id) => boolean): void
}

const read = (store: KeyStore): Map<Id, string> => {
  const held = store.keys().filter(key => key.startsWith(PREFIX))
  return new Map(held.map(key => [key.slice(PREFIX.length), store.get(key) ?? '']))
}

export const createDrafts = (store: KeyStore): Drafts => {
  const all = signal<ReadonlyMap<Id, string>>(read(store))

  const set = (session: Id, text: string): void => {
    const next = new Map(all.peek())
    if (text) next.set(session, text)
    else next.delete(session)
    remember(store, PREFIX + session, text)
    all.value = next
  }

  return {
    all,
    set,
    keepOnly(isKept) {
      for (const session of all.peek().keys()) if (!isKept(session)) set(session, '')
    },
  }
}
