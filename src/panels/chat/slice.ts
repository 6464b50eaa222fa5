import { useSignal, type Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ThreadItem } from '../../core/model.js'

/** So many items are on the page at first, and come with each step up. */
const STEP = 150

export interface Slice {
  /** Items above that are not on the page. */
  hidden: number
  /** Messages of the other side that came while the end was out of view. */
  missed: number
  /** One step up. */
  earlier(): void
}

/** Keeps a long thread short on the page: the newest items, and more the further the visitor goes up. */
export const useSlice = (items: readonly ThreadItem[], atEnd: Signal<boolean>): Slice => {
  const seen = useRef(0)
  const base = useRef(0)
  const steps = useSignal(0)
  const most = Math.max(0, items.length - STEP)
  const up = steps.value * STEP
  if (atEnd.value) {
    base.current = most + up
    seen.current = items.reduce((seen, { seq = 0 }) => Math.max(seen, seq), 0)
  }
  return {
    hidden: Math.max(0, Math.min(base.current - up, most)),
    missed: items.filter(({ from, seq = 0 }) => (from === 'operator' || from === 'bot') && seq > seen.current).length,
    earlier: () => {
      atEnd.value = false
      steps.value++
    },
  }
}
