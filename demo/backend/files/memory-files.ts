import { StoreConflict } from '../store.js'
import type { FileStore, StoredFile } from './file-store.js'

/** Files that last as long as the page or process. */
export const createMemoryFiles = (): FileStore => {
  const files = new Map<string, StoredFile>()
  const parts = new Map<string, Map<number, Uint8Array<ArrayBuffer>>>()
  const all = () => [...files.values()]
  const remove = (ids: readonly string[]) => {
    for (const id of ids) {
      files.delete(id)
      parts.delete(id)
    }
  }
  const find = (scope: string, upload: string) => all().find(one => one.scope === scope && one.upload === upload)

  return {
    add: async file => {
      if (find(file.scope, file.upload)) throw new StoreConflict('there is such an upload')
      files.set(file.id, file)
      parts.set(file.id, new Map())
    },
    get: async id => files.get(id),
    find: async (scope, upload) => find(scope, upload),
    append: async (id, at, bytes) => {
      const file = files.get(id)
      if (!file || file.received !== at) return false
      parts.get(id)?.set(at, Uint8Array.from(bytes))
      files.set(id, { ...file, received: at + bytes.length })
      return true
    },
    change: async (id, patch) => {
      const file = files.get(id)
      if (file) files.set(id, { ...file, ...patch })
    },
    part: async (id, at) => parts.get(id)?.get(at),
    remove: async ids => remove(ids),
    removeOf: async owner => {
      const ids = all().flatMap(one => (one.owner === owner ? [one.id] : []))
      remove(ids)
      return ids.length
    },
    totals: async scope => {
      const counted = all().filter(one => scope === undefined || one.scope === scope)
      const sum = (of: 'size' | 'received') => counted.reduce((all, one) => all + one[of], 0)
      return { files: counted.length, bytes: sum('size'), received: sum('received') }
    },
    unused: async (scope, since) =>
      all().filter(one => one.scope === scope && (one.state === 'whole' || (one.state === 'coming' && one.at >= since)))
        .length,
    loose: async (before, limit) =>
      all()
        .filter(({ at, state }) => at < before && state !== 'kept')
        .sort((one, other) => one.at - other.at)
        .slice(0, limit),
  }
}
