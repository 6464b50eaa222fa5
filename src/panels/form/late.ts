import { untracked } from '@preact/signals'
import type { Next, View } from '../chat/view.js'

/**
 * For a room that comes while the visitor has their hands in what is there: it says what it would bring, and waits. Returns
 * what is told whether it waits.
 */
export const createLate = ({ next, live }: Pick<View, 'next' | 'live'>, mine: Next, say: () => string) => {
  return (isLate: boolean) => {
    const isTold = next.peek() === mine
    if (isLate === isTold) return
    next.value = isLate ? mine : undefined
    if (isLate) untracked(() => live.say(say()))
  }
}
