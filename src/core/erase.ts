import type { KeyStore } from '../protocol/ports.js'
import { remember } from './remember.js'

/** Leaves nothing of the visitor but what the backend has yet to erase. */
export const clearKeys = (store: KeyStore) => {
  // That something runs goes first: another tab hears of one key after the other, and must not go on by it.
  for (const key of ['running', ...store.keys()]) if (key !== ERASE) store.remove(key)
}

/** The same, and the backend is to erase whose `token` it is; several may be waiting. */
export const forgetKeys = (store: KeyStore, token: string | undefined) => {
  const waiting = new Set(waitingIn(store))
  const keep = () => token && remember(store, ERASE, [...waiting.add(token)].join(' '))
  // A full store has room for it once the rest is gone.
  keep()
  clearKeys(store)
  keep()
}

/** The one key under which credentials wait until the backend has erased what is theirs. */
export const ERASE = 'erase'
export const waitingIn = (store: KeyStore): string[] => store.get(ERASE)?.split(' ').filter(Boolean) ?? []
