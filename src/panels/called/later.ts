import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Ways } from '../callback/ways.js'
import type { createSlots } from '../slots/index.js'
import type { Calling } from './calling.js'
import type { Times } from './times.js'
import type { RoomWords } from './words.js'

export type SlotsRoom = ReturnType<typeof createSlots>

interface LaterOptions extends Omit<Ways, 'words'> {
  words: ReadonlySignal<RoomWords>
  times: Times
  calling: Calling
}

/** Half hours come with a file of their own, once somebody wants to be called at one. */
export const createLater = ({ root, words, locale, times, life, isLater, calling }: LaterOptions) => {
  const slots = signal<SlotsRoom | undefined>(undefined)
  let coming: Promise<void> | undefined
  let over = false
  const ask = () => life.connect().ask({ id: life.newId(), type: 'callback.slots', widget: life.start().widget })
  const undo = effect(() => {
    if (!isLater.value || coming) return
    coming = import('../slots/index.js').then(
      room => {
        if (!over) slots.value = room.createSlots({ root, words, locale, times, ...calling, ask })
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
