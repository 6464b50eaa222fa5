import type { Id } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import { noteSeen } from './away.js'
import type { Groups } from './groups.js'
import type { Row } from './row.js'
import { createTimers } from './timers.js'
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
  /** Call after every batch: how long who is away may stay so goes by how far their session has come, and by its group. */
  tell(rows: readonly Row[]): void
  /** The same when groups are set anew. */
  regrouped(): void
  dispose(): void
}

export interface PresenceOptions {
  writer: Writer
  clock: Clock
  groups(): Groups
  newId(): Id
}

export const createPresence = ({ writer, clock, groups, newId }: PresenceOptions): Presence => {
  const { ticks = clock.now } = clock
  const streams = new Map<Id, number>()
  /** When the last stream of each ended; who was here before this process counts from its start on. */
  const left = new Map<Id, number>()
  /** Who is known to be away, and is looked at again; a reload is not over yet for the others. */
  const known = new Set<Id>()
  const timers = createTimers(clock)
  const isOnline = (client: Id) => streams.has(client)

  const awayFor = (client: Id) => {
    if (isOnline(client)) return 0
    const since = left.get(client) ?? ticks()
    left.set(client, since)
    return ticks() - since
  }

  const forget = (client: Id) => {
    left.delete(client)
    known.delete(client)
  }

  const look = (client: Id, since = clock.now()) => {
    const seen = () => ({ client, online: isOnline(client), since, away: awayFor(client) })
    const noted = writer.run(draft => noteSeen({ draft, now: clock.now(), newId }, seen(), groups()))
    noted.then(
      again => {
        if (isOnline(client)) return
        if (again === undefined) return forget(client)
        known.add(client)
        timers.set(client, again, () => look(client))
      },
      // What could not be written is tried again: nobody else would.
      () => timers.set(client, FLICKER, () => look(client, since)),
    )
  }

  const leave = (client: Id) => {
    const rest = (streams.get(client) ?? 1) - 1
    if (rest) return void streams.set(client, rest)
    streams.delete(client)
    left.set(client, ticks())
    const since = clock.now()
    timers.set(client, FLICKER, () => look(client, since))
  }

  return {
    isOnline,
    enter: client => {
      const before = streams.get(client) ?? 0
      streams.set(client, before + 1)
      timers.clear(client)
      forget(client)
      if (!before) look(client)
      return () => leave(client)
    },
    tell: rows => {
      for (const { client, change } of rows) if (change.type === 'session.changed' && known.has(client)) look(client)
    },
    regrouped: () => known.forEach(client => look(client)),
    check: client => isOnline(client) || timers.set(client, FLICKER, () => look(client)),
    dispose: timers.dispose,
  }
}
