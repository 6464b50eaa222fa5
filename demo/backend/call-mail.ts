import type { Call, CallMail, Id } from '../../src/protocol/entities.js'
import type { CallCommandMap } from '../../src/protocol/commands.js'
import type { Row } from './row.js'

/*
 * What the two engines say to each other waits here for who has lost the line: in memory, since it is worth nothing once the
 * call is over. Who joins anew has another seat, and so an empty box: nothing old ever reaches a new engine.
 */

export interface CallPost {
  /** Takes a batch once, however often it comes; gives what is to be told now. */
  post(call: Call, sent: CallCommandMap['call.signal']): CallMail | undefined
  /** What lies there for a tab, behind a place. */
  fetch(asked: CallCommandMap['call.fetch']): Fetched
  /** Call for every batch that is written: calls that are over are forgotten, and so are seats that were given up. */
  tell(rows: readonly Row[]): void
}

/** What lies there, and the place behind which the next will be. */
export interface Fetched {
  mails: CallMail[]
  upTo: number
}

/** Batches that wait for one tab; who is further behind finds a hole, and joins anew. */
const MOST = 100

interface Box {
  mails: CallMail[]
  /** Place of the last one. */
  last: number
  /** Of each who writes: the last turn taken. */
  turns: Map<Id, number>
}

/**
 * Places begin at the time of day: so those after a restart, of which this memory knows nothing, are behind all before it.
 * @param now ms since 1970.
 */
export const createCallPost = (now: () => number): CallPost => {
  const calls = new Map<Id, Map<Id, Box>>()
  const boxOf = (call: Id, seat: Id): Box => {
    const boxes = calls.get(call) ?? new Map<Id, Box>()
    const box = boxes.get(seat) ?? { mails: [], last: now(), turns: new Map<Id, number>() }
    calls.set(call, boxes.set(seat, box))
    return box
  }
  return {
    post: (call, { seat, to, turn, signals }) => {
      // Who it was for has gone meanwhile: whoever sits there now begins anew with the sender.
      if (!Object.values(call.seats).includes(to)) return undefined
      const box = boxOf(call.id, to)
      if (turn <= (box.turns.get(seat) ?? 0)) return undefined
      const mail: CallMail = { place: ++box.last, from: seat, signals }
      box.mails = [...box.mails, mail].slice(-MOST)
      box.turns.set(seat, turn)
      return mail
    },
    fetch: ({ call, seat, after }) => {
      const { mails, last: upTo } = boxOf(call, seat)
      return { mails: mails.filter(({ place }) => place > after), upTo }
    },
    tell: rows => {
      for (const { change } of rows) {
        const call = change.type === 'session.changed' ? change.session.call : undefined
        if (!call) continue
        if (call.state === 'ended') calls.delete(call.id)
        const seats = Object.values(call.seats)
        const boxes = calls.get(call.id)
        for (const seat of boxes?.keys() ?? []) if (!seats.includes(seat)) boxes?.delete(seat)
      }
    },
  }
}
