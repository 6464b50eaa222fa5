import { page } from '../page.js'

/**
 * When the page sleeps and wakes. Nothing here forbids the back/forward cache: no `unload`, and the stream is let go in
 * `pagehide` and `freeze`, so that a page in the cache holds no connection.
 */
export const watchLifecycle = ({ onWake, onSleep }: { onWake(): void; onSleep(): void }): (() => void) => {
  const off = new AbortController()
  const on = (types: readonly string[], fn: () => unknown) => {
    // What happens to the document passes the window first; an element's event of that name is the page's own affair.
    const hear = ({ target }: Event) => target instanceof Element || fn()
    for (const type of types) addEventListener(type, hear, { __proto__: null, capture: true, signal: off.signal })
  }
  on(['online', 'pageshow', 'resume'], onWake)
  on(['pagehide', 'freeze'], onSleep)
  on(['visibilitychange'], () => page('hidden') || onWake())
  return () => off.abort()
}

export const hasNetwork = () => navigator.onLine
