import type { Clock } from '../../src/protocol/ports.js'
import { createBuckets, type Buckets, type Rate } from './buckets.js'

/** How much anybody may ask for. Generous: a person never meets them, a loop does. */
export const RATES = {
  /** Of any kind, by address: counted before anything is done for it. */
  requestsOfAddress: { burst: 6_000, perSecond: 1_500 },
  /** Answers “too many” by address; who goes on asking gets them slowly, one for each connection. */
  warningsOfAddress: { burst: 500, perSecond: 20 },
  /** By person whom a site knows, by token, or by operator. */
  commands: { burst: 250, perSecond: 50 },
  streams: { burst: 100, perSecond: 10 },
  /** By address; offices and mobile networks share one. */
  commandsOfAddress: { burst: 5_000, perSecond: 1_000 },
  streamsOfAddress: { burst: 5_000, perSecond: 200 },
  /** Letters become mail: more than a person writes, less than a mailbox could bear. */
  lettersOfAddress: { burst: 20, perSecond: 1 / 60 },
  /** Entry forms put somebody into the queue: an office shares an address, a program that waits as a person would has many. */
  formsOfAddress: { burst: 60, perSecond: 1 / 10 },
  /** Each takes somebody off every desk, and their bytes off the disk. */
  forgetsOfAddress: { burst: 30, perSecond: 1 / 10 },
  /** Files that begin, and their parts. */
  filesOfAddress: { burst: 100, perSecond: 0.2 },
  filesOfSite: { burst: 2_000, perSecond: 5 },
  partsOfAddress: { burst: 1_000, perSecond: 20 },
  /** Of one bridge. */
  messagesOfChannel: { burst: 1_000, perSecond: 100 },
  visitorsOfAddress: { burst: 5_000, perSecond: 50 },
  loginsOfAddress: { burst: 100, perSecond: 1 },
  /** Of everybody together: many addresses are to be had. */
  commandsOfSite: { burst: 20_000, perSecond: 4_000 },
  lettersOfSite: { burst: 500, perSecond: 0.5 },
  visitorsOfSite: { burst: 20_000, perSecond: 500 },
} satisfies Record<string, Rate>

export type Limits = Record<keyof typeof RATES, Buckets>

export const createLimits = (rates: Record<keyof typeof RATES, Rate>, clock: Pick<Clock, 'now' | 'ticks'>): Limits => ({
  requestsOfAddress: createBuckets(rates.requestsOfAddress, clock),
  warningsOfAddress: createBuckets(rates.warningsOfAddress, clock),
  commands: createBuckets(rates.commands, clock),
  streams: createBuckets(rates.streams, clock),
  commandsOfAddress: createBuckets(rates.commandsOfAddress, clock),
  streamsOfAddress: createBuckets(rates.streamsOfAddress, clock),
  lettersOfAddress: createBuckets(rates.lettersOfAddress, clock),
  formsOfAddress: createBuckets(rates.formsOfAddress, clock),
  forgetsOfAddress: createBuckets(rates.forgetsOfAddress, clock),
  filesOfAddress: createBuckets(rates.filesOfAddress, clock),
  filesOfSite: createBuckets(rates.filesOfSite, clock),
  partsOfAddress: createBuckets(rates.partsOfAddress, clock),
  messagesOfChannel: createBuckets(rates.messagesOfChannel, clock),
  visitorsOfAddress: createBuckets(rates.visitorsOfAddress, clock),
  loginsOfAddress: createBuckets(rates.loginsOfAddress, clock),
  commandsOfSite: createBuckets(rates.commandsOfSite, clock),
  lettersOfSite: createBuckets(rates.lettersOfSite, clock),
  visitorsOfSite: createBuckets(rates.visitorsOfSite, clock),
})
