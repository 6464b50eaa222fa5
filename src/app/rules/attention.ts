import { createClock } from '../../browser/clock.js'
import { here, watchNavigation } from '../../browser/navigation.js'
import { createGaze } from '../../core/gaze.js'
import type { RuleMemory } from '../../core/rule-memory.js'
import { pageNow } from './facts.js'

/** Signs of life that come closer together count as one (ms). */
const PULSE = 60_000

export interface AttentionOptions {
  memory(): RuleMemory
  /** The page is in view, or no longer. */
  onSee(isSeen: boolean): void
  /** Another page has taken the place of this one. */
  onTurn(): void
}

/** Which page is looked at, and for how long. */
export const createAttention = ({ memory, onSee, onTurn }: AttentionOptions) => {
  const clock = createClock()
  const gaze = createGaze(() => performance.now())
  let shown = pageNow()
  let isSeen = false
  let last = -Infinity

  const live = () => {
    last = clock.now()
    memory().live(gaze.take())
  }
  const see = (isFront: boolean) => {
    if (isFront === isSeen) return
    isSeen = isFront
    gaze.see(isFront)
    live()
    onSee(isFront)
  }
  const turn = () => {
    const page = pageNow()
    if (page === shown) return
    shown = page
    gaze.turn()
    live()
    onTurn()
  }
  const undo = watchNavigation({ onChange: turn, onFront: () => see(true), onHidden: () => see(false) })
  return {
    gaze,
    isSeen: () => isSeen,
    live,
    /** The visitor has done something. Whether it was noted: not each of them is. */
    pulse: () => {
      if (Math.abs(clock.now() - last) < PULSE) return false
      live()
      return true
    },
    start: () => here().isHidden || see(true),
    dispose: () => {
      see(false)
      undo()
    },
  }
}
