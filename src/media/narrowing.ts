import type { Line } from './engine.js'
import type { Tally } from './quality.js'

/*
 * When the network is too narrow, pictures give way to sound: the face first, then the screen. They come back when sound has
 * gone through for a while; each time that proves too early, the while is twice as long.
 */

/** Looks in a row before something is held back; about two seconds each. */
const BAD = 2
/** Looks in a row before something is tried again, at first and at most. */
const CALM = 5
const MOST = 40
/** Looks after which a return has held. */
const HELD = 10
/** Bits a second below which pictures starve sound: Opus at its usual 32 kbit/s with the heads of its packets. */
const ROOM = 60_000

const STEPS: readonly (readonly Line[])[] = [[], ['camera'], ['camera', 'screen']]

type Sight = Pick<Tally, 'room' | 'farLoss'> & Partial<Pick<Tally, 'reported'>>

/** Whether sound is in want; undefined: neither bad nor well. */
const isBad = ({ room = Infinity, farLoss = 0 }: Sight, holds: boolean): boolean | undefined => {
  if (farLoss > 0.1) return true
  // What is held back makes no room to be seen: the browser measures only what it sends.
  if (!holds && room < ROOM) return true
  return farLoss > 0.03 ? undefined : false
}

export const createNarrowing = () => {
  let level = 0
  let bad = 0
  let calm = 0
  let patience = CALM
  /** Looks since something came back. */
  let back = Infinity
  let reported: number | undefined
  return {
    /** Takes what was seen; gives what is to be held back from now on. */
    step: (sight: Sight): readonly Line[] => {
      const isKnown = sight.reported !== undefined && sight.reported === reported
      reported = sight.reported
      const isNow = isBad(sight, level > 0)
      // A report of what was lost counts once: between two networks much is, and the next report comes seconds later.
      if (isKnown && isNow && !isBad({ ...sight, farLoss: 0 }, level > 0)) return STEPS[level] ?? []
      bad = isNow ? bad + 1 : 0
      calm = isNow === false ? calm + 1 : 0
      back++
      if (bad >= BAD && level < STEPS.length - 1) {
        patience = back < HELD ? Math.min(MOST, patience * 2) : CALM
        level++
        bad = 0
      } else if (level && calm >= patience) {
        level--
        calm = 0
        back = 0
      }
      return STEPS[level] ?? []
    },
  }
}
