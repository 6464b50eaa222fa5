import type { Batch, Store } from '../../../demo/backend/store.js'

/** A store that tells how often something was written. */
export const watch = (store: Store) => {
  const batches: Batch[] = []
  const append: Store['append'] = batch => {
    batches.push(batch)
    return store.append(batch)
  }
  return { store: { ...store, append }, batches }
}
