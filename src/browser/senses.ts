import { depthNow } from './depth.js'

export interface SensesOptions {
  /** Something is otherwise. */
  onChange(): void
  /** The visitor has done something: pressed, typed, scrolled. */
  onLife(): void
  /** Whether anybody asks how far they have scrolled, and whether they turn to go. */
  wants: { readonly scroll: boolean; readonly exitIntent: boolean }
}

/** What a visitor does on a page, without words. */
export interface Senses {
  /** How far down the page has been seen, in per cent. */
  scroll(): number
  /** The mouse has left the page at its top, and has not come back. */
  exitIntent(): boolean
  /** Another page has taken the place of this one. */
  turn(): void
  dispose(): void
}

/** Listens only for what is asked for, and measures once a frame at most. */
export const createSenses = ({ onChange, onLife, wants }: SensesOptions): Senses => {
  const off = new AbortController()
  const { signal } = off
  const on = (types: readonly string[], fn: (event: Event) => void) => {
    for (const type of types) addEventListener(type, fn, { __proto__: null, capture: true, passive: true, signal })
  }
  let deepest = 0
  let isLeaving = false
  let frame = 0

  const measure = () => {
    frame = 0
    const depth = depthNow()
    if (depth <= deepest) return
    deepest = depth
    onChange()
  }
  const leave = (leaves: boolean) => {
    if (isLeaving === leaves) return
    isLeaving = leaves
    onChange()
  }
  on(['pointerdown', 'keydown', 'scroll'], onLife)
  if (wants.scroll) {
    on(['scroll', 'resize'], () => void (frame ||= requestAnimationFrame(measure)))
    frame = requestAnimationFrame(measure)
  }
  if (wants.exitIntent) {
    on(['mouseout'], event => {
      const { clientY, relatedTarget } = event as MouseEvent
      if (!relatedTarget && clientY <= 0) leave(true)
    })
    on(['mouseover'], () => leave(false))
  }
  return {
    scroll: () => deepest,
    exitIntent: () => isLeaving,
    turn: () => {
      isLeaving = false
      deepest = 0
      if (wants.scroll) frame ||= requestAnimationFrame(measure)
    },
    dispose: () => {
      cancelAnimationFrame(frame)
      off.abort()
    },
  }
}

/** By what it is used with: fingers on a small or a large screen, or a mouse. */
export const deviceNow = (): 'desktop' | 'tablet' | 'phone' => {
  if (!matchMedia('(pointer: coarse)').matches) return 'desktop'
  return Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet'
}
