import { vi } from 'vitest'
import type { Clock } from '../../src/protocol/ports.js'

/** A hidden page's timers ring once in so many ms. */
const MINUTE = 60_000

/**
 * The window and document that `src/browser/lifecycle.ts` listens to, where there are none, and a clock as the page has
 * it: hidden, every timer waits for the next full minute, also one that was to ring at once.
 */
export const createFakePage = ({ now, after }: Clock) => {
  const page = new EventTarget()
  const late = new Set<() => void>()
  let isHidden = false
  class FakeDocument {
    get hidden() {
      return isHidden
    }
  }
  vi.stubGlobal('Document', FakeDocument)
  vi.stubGlobal('document', new FakeDocument())
  vi.stubGlobal('Element', class {})
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  const happens = (type: string) => page.dispatchEvent(new Event(type))

  const clock: Clock = {
    now,
    after: (ms, fn) => {
      let undo = () => {}
      const ring = () => {
        late.delete(ring)
        undo()
        fn()
      }
      undo = after(ms, () => {
        if (!isHidden) return fn()
        late.add(ring)
        undo = after(MINUTE - (now() % MINUTE), ring)
      })
      return () => {
        late.delete(ring)
        undo()
      }
    },
  }
  return {
    clock,
    hide: () => {
      isHidden = true
      happens('visibilitychange')
    },
    show: () => {
      isHidden = false
      for (const ring of [...late]) ring()
      happens('visibilitychange')
    },
    /** Something else happens to the page. */
    happens: (type: 'online' | 'pageshow' | 'resume') => happens(type),
    dispose: () => vi.unstubAllGlobals(),
  }
}
