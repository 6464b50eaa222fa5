import { vi } from 'vitest'

/** A media query that a test turns on and off. */
export interface Media {
  set(matches: boolean): void
}

/**
 * What jsdom does not have and a panel or desk needs: media queries, constructable sheets, animations, `CSS.supports`,
 * and observers of sizes, which stay silent since nothing has a size here.
 * Undone by `vi.unstubAllGlobals()`.
 */
export const fillGaps = () => {
  const queries = new Map<string, EventTarget & { matches: boolean }>()
  const query = (text: string) => {
    const known = queries.get(text) ?? Object.assign(new EventTarget(), { matches: false })
    queries.set(text, known)
    return known
  }
  const media = (text: string): Media => ({
    set: matches => {
      query(text).matches = matches
      query(text).dispatchEvent(new Event('change'))
    },
  })
  vi.stubGlobal('matchMedia', query)
  vi.stubGlobal('CSS', { supports: () => true })
  vi.stubGlobal('ResizeObserver', function () {
    return { observe: () => {}, disconnect: () => {} }
  })
  for (const kind of [Document.prototype, ShadowRoot.prototype])
    Object.defineProperty(kind, 'adoptedStyleSheets', { value: [], writable: true, configurable: true })
  CSSStyleSheet.prototype.replaceSync = () => {}
  Element.prototype.getAnimations = () => []
  return { small: media('(max-width: 480px), (max-height: 480px)'), touch: media('(pointer: coarse)') }
}
