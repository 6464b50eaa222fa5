import { waitingIn } from '../core/erase.js'
import type { EraseOptions } from '../core/erasing.js'

interface FinishOptions extends EraseOptions {
  loadErasing(): Promise<{ finishErasing(options: EraseOptions, signal: AbortSignal): void }>
}

/** What `forget()` began goes on with a file of its own: most visitors never need it. Returns its undo. */
export const finishErasing = ({ loadErasing, ...options }: FinishOptions): (() => void) => {
  const life = new AbortController()
  const { signal } = life
  const load = () =>
    loadErasing().then(
      room => room.finishErasing(options, signal),
      // Without a network it did not come: it is asked for again once there is one.
      () => addEventListener('online', () => void load(), { once: true, signal }),
    )
  if (waitingIn(options.store).length) void load()
  return () => life.abort()
}
