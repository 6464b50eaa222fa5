import type { Grade, Quality } from './engine.js'

/* How a call goes, from what the browser counts (https://www.w3.org/TR/webrtc-stats/). */

/** What was counted until a moment. */
export interface Tally {
  /** Ms, of any clock that never goes back. */
  at: number
  bytes: number
  packets: number
  lost: number
  /** Ms to the other side and back; undefined until it is known. */
  roundTrip: number | undefined
  /** Bits a second that the browser thinks it can send; undefined where it does not say. */
  room: number | undefined
  /** Part of this side's sound that did not reach the other, 0 to 1; undefined until it is known. */
  farLoss: number | undefined
  /** When the other side reported that: it does so every few seconds. */
  reported: number | undefined
}

interface Stat {
  id: string
  type: string
  timestamp?: number
  kind?: string
  bytesReceived?: number
  packetsReceived?: number
  packetsLost?: number
  fractionLost?: number
  nominated?: boolean
  state?: string
  currentRoundTripTime?: number
  availableOutgoingBitrate?: number
  selectedCandidatePairId?: string
}

/** @param at Ms, of any clock that never goes back. */
export const readStats = (stats: Iterable<object>, at: number): Tally => {
  const unknown = { roundTrip: undefined, room: undefined, farLoss: undefined, reported: undefined }
  const tally: Tally = { at, bytes: 0, packets: 0, lost: 0, ...unknown }
  const all = [...stats] as Stat[]
  for (const stat of all) {
    if (stat.type === 'inbound-rtp') {
      tally.bytes += stat.bytesReceived ?? 0
      tally.packets += stat.packetsReceived ?? 0
      tally.lost += stat.packetsLost ?? 0
    }
    if (stat.type === 'remote-inbound-rtp' && stat.kind === 'audio')
      Object.assign(tally, { farLoss: stat.fractionLost, reported: stat.timestamp })
  }
  const { currentRoundTripTime: seconds, availableOutgoingBitrate: room } = pairIn(all) ?? {}
  return { ...tally, room, roundTrip: seconds === undefined ? undefined : seconds * 1_000 }
}

/** The way in use. Old ways may still be nominated after another was found; not every browser has a transport that tells. */
const pairIn = (all: readonly Stat[]): Stat | undefined => {
  const selected = all.find(({ type }) => type === 'transport')?.selectedCandidatePairId
  return all.find(({ id, type, nominated, state }) =>
    selected === undefined ? type === 'candidate-pair' && nominated && state === 'succeeded' : id === selected,
  )
}

/**
 * What two tallies say of the time between them.
 * @param isAwaited whether the other side says that it sends something.
 */
export const compare = (before: Tally, now: Tally, isAwaited: boolean): Omit<Quality, 'held'> => {
  const lost = Math.max(0, now.lost - before.lost)
  const came = Math.max(0, now.packets - before.packets)
  const rate = (Math.max(0, now.bytes - before.bytes) * 1_000) / Math.max(1, now.at - before.at)
  const loss = lost / Math.max(1, came + lost)
  const { roundTrip } = now
  return { rate, loss, roundTrip, grade: isAwaited && !came ? 'poor' : toGrade(loss, roundTrip ?? 0) }
}

/**
 * Sound with a twentieth of its packets lost is heard to crackle, with a seventh it is hard to follow; with half a second
 * there and back people begin to talk into each other (ITU-T G.114 asks for 400 ms one way at most).
 */
const toGrade = (loss: number, roundTrip: number): Grade =>
  loss > 0.15 || roundTrip > 1_000 ? 'poor' : loss > 0.05 || roundTrip > 500 ? 'weak' : 'good'
