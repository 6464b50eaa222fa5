import type { Clock } from '../../src/protocol/ports.js'
import type { Trier } from './attempts.js'

/*
 * Somebody may type numbers that are not theirs, so that a site pesters people or pays for far calls. An operator dials,
 * nobody else; and what goes beyond these limits is kept aside, in the same words as what does not, so that nobody can
 * feel their way along. Counted in memory, by a clock that nobody sets; after a restart, from the callbacks there are.
 */
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** So many within so long, of each kind of key. */
const LIMITS = {
  number: { most: 2, within: DAY },
  address: { most: 3, within: HOUR },
  prefix: { most: 10, within: HOUR },
  site: { most: 500, within: DAY },
} as const
const HERE = /^(127\.|::(1$|\/))/
type Kind = keyof typeof LIMITS
/** More keys than a day of calls brings: some are old. */
const MANY = 1_600

export interface CallbackLimits {
  /** Whether one more callback to this number is to be dialled; then it counts. */
  take(phone: string, who: Trier): boolean
  /** Counts one that was taken so long ago (ms), before this process: whose address it came from, nobody has kept. */
  recall?(phone: string, ago: number): void
}

const keysOf = (phone: string): [Kind, string][] => [
  ['number', `number ${phone}`],
  ['prefix', `prefix ${phone.slice(0, -4)}`],
  ['site', 'site'],
]
const byTime = (one: number, other: number) => one - other

export const createCallbackLimits = (clock: Clock): CallbackLimits => {
  const { ticks = clock.now } = clock
  const known = new Map<string, number[]>()

  const recent = (key: string, kind: Kind) => {
    const { within } = LIMITS[kind]
    return (known.get(key) ?? []).filter(at => at > ticks() - within)
  }
  const sweep = () => {
    for (const [key, times] of known) if ((times.at(-1) ?? 0) <= ticks() - DAY) known.delete(key)
  }
  return {
    recall: (phone, ago) => {
      for (const [, key] of keysOf(phone)) known.set(key, [ticks() - ago, ...(known.get(key) ?? [])].sort(byTime))
    },
    take: (phone, { address }) => {
      const keys: [Kind, string][] = [
        ...keysOf(phone),
        // Where the host knows no addresses, and on this machine, there is nobody to tell apart.
        ...(address === undefined || HERE.test(address)
          ? []
          : [['address', `address ${address}`] satisfies [Kind, string]]),
      ]
      if (keys.some(([kind, key]) => recent(key, kind).length >= LIMITS[kind].most)) return false
      for (const [kind, key] of keys) known.set(key, [...recent(key, kind), ticks()])
      if (known.size > MANY) sweep()
      return true
    },
  }
}

/** Where every request is dialled: in a page that is backend and visitor at once. */
export const noCallbackLimits: CallbackLimits = { take: () => true }
