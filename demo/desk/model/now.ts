import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Clock } from '../../../src/protocol/ports.js'
import type { Time } from '../../../src/protocol/entities.js'

/** The time, moving on each second as long as somebody reads it. */
export const createNow = (clock: Clock): ReadonlySignal<Time> => {
  let stop = () => {}
  const tick = (now: { value: Time }): void => {
    now.value = clock.now()
    stop = clock.after(1000, () => tick(now))
  }
  return signal<Time>(clock.now(), {
    watched() {
      tick(this)
    },
    unwatched() {
      stop()
    },
  })
}
