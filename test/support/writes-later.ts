import type { Batch, Store } from '../../demo/backend/store.js'

/** A planted defect: says that it has written what was said, and writes it a little later. */
export const writesLater = (store: Store): Store => {
  const late: Batch[] = []
  return {
    ...store,
    append: async batch => {
      const isSaid = batch.commands.some(({ reply }) => reply.startsWith('{"message"'))
      if (!late.length && !isSaid) return store.append(batch)
      late.push(batch)
      const due = late.length > 10 ? late.shift() : undefined
      if (due) await store.append(due)
    },
  }
}
