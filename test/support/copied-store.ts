import { createMemoryStore } from '../../demo/backend/memory-store.js'
import type { Batch, Store } from '../../demo/backend/store.js'

/** A store of which one may keep a copy, and bring an older one back. */
export interface CopiedStore {
  store: Store
  /** How many batches it holds. */
  length(): number
  /** A store as this one was after so many batches, under its epoch or another. */
  copy(length: number, epoch?: string): Promise<CopiedStore>
}

export const createCopiedStore = (epoch: string): CopiedStore => {
  const batches: Batch[] = []
  const inner = createMemoryStore(epoch)
  const store: Store = {
    ...inner,
    append: async batch => {
      await inner.append(batch)
      batches.push(batch)
    },
  }
  return {
    store,
    length: () => batches.length,
    copy: async (length, other = epoch) => {
      const copy = createCopiedStore(other)
      for (const batch of batches.slice(0, length)) await copy.store.append(batch)
      return copy
    },
  }
}
