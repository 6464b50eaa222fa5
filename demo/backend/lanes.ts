import type { Id } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import { createTimers } from './timers.js'

/** One thing after the other for each client, several clients beside each other. */
export interface Lanes {
  /** There is something to do for a client; nothing changes where they are being seen to. */
  enter(client: Id): void
  /** Begins nothing more; resolves once what is under way has ended, or after a moment. */
  dispose(): Promise<void>
}

export interface LanesOptions {
  clock: Clock
  /** Clients at once. */
  most: number
  /** Does the next thing; gives the ms until the one after it, or undefined when there is none. It must not throw. */
  step(client: Id): Promise<number | undefined>
}

/** Ms that what is under way gets at the end. */
const PATIENCE = 2_000

export const createLanes = ({ clock, most, step }: LanesOptions): Lanes => {
  const timers = createTimers(clock)
  /** Clients whose turn it is, who wait for it, or for its hour; and whether something has come up since it began. */
  const known = new Map<Id, boolean>()
  const ready: Id[] = []
  const running = new Set<Promise<void>>()
  let over = false

  const next = () => {
    while (!over && running.size < most) {
      const client = ready.shift()
      if (client === undefined) return
      const turn = take(client).finally(() => {
        running.delete(turn)
        next()
      })
      running.add(turn)
    }
  }
  const take = async (client: Id) => {
    known.set(client, false)
    const wait = await step(client)
    if (wait === undefined && !known.get(client)) known.delete(client)
    else if (wait) timers.set(client, wait, () => line(client))
    else ready.push(client)
  }
  const line = (client: Id) => {
    ready.push(client)
    next()
  }

  return {
    enter: client => {
      if (over) return
      const isKnown = known.has(client)
      known.set(client, isKnown)
      if (isKnown) return
      line(client)
    },
    dispose: async () => {
      over = true
      timers.dispose()
      let undo = () => {}
      const late = new Promise<void>(resolve => (undo = clock.after(PATIENCE, resolve)))
      await Promise.race([Promise.all(running), late])
      undo()
    },
  }
}
