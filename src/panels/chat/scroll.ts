import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ThreadItem } from '../../core/model.js'
import { isTheirs, type Slice } from './slice.js'
import type { View } from './view.js'

/** So near (px) to an edge counts as at it. */
const NEAR = 40
/** So much (px) is seen above a message that is shown from its beginning: who says it, and when. */
const ABOVE = 32

export interface Scroll {
  box: RefObject<HTMLDivElement>
  /** Older items have just been put on the page: nobody wants them read aloud. */
  isEarlier: boolean
  onScroll(): void
  toEnd(): void
}

/**
 * Where the reader is in the thread: at the end it follows, but for what is taller than the view, such as a form, which is
 * shown from its beginning; above it stands still, and own words lead to the end.
 */
export const useScroll = (view: View, items: readonly ThreadItem[], { hidden, earlier }: Slice): Scroll => {
  const { atEnd, conversation } = view
  // Once it is here, a form is as tall as it is.
  const slips = view.slips.value
  const box = useRef<HTMLDivElement>(null)
  const first = items.at(hidden)?.key
  const was = useRef({ first, last: '', slips })
  const isEarlier = !atEnd.value && first !== was.current.first
  // As it is before this render changes it: a turned phone has other heights. At the end nothing is measured before
  // the change, which would lay the whole thread out once more for each message.
  const height = atEnd.value ? 0 : box.current?.scrollHeight
  const toEnd = () => {
    atEnd.value = true
    box.current!.scrollTop = 0
  }
  const toStart = () => {
    const { scrollHeight, clientHeight } = box.current!
    const bubble = [...box.current!.querySelectorAll<HTMLElement>('[part=bubble]')].at(-1)!
    box.current!.scrollTop = Math.min(0, clientHeight - scrollHeight + bubble.offsetTop - ABOVE)
  }
  useLayoutEffect(() => {
    const newest = items.at(-1)
    const last = newest?.key ?? ''
    const isNew = last !== was.current.last
    if (isNew && newest?.from === 'visitor') toEnd()
    // The scroller counts from its end: what grows below must not move what is being read.
    else if (height && !isEarlier) box.current!.scrollTop -= box.current!.scrollHeight - height
    else if (!height && isTheirs(newest) && (isNew || slips !== was.current.slips)) toStart()
    was.current = { first, last, slips }
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
