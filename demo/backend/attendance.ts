import type { Id } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import { createTimers } from './timers.js'
import type { State } from './state.js'
import { setAvailable } from './switch.js'
import type { Writer } from './writer.js'

/** Of whom nothing is heard for so long (ms), with no desk open, is not there any more. */
const SILENCE = 15 * 60_000
/** Ms until what the store did not take is tried again. */
const AGAIN = 30_000

/**
 * Whether operators who say that they are available sit at a desk. Who shuts their computer presses no switch: visitors
 * would be told for ever that somebody is here.
 */
export interface Attendance {
  /** A desk of theirs is open; returns its end. */
  enter(operator: Id): () => void
  /** They do something: their silence begins anew. */
  note(operator: Id): void
  /** Call at the start and whenever others answer: who is available and has no desk open is silent from now on. */
  watch(state: State): void
  dispose(): void
}

export interface AttendanceOptions {
  clock: Clock
  writer: Writer
  newId(): Id
  /** Whether it does not matter if a desk is open. */
  isUnattended(): boolean
}

export const createAttendance = ({ clock, writer, newId, isUnattended }: AttendanceOptions): Attendance => {
  const desks = new Map<Id, number>()
  const timers = createTimers(clock)

  const wait = (operator: Id, ms = SILENCE) => {
    if (!isUnattended() && !desks.has(operator)) timers.set(operator, ms, () => void goAway(operator))
  }
  const goAway = (id: Id) =>
    writer
      .run(draft => {
        const operator = draft.state.operators.get(id)
        // Who has come back meanwhile stays.
        if (operator?.available && !desks.has(id) && !timers.has(id))
          setAvailable({ draft, now: clock.now(), newId }, operator, false)
      })
      // Nobody else would try it again.
      .catch(() => wait(id, AGAIN))
  const leave = (operator: Id) => {
    const rest = (desks.get(operator) ?? 1) - 1
    if (rest) return void desks.set(operator, rest)
    desks.delete(operator)
    wait(operator)
  }

  return {
    enter: operator => {
      desks.set(operator, (desks.get(operator) ?? 0) + 1)
      timers.clear(operator)
      return () => leave(operator)
    },
    note: operator => wait(operator),
    watch: ({ operators }) => {
      for (const { id, available } of operators.values()) if (available && !timers.has(id)) wait(id)
    },
    dispose: timers.dispose,
  }
}
