import { onPage, page } from '../page.js'

/**
 * When the page sleeps and wakes. Nothing here forbids the back/forward cache: no `unload`, and the stream is let go in
 * `pagehide` and `freeze`, so that a page in the cache holds no connection.
 */
export const watchLifecycle = ({ onWake, onSleep }: { onWake(): void; onSleep(): void }): (() => void) => {
  const off = new AbortController()
  const onWindow = (type: string, fn: () => void) => addEventListener(type, fn, { __proto__: null, signal: off.signal })
  onWindow('online', onWake)
  onWindow('pageshow', onWake)
  onWindow('pagehide', onSleep)
  const undo = [
    onPage('resume', onWake),
    onPage('freeze', onSleep),
    onPage('visibilitychange', () => page('visibilityState') === 'visible' && onWake()),
    () => off.abort(),
  ]
  return () => undo.forEach(end => end())
}

export const hasNetwork = () => navigator.onLine
