import type { PageView } from '../protocol/entities.js'
import { isSamePage } from '../protocol/page-list.js'
import type { Clock } from '../protocol/ports.js'

/** At most one page in so long (ms). */
const PACE = 1_000
/** A page gets its title late, but one whose title blinks is not told for ever. */
const TITLES = 3

export interface PagePace {
  /** This is the page in front now; undefined: none that may be told. */
  show(page: PageView | undefined): void
  /** Somebody else may have told another meanwhile: what is shown next is told, whatever was told last. */
  again(): void
  dispose(): void
}

interface PagePaceOptions {
  clock: Clock
  tell(page: PageView | undefined): void
}

/** Tells where somebody is: what repeats not at all, the rest at most once a second, and of several within it the last. */
export const createPagePace = ({ clock, tell }: PagePaceOptions): PagePace => {
  let told: PageView | undefined
  let shown: PageView | undefined
  let titles = 0
  let isFresh = true
  let last = -Infinity
  let undo: (() => void) | undefined

  const isNews = () => {
    if (isFresh || !shown || !told) return isFresh || shown !== told
    return !isSamePage(told, shown) || told.scroll !== shown.scroll || (told.title !== shown.title && titles < TITLES)
  }
  const go = () => {
    undo = undefined
    if (!isNews()) return
    const isRenamed = told && shown && told.title !== shown.title
    titles = told && shown && isSamePage(told, shown) && !isFresh ? titles + (isRenamed ? 1 : 0) : 0
    told = shown
    isFresh = false
    last = clock.now()
    tell(shown)
  }
  const wake = () => {
    if (undo || !isNews()) return
    // A clock that was set back must not put it off.
    const rest = Math.min(PACE, last + PACE - clock.now())
    if (rest > 0) undo = clock.after(rest, go)
    else go()
  }
  return {
    show: page => {
      shown = page
      wake()
    },
    again: () => void (isFresh = true),
    dispose: () => undo?.(),
  }
}
