import type { KeyStore } from '../protocol/ports.js'

export type StorageKind = 'local' | 'session' | 'memory'

/**
 * Web Storage under one prefix. Where the browser forbids it (opaque origin, policy), values live in memory instead;
 * only a full store still throws, on `set`, since the caller must know.
 */
export const createStorage = (kind: StorageKind, prefix: string): KeyStore => {
  const area = find(kind)
  if (!area) return createMemoryStorage()
  return {
    get: key => area.getItem(prefix + key) ?? undefined,
    set: (key, value) => area.setItem(prefix + key, value),
    remove: key => area.removeItem(prefix + key),
    keys: () =>
      Object.keys(area)
        .filter(key => key.startsWith(prefix))
        .map(key => key.slice(prefix.length)),
  }
}

/** Tells when another tab takes away or replaces what stood under a full key of local storage. Returns its undo. */
export const watchKey = (key: string, onChange: () => void): (() => void) => {
  const off = new AbortController()
  addEventListener(
    'storage',
    event => event.key === key && event.oldValue && event.newValue !== event.oldValue && onChange(),
    { __proto__: null, signal: off.signal },
  )
  return () => off.abort()
}

export const createMemoryStorage = (): KeyStore => {
  const values = new Map<string, string>()
  return {
    get: key => values.get(key),
    set: (key, value) => void values.set(key, value),
    remove: key => void values.delete(key),
    keys: () => [...values.keys()],
  }
}

const find = (kind: StorageKind): Storage | undefined => {
  try {
    // A memory has none.
    const area = window[`${kind}Storage` as 'localStorage'] as Storage | undefined
    // Some browsers hand it out and throw at the first use.
    area?.getItem('')
    return area
  } catch {
    return undefined
  }
}
