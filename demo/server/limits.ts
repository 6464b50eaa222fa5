import type { Clock } from '../../src/protocol/ports.js'
import { createBuckets, type Buckets, type Rate } from './buckets.js'

/** How much anybody may ask for. Generous: a person never meets them, a loop does. */
export const RATES = {
  /** By token, or by operator. */
  commands: { burst: 250, perSecond: 50 },
  /** By address; offices and mobile networks share one. */
  commandsOfAddress: { burst: 5_000, perSecond: 1_000 },
  streamsOfAddress: { burst: 5_000, perSecond: 200 },
  visitorsOfAddress: { burst: 5_000, perSecond: 50 },
  loginsOfAddress: { burst: 100, perSecond: 1 },
} satisfies Record<string, Rate>

export type Limits = Record<keyof typeof RATES, Buckets>

export const createLimits = (rates: Record<keyof typeof RATES, Rate>, clock: Pick<Clock, 'now'>): Limits => ({
  commands: createBuckets(rates.commands, clock),
  commandsOfAddress: createBuckets(rates.commandsOfAddress, clock),
  streamsOfAddress: createBuckets(rates.streamsOfAddress, clock),
  visitorsOfAddress: createBuckets(rates.visitorsOfAddress, clock),
  loginsOfAddress: createBuckets(rates.loginsOfAddress, clock),
})
