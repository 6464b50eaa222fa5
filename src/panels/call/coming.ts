import { signal, type ReadonlySignal } from '@preact/signals'
import { backoff } from '../../core/backoff.js'
import type { CallLine } from '../../core/calling.js'

/** A room that comes once it is wanted. */
export interface Coming<T> {
  readonly here: ReadonlySignal<T | undefined>
  /** Fetches it once, again and again until it is there. */
  want(): Promise<T>
}

export const createComing = <T>(
  load: () => Promise<T>,
  { clock, random, log }: Pick<CallLine, 'clock' | 'random' | 'log'>,
): Coming<T> => {
  const here = signal<T | undefined>(undefined)
  let asked: Promise<T> | undefined
  const fetch = async (): Promise<T> => {
    for (let failures = 0; ; failures++) {
      try {
        return (here.value = await load())
      } catch (error) {
        log('warn', 'call.load', String(error))
      }
      await new Promise<void>(resolve => clock.after(backoff(failures, random), resolve))
    }
  }
  return { here, want: () => (asked ??= fetch()) }
}
