/**
 * When the page sleeps and wakes. Nothing here forbids the back/forward cache: no `unload`, and the stream is let go in
 * `pagehide` and `freeze`, so that a page in the cache holds no connection.
 */
export const watchLifecycle = ({ onWake, onSleep }: { onWake(): void; onSleep(): void }): (() => void) => {
  const off = new AbortController()
  const on = (target: EventTarget, types: readonly string[], fn: () => void) => {
    for (const type of types) target.addEventListener(type, fn, { signal: off.signal })
  }
  on(window, ['online', 'pageshow'], onWake)
  on(window, ['pagehide'], onSleep)
  on(document, ['resume'], onWake)
  on(document, ['freeze'], onSleep)
  on(document, ['visibilitychange'], () => document.visibilityState === 'visible' && onWake())
  return () => off.abort()
}

export const hasNetwork = () => navigator.onLine
