import { ERASE } from './erase.js'
import type { KeyStore } from '../protocol/ports.js'

/*
 * What is kept of a person stands under names of their own (`@MARK:draft`), so that whoever comes later finds nothing of it,
 * not even what a page that has not heard of the goodbye yet writes a moment too late.
 */

/** Here stands whose page it is, for the other tabs. */
export const PERSON = 'person'
const LASTING = [ERASE, PERSON, 'running']

/** A name for a person in storage that tells nobody who they are. FNV-1a, 64 bits. */
export const markOf = (sub: string): string => {
  let hash = 0xcbf29ce484222325n
  for (let at = 0; at < sub.length; at++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(sub.charCodeAt(at))) * 0x100000001b3n)
  return hash.toString(36)
}

/** A person's part of the store. */
export const storeOf = (root: KeyStore, mark: string): KeyStore => {
  const prefix = `@${mark}:`
  return {
    get: key => root.get(prefix + key),
    set: (key, value) => root.set(prefix + key, value),
    remove: key => root.remove(prefix + key),
    keys: () =>
      root
        .keys()
        .filter(key => key.startsWith(prefix))
        .map(key => key.slice(prefix.length)),
  }
}

/** A person comes: what other persons have left goes, and what was begun before they said who they are goes with them. */
export const moveIn = (root: KeyStore, mark: string): void => {
  const store = storeOf(root, mark)
  for (const key of root.keys()) {
    if (LASTING.includes(key) || key.startsWith(`@${mark}:`)) continue
    const value = key.startsWith('@') ? undefined : root.get(key)
    root.remove(key)
    if (value !== undefined && store.get(key) === undefined) tryTo(() => store.set(key, value))
  }
  tryTo(() => root.set(PERSON, mark))
}

/** Nothing of a person stays. */
export const moveOut = (root: KeyStore, mark: string): void => {
  const store = storeOf(root, mark)
  for (const key of store.keys()) store.remove(key)
  if ((root.get(PERSON) ?? mark) !== mark) return
  root.remove(PERSON)
  root.remove('running')
}

/** Where storage is full it lives in this page only. */
const tryTo = (write: () => void) => {
  try {
    write()
  } catch {
    // No fault: it is kept in memory by whoever uses it.
  }
}
