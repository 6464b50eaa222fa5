import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { isHeard, type View } from '../chat/view.js'
import type { Parts } from '../form/index.js'
import type { Lent } from '../filing/index.js'

/** What draws a field for a file, once one is wanted. */
export interface Filing {
  isWanted: Signal<boolean>
  lent: ReadonlySignal<Lent | undefined>
  dispose(): void
}

/** When it does not come, the next line brings it. */
export const createFiling = (view: View, parts: Parts): Filing => {
  const isWanted = signal(false)
  const lent = signal<Lent | undefined>(undefined)
  let isOver = false
  let coming: Promise<unknown> | undefined
  const fetch = () =>
    import('../filing/index.js')
      .then(room => room.lend(view, parts))
      .then(come => (isOver ? come.dispose() : (lent.value = come)), console.warn)
      .then(() => (coming = undefined))
  const undo = effect(() => {
    if (isWanted.value && isHeard(view) && !lent.peek()) coming ??= fetch()
  })
  return {
    isWanted,
    lent,
    dispose: () => {
      isOver = true
      undo()
      lent.peek()?.dispose()
    },
  }
}
