import type { KeyStore } from '../protocol/ports.js'

/** Keeps a small comfort (a mark, a draft). Where storage is full or forbidden it lives in memory only, which is no fault. */
export const remember = (store: KeyStore, key: string, value: string): void => {
  try {
    if (value) store.set(key, value)
    else store.remove(key)
  } catch {
    // No fault.
  }
}
