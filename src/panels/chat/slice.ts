import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ThreadItem } from '../../core/model.js'
import type { View } from './view.js'

/** So many items are on the page at first, and come with each step up. */
const STEP = 150

export interface Slice {
  /** Items above that are not on the page. */
  hidden: number
  /** Messages of the other side that came while the end was out of view. */
  missed: number
  /** One step up, or to the backend where the first one here is in view. */
  earlier(): void
}

/** A message of the other side. */
export const isTheirs = (item: ThreadItem | undefined) => item?.from === 'operator' || item?.from === 'bot'

/** Keeps a long thread short on the page: the newest items, and more the further the visitor goes up. */
export const useSlice = (items: readonly ThreadItem[], view: View): Slice => {
  const { atEnd, conversation, live } = view
  const seen = useRef(0)
  const base = useRef(0)
  const steps = useSignal(0)
  const most = Math.max(0, items.length - STEP)
  const up = steps.value * STEP
  if (atEnd.value) {
    base.current = most + up
    seen.current = items.reduce((seen, { seq = 0 }) => Math.max(seen, seq), 0)
  }
  const say = () => live.say(conversation.older.peek() === 'failed' ? view.words.earlierFailed : view.words.earlierHere)
  const hidden = Math.max(0, Math.min(base.current - up, most))
  return {
    hidden,
    missed: items.filter(item => isTheirs(item) && (item.seq ?? 0) > seen.current).length,
    earlier: () => {
      atEnd.value = false
      if (hidden) steps.value++
      else void conversation.fetchOlder().then(say)
    },
  }
}
