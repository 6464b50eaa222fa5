import type { Clock } from '../../src/protocol/ports.js'
import { Refusal } from './refusals.js'

/** So many at once, and so many more each second. */
export interface Rate {
  burst: number
  perSecond: number
}

/** Token buckets by key; full ones are forgotten. */
export interface Buckets {
  /** @throws {Refusal} 429, with the time until the next one. */
  take(key: string): void
}

const SWEEP = 10_000

export const createBuckets = ({ burst, perSecond }: Rate, clock: Pick<Clock, 'now' | 'ticks'>): Buckets => {
  // Not the clock on the wall: set back by an hour, it would keep everybody out for one.
  const { ticks = clock.now } = clock
  const buckets = new Map<string, { left: number; at: number }>()
  let swept = ticks()

  const refilled = ({ left, at }: { left: number; at: number }, now: number) =>
    Math.min(burst, left + (Math.max(0, now - at) / 1_000) * perSecond)
  const sweep = (now: number) => {
    swept = now
    for (const [key, bucket] of buckets) if (refilled(bucket, now) >= burst) buckets.delete(key)
  }

  return {
    take: key => {
      const now = ticks()
      if (now - swept > SWEEP) sweep(now)
      const left = refilled(buckets.get(key) ?? { left: burst, at: now }, now)
      if (left < 1) {
        const after = Math.ceil(((1 - left) / perSecond) * 1_000)
        throw new Refusal(
          { status: 429, code: 'rate', after },
          `Too many requests: come back in ${Math.ceil(after / 1_000)} s.`,
        )
      }
      buckets.set(key, { left: left - 1, at: now })
    },
  }
}
