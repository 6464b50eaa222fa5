import type { Id } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import { changeClient, endSession, type Moment } from './changes.js'
import type { Writer } from './writer.js'

/*
 * Who has a page open. A reload or a change of page is no leaving: it counts after 5 s without a stream. Who stays away
 * leaves the queue after 2 minutes and a conversation after 30.
 */

const FLICKER = 5_000
const AWAY = { queued: 120_000, accepted: 1_800_000 }

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
  const timers = new Map<Id, () => void>()
  const isOnline = (client: Id) => streams.has(client)

  let over = false
  const inMs = (client: Id, ms: number, fn: () => void) => {
    timers.get(client)?.()
    if (over) return
    const undo = clock.after(ms, () => {
      timers.delete(client)
      fn()
    })
    timers.set(client, undo)
  }
  const act = (client: Id, change: (moment: Moment) => number | undefined) => {
    const decided = writer.run(draft => change({ draft, now: clock.now(), newId }))
    // What could not be written is tried again: nobody else would.
    decided.then(
      again => again !== undefined && !isOnline(client) && inMs(client, again, () => settle(client)),
      () => inMs(client, FLICKER, () => settle(client)),
    )
  }

  /** Writes down who came or went, and ends what has waited too long; gives the ms until it must look again. */
  const settle = (client: Id, since = clock.now()) =>
    act(client, moment => {
      const owner = moment.draft.state.clients.get(client)
      const session = moment.draft.state.sessions.get(owner?.open ?? '')
      const online = isOnline(client)
      if (!owner || !owner.sessions.length) return undefined
      if (owner.client.online !== online) {
        const { leftAt: _leftAt, ...rest } = owner.client
        changeClient(moment, rest, online ? { online } : { online, leftAt: since })
      }
      if (online || !session || session.state === 'ended' || session.state === 'created') return undefined
      const left = (owner.client.leftAt ?? since) + AWAY[session.state] - moment.now
      if (left > 0) return Math.min(left, AWAY.queued)
      endSession(moment, session, 'system')
      return undefined
    })

  return {
    isOnline,
    enter: client => {
      const before = streams.get(client) ?? 0
      streams.set(client, before + 1)
      timers.get(client)?.()
      timers.delete(client)
      if (!before) settle(client)
      return () => {
        const left = (streams.get(client) ?? 1) - 1
        if (left) return void streams.set(client, left)
        streams.delete(client)
        const since = clock.now()
        inMs(client, FLICKER, () => settle(client, since))
      }
    },
    check: client => isOnline(client) || inMs(client, FLICKER, () => settle(client)),
    dispose: () => {
      over = true
      for (const undo of timers.values()) undo()
      timers.clear()
    },
  }
}
