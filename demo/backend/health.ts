import type { Time } from '../../src/protocol/entities.js'
import type { Clock, Log } from '../../src/protocol/ports.js'

/** Whether what is said can be kept. */
export type Health = { ok: true } | { ok: false; why: string; since: Time }

export interface HealthOptions {
  /** Resolves when writing works. */
  probe?: (() => Promise<void>) | undefined
  clock: Clock
  log: Log
}

/** Ms between two looks whether the store works again: nobody might write meanwhile, and then nobody would notice. */
const LOOK = 2_000

/** Knows how the store is; says it once when it fails and once when it works again, however many commands meet it. */
export const createHealth = ({ probe, clock, log }: HealthOptions) => {
  let health: Health = { ok: true }
  let undo = () => {}
  let over = false

  const works = () => {
    if (health.ok) return
    log('info', 'store.works', `after ${Math.max(0, clock.now() - health.since)} ms`)
    undo()
    health = { ok: true }
  }
  const look = () => {
    if (!probe || over) return
    undo = clock.after(LOOK, () => {
      if (!health.ok) probe().then(works, look)
    })
  }
  return {
    view: () => health,
    works,
    fails: (error: unknown) => {
      if (!health.ok) return
      health = { ok: false, why: String(error), since: clock.now() }
      log('error', 'store.failed', health.why)
      look()
    },
    dispose: () => {
      over = true
      undo()
    },
  }
}
