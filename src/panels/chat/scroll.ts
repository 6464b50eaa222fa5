import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ThreadItem } from '../../core/model.js'
import type { Slice } from './slice.js'
import type { View } from './view.js'

/** So near (px) to an edge counts as at it. */
const NEAR = 40

export interface Scroll {
  box: RefObject<HTMLDivElement>
  /** Older items have just been put on the page: nobody wants them read aloud. */
  isEarlier: boolean
  onScroll(): void
  toEnd(): void
}

/** Where the reader is in the thread: at the end it follows, above it stands still, and own words lead to the end. */
export const useScroll = (view: View, items: readonly ThreadItem[], { hidden, earlier }: Slice): Scroll => {
  const { atEnd, conversation } = view
  const box = useRef<HTMLDivElement>(null)
  const first = items.at(hidden)?.key
  const was = useRef({ first, last: '' })
  const isEarlier = !atEnd.value && first !== was.current.first
  // As it is before this render changes it: a turned phone has other heights. At the end nothing is measured, which
  // would lay the whole thread out for each message.
  const height = atEnd.value ? 0 : box.current?.scrollHeight
  const toEnd = () => {
    atEnd.value = true
    box.current!.scrollTop = 0
  }
  useLayoutEffect(() => {
    const newest = items.at(-1)
    const last = newest?.key ?? ''
    if (last !== was.current.last && newest?.from === 'visitor') toEnd()
    // The scroller counts from its end: what grows below must not move what is being read.
    else if (height && !isEarlier) box.current!.scrollTop -= box.current!.scrollHeight - height
    was.current.first = first
    was.current.last = last
  })
  return {
    box,
    isEarlier,
    toEnd,
    onScroll: () => {
      const { scrollTop, scrollHeight, clientHeight } = box.current!
      atEnd.value = scrollTop > -NEAR
      // What did not come is fetched again only by a press.
      const isMore = hidden || conversation.older.peek() === 'more'
      if (isMore && scrollHeight - clientHeight + scrollTop < NEAR) earlier()
    },
  }
}
