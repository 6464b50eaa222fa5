import { page } from '../../page.js'

/** The screen stays on as long as somebody talks. The browser takes the lock away whenever the page is hidden. */
export const holdAwake = (): (() => void) => {
  let lock: Promise<WakeLockSentinel | undefined> | undefined
  const take = () => {
    if (!page('hidden')) lock = navigator.wakeLock?.request('screen').catch(() => undefined)
  }
  addEventListener('visibilitychange', take, true)
  take()
  return () => {
    removeEventListener('visibilitychange', take, true)
    void lock?.then(held => held?.release())
  }
}
