import type { Clock } from '../../src/protocol/ports.js'
import type { Backend } from '../backend/backend.js'
import type { Store } from '../backend/store.js'

/** Whether the server can do its work now. */
export interface Health {
  /** Undefined when all is well; otherwise a code such as `SQLITE_FULL`. */
  fault(): Promise<string | undefined>
}

export interface HealthOptions {
  store: Pick<Store, 'probe' | 'head'>
  /** Knows what became of the last write; a store that cannot be probed has nothing else to say. */
  backend: Pick<Backend, 'health'>
  toCode(error: unknown): string
  clock: Pick<Clock, 'now' | 'ticks'>
}

/** Milliseconds an answer is good for: asking is free for anybody, a write is not. */
const FRESH = 1_000

/** Writes and reads when it is asked, since nobody else may do so for hours. */
export const createHealth = ({ store, backend, toCode, clock }: HealthOptions): Health => {
  const { ticks = clock.now } = clock
  let last: { at: number; fault: Promise<string | undefined> } | undefined
  const look = async () => {
    try {
      if (store.probe) await store.probe()
      await store.head()
      return store.probe || backend.health().ok ? undefined : 'store'
    } catch (error) {
      return toCode(error)
    }
  }
  return {
    fault: () => {
      const now = ticks()
      if (!last || now - last.at >= FRESH) last = { at: now, fault: look() }
      return last.fault
    },
  }
}
