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
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('window', page)
  vi.stubGlobal('document', document)
  const late = new Set<() => void>()
  const isHidden = () => document.visibilityState === 'hidden'

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
        if (!isHidden()) return fn()
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
      document.visibilityState = 'hidden'
      document.dispatchEvent(new Event('visibilitychange'))
    },
    show: () => {
      document.visibilityState = 'visible'
      for (const ring of [...late]) ring()
      document.dispatchEvent(new Event('visibilitychange'))
    },
    /** Something else happens to the page. */
    happens: (type: 'online' | 'pageshow' | 'resume') =>
      (type === 'resume' ? document : page).dispatchEvent(new Event(type)),
    dispose: () => vi.unstubAllGlobals(),
  }
}
