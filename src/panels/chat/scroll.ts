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
export const useScroll = ({ atEnd }: View, items: readonly ThreadItem[], { hidden, earlier }: Slice): Scroll => {
  const box = useRef<HTMLDivElement>(null)
  const was = useRef({ hidden, height: 0, last: '' })
  const isEarlier = !atEnd.value && hidden !== was.current.hidden
  const toEnd = () => {
    atEnd.value = true
    box.current!.scrollTop = 0
  }
  useLayoutEffect(() => {
    const { scrollHeight: height } = box.current!
    const newest = items.at(-1)
    const last = newest?.key ?? ''
    if (last !== was.current.last && newest?.from === 'visitor') toEnd()
    // The scroller counts from its end: what grows below must not move what is being read.
    else if (!atEnd.peek() && !isEarlier) box.current!.scrollTop -= height - was.current.height
    was.current = { hidden, height, last }
  })
  return {
    box,
    isEarlier,
    toEnd,
    onScroll: () => {
      const { scrollTop, scrollHeight, clientHeight } = box.current!
      atEnd.value = scrollTop > -NEAR
      if (hidden && scrollHeight - clientHeight + scrollTop < NEAR) earlier()
    },
  }
}
