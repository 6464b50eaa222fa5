import type { Id } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import type { DeskSession } from '../protocol/desk.js'
import { createAlarm } from './alarm.js'
import { changeSession, type Moment } from './changes.js'
import type { Groups } from './groups.js'
import { regroup } from './queue.js'
import { takesNow } from './routes.js'
import type { State } from './state.js'
import { without } from './without.js'
import type { Writer } from './writer.js'

/** Sends those on who have waited for one group as long as they may. */
export interface Overflow {
  /** Call after every batch. */
  tell(state: State): void
  dispose(): void
}

export interface OverflowOptions {
  clock: Clock
  writer(): Writer
  groups(): Groups
  newId(): Id
}

/** Ms until those whom nobody could take are looked at again, and until what the store did not take is tried again. */
const AGAIN = 15_000
/** No timer of a platform is set for longer. */
const LONGEST = 86_400_000

/*
 * How long somebody has waited is counted by ticks, since the clock on the wall may be set; only of those who were here
 * before this process it is known from the log.
 */
export const createOverflow = ({ clock, writer, groups, newId }: OverflowOptions): Overflow => {
  const { ticks = clock.now } = clock
  /** By ticks: since when each waits for the group they wait for, and until when it is no use to look again. */
  const waits = new Map<Id, { group: string | undefined; since: number; again: number }>()

  const waitOf = ({ id, group, groupedAt, queuedAt, createdAt }: DeskSession) => {
    const known = waits.get(id)
    if (known && known.group === group) return known
    const waited = Math.max(0, clock.now() - (groupedAt ?? queuedAt ?? createdAt))
    const wait = { group, since: ticks() - waited, again: 0 }
    waits.set(id, wait)
    return wait
  }
  /** Those who do not wait for ever, and when each has waited long enough. */
  const limited = ({ queue, sessions }: State) =>
    [...queue]
      .flatMap(id => sessions.get(id) ?? [])
      .map(session => ({ session, wait: waitOf(session), most: groups().find(session.group).maxWait }))
      .map(one => ({ ...one, due: Math.max(one.wait.since + one.most, one.wait.again) }))
      .filter(({ due }) => due < Infinity)

  const ring = () =>
    writer().run(draft => {
      const moment = { draft, now: clock.now(), newId }
      for (const { session, wait, due } of limited(draft.state)) {
        if (due > ticks()) continue
        wait.again = ticks() + AGAIN
        moveOn(moment, session, groups())
      }
    })
  const alarm = createAlarm({ clock, longest: LONGEST, again: AGAIN, ring })

  return {
    tell: state => {
      alarm.clear()
      if (!isLimited(groups())) return waits.clear()
      for (const id of waits.keys()) if (!state.queue.has(id)) waits.delete(id)
      const first = Math.min(...limited(state).map(({ due }) => due))
      if (first < Infinity) alarm.set(first - ticks())
    },
    dispose: alarm.dispose,
  }
}

const isLimited = (groups: Groups) => groups.all().some(({ maxWait }) => maxWait < Infinity)

/** To the next group that takes somebody now, if there is one; their turn goes along. */
const moveOn = (moment: Moment, session: DeskSession, groups: Groups) => {
  const { draft, now } = moment
  const all = groups.all()
  const here = all.findIndex(({ name }) => name === session.group)
  const next = all.slice(here + 1).find(group => takesNow(group, draft.state, now))
  if (next?.name !== undefined) regroup(moment, session, next.name)
  // Nobody else is there: at least everybody here is asked.
  else if (session.waitsFor !== undefined) changeSession(moment, without(session, 'waitsFor'), {})
}
