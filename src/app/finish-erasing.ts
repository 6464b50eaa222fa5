import { waitingIn } from '../core/erase.js'
import type { EraseOptions } from '../core/erasing.js'

/** What `forget()` began goes on with a file of its own: most visitors never need it. Returns its undo. */
export const finishErasing = (options: EraseOptions): (() => void) => {
  const life = new AbortController()
  const { signal } = life
  const load = () =>
    import('../core/erasing.js').then(
      room => room.finishErasing(options, signal),
      // Without a network it did not come: it is asked for again once there is one.
      () => addEventListener('online', () => void load(), { once: true, signal }),
    )
  if (waitingIn(options.store).length) void load()
  return () => life.abort()
}
