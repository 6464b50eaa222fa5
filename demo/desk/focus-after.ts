import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface FocusAfter {
  root: RefObject<HTMLElement>
  /** What has the focus once the next change is shown, as a selector; where it is not there, what adds another. */
  then(selector: string | undefined): void
}

/** Keeps the focus where what it was on has gone: a list that changes under one's keys. */
export const useFocusAfter = (): FocusAfter => {
  const root = useRef<HTMLElement>(null)
  const next = useRef<string>()
  useLayoutEffect(() => {
    const { current: selector } = next
    next.current = undefined
    if (selector === undefined) return
    const at = root.current?.querySelector<HTMLElement>(selector)
    // The last one has gone: what adds another is below the list.
    ;(at ?? root.current?.querySelector<HTMLElement>(':scope > .add'))?.focus()
  })
  return { root, then: selector => void (next.current = selector) }
}
