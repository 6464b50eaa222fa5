import { batch, signal, type ReadonlySignal } from '@preact/signals-core'
import type { Id, Session, SessionState } from '../protocol/entities.js'

/*
 *   created → queued → accepted → ended       any → ended
 *                  ↖────┘ an operator is lost, or hands over: the bell rings again
 *
 * What has ended stays ended; a new conversation is a new session.
 */
const COURSE: readonly SessionState[] = ['created', 'queued', 'accepted', 'ended']

export interface Sessions {
  /** The open session, or the one that ended last. */
  readonly current: ReadonlySignal<Session | undefined>
  merge(session: Session): void
  /** A snapshot: what it does not name is gone. */
  reset(sessions: readonly Session[]): void
}

/** @param onState hears each state a session reaches while we watch, in order, none skipped. */
export const createSessions = (onState: (state: SessionState, session: Session) => void): Sessions => {
  const current = signal<Session | undefined>(undefined)
  const known = new Map<Id, Session>()

  const take = (session: Session, before: Session | undefined) => {
    known.set(session.id, session)
    current.value = newest(known.values())
    for (const state of reached(before?.state, session.state)) onState(state, session)
  }

  return {
    current,
    merge: session => {
      const before = known.get(session.id)
      if (before && (before.version >= session.version || (before.state === 'ended' && session.state !== 'ended')))
        return
      take(session, before)
    },
    reset: sessions => {
      const before = new Map(known)
      known.clear()
      batch(() => {
        if (!sessions.length) current.value = undefined
        // First seen in a snapshot means: it was so before we came. Nothing happened now.
        for (const session of sessions) take(session, before.get(session.id) ?? session)
      })
    },
  }
}

const newest = (sessions: Iterable<Session>) =>
  [...sessions].sort(
    (a, b) => Number(a.state === 'ended') - Number(b.state === 'ended') || b.createdAt - a.createdAt,
  )[0]

/** The states on the way; straight to the end skips the queue and the acceptance, since they did not happen. */
const reached = (from: SessionState | undefined, to: SessionState): SessionState[] => {
  if (to === 'ended' && from !== to) return from ? ['ended'] : ['created', 'ended']
  const before = COURSE.indexOf(from as SessionState)
  const now = COURSE.indexOf(to)
  return now < before ? [to] : COURSE.slice(before + 1, now + 1)
}
