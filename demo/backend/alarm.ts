import type { Clock } from '../../src/protocol/ports.js'

/** Rings when the first of many things is due. */
export interface Alarm {
  /** In so many ms, in the place of any time before. */
  set(ms: number): void
  clear(): void
  dispose(): void
}

export interface AlarmOptions {
  clock: Clock
  /** Ms after which it rings at the latest, so that a clock that is set is noticed, and no timer is too long for a platform. */
  longest: number
  /** Ms until it rings again after `ring` has failed: what is written sets it anew, a store that fails does not. */
  again: number
  ring(): Promise<unknown>
}

export const createAlarm = ({ clock, longest, again, ring }: AlarmOptions): Alarm => {
  let clear = () => {}
  let over = false
  const set = (ms: number) => {
    clear()
    if (!over) clear = clock.after(Math.min(Math.max(0, ms), longest), () => void ring().catch(() => set(again)))
  }
  return {
    set,
    clear: () => clear(),
    dispose: () => {
      over = true
      clear()
    },
  }
}
