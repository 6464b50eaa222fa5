import type { Id } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import { noteSeen } from './away.js'
import type { Writer } from './writer.js'

/** A reload or a change of page is no leaving: it counts after so long (ms) without a stream. */
const FLICKER = 5_000

/** Who has a page open. */
export interface Presence {
  /** A stream of theirs begins; returns its end. */
  enter(client: Id): () => void
  isOnline(client: Id): boolean
  /** Looks whether they are here at all: for those who act without a stream. */
  check(client: Id): void
  dispose(): void
}

export interface PresenceOptions {
  writer: Writer
  clock: Clock
  newId(): Id
}

export const createPresence = ({ writer, clock, newId }: PresenceOptions): Presence => {
  const streams = new Map<Id, number>()
  const timers = createTimers(clock)
  const isOnline = (client: Id) => streams.has(client)

  const look = (client: Id, since = clock.now()) => {
    const seen = writer.run(draft =>
      noteSeen({ draft, now: clock.now(), newId }, { client, online: isOnline(client), since }),
    )
    seen.then(
      again => again !== undefined && !isOnline(client) && timers.set(client, again, () => look(client)),
      // What could not be written is tried again: nobody else would.
      () => timers.set(client, FLICKER, () => look(client, since)),
    )
  }

  const leave = (client: Id) => {
    const left = (streams.get(client) ?? 1) - 1
    if (left) return void streams.set(client, left)
    streams.delete(client)
    const since = clock.now()
    timers.set(client, FLICKER, () => look(client, since))
  }

  return {
    isOnline,
    enter: client => {
      const before = streams.get(client) ?? 0
      streams.set(client, before + 1)
      timers.clear(client)
      if (!before) look(client)
      return () => leave(client)
    },
    check: client => isOnline(client) || timers.set(client, FLICKER, () => look(client)),
    dispose: timers.dispose,
  }
}

/** One timer per key; a new one takes the old one's place. */
const createTimers = (clock: Clock) => {
  const timers = new Map<string, () => void>()
  let over = false
  const clear = (key: string) => {
    timers.get(key)?.()
    timers.delete(key)
  }
  return {
    clear,
    set: (key: string, ms: number, fn: () => void) => {
      clear(key)
      if (over) return
      const undo = clock.after(ms, () => {
        timers.delete(key)
        fn()
      })
      timers.set(key, undo)
    },
    dispose: () => {
      over = true
      for (const key of [...timers.keys()]) clear(key)
    },
  }
}
