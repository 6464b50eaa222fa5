import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Clock } from '../../../src/protocol/ports.js'

/** Something that happened to what the operator asked for, in words. */
export interface DeskNotice {
  id: number
  text: string
}

export interface Notices {
  readonly all: ReadonlySignal<readonly DeskNotice[]>
  add(text: string, how?: { lasts: boolean }): void
  dismiss(id: number): void
  dispose(): void
}

/** So long (ms) a notice stands if nobody dismisses it, but for one that lasts. */
const STANDS = 30_000

/** Newest last; the same sentence stands there once. */
export const createNotices = (clock: Clock): Notices => {
  let last = 0
  const all = signal<readonly DeskNotice[]>([])
  const timers = new Set<() => void>()
  const dismiss = (id: number): void => {
    all.value = all.peek().filter(notice => notice.id !== id)
  }
  return {
    all,
    dismiss,
    add: (text, { lasts } = { lasts: false }) => {
      const id = ++last
      all.value = [...all.peek().filter(notice => notice.text !== text), { id, text }]
      if (lasts) return
      const undo = clock.after(STANDS, () => {
        timers.delete(undo)
        dismiss(id)
      })
      timers.add(undo)
    },
    dispose: () => {
      for (const undo of timers) undo()
    },
  }
}
