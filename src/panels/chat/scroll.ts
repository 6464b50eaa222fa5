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
  const was = useRef({ first, height: 0, last: '' })
  const isEarlier = !atEnd.value && first !== was.current.first
  const toEnd = () => {
    atEnd.value = true
    box.current!.scrollTop = 0
  }
  useLayoutEffect(() => {
    const newest = items.at(-1)
    const last = newest?.key ?? ''
    if (last !== was.current.last && newest?.from === 'visitor') toEnd()
    // At the end nothing is measured: that would lay the whole thread out for each message.
    else if (!atEnd.peek()) {
      const { scrollHeight } = box.current!
      // The scroller counts from its end: what grows below must not move what is being read.
      if (!isEarlier) box.current!.scrollTop -= scrollHeight - was.current.height
      was.current.height = scrollHeight
    }
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
      was.current.height = scrollHeight
      // What did not come is fetched again only by a press.
      const isMore = hidden || conversation.older.peek() === 'more'
      if (isMore && scrollHeight - clientHeight + scrollTop < NEAR) earlier()
    },
  }
}
