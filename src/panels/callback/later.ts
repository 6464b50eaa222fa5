import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { createSlots, SlotsOptions } from '../slots/index.js'

export type SlotsRoom = ReturnType<typeof createSlots>

/** Half hours come with a file of their own, once somebody wants to be called at one. */
export const createLater = (isLater: ReadonlySignal<boolean>, options: SlotsOptions) => {
  const slots = signal<SlotsRoom | undefined>(undefined)
  let coming: Promise<void> | undefined
  let over = false
  const undo = effect(() => {
    if (!isLater.value || coming) return
    coming = import('../slots/index.js').then(
      room => {
        if (!over) slots.value = room.createSlots(options)
      },
      (error: unknown) => {
        coming = undefined
        console.warn(error)
      },
    )
  })
  return {
    slots,
    dispose: () => {
      over = true
      undo()
      slots.peek()?.dispose()
    },
  }
}
