import type { Id } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'

/*
 * Six digits protect nothing by themselves: with M numbers alive, a guess meets one with M in a million. What protects
 * is that a number only knocks, and that hardly any guess is looked at:
 *
 *   calm     a visitor, and an address, may be wrong 5 times in 10 minutes
 *   alarmed  after 50 wrong ones at the site within a day: once a day, each. So a fresh address always has its try, and
 *            whoever guesses from N addresses has 50 + N a day, however fast they are
 *
 * Counted in memory and by a clock that nobody sets.
 */
const DAY = 86_400_000
const CALM = { wrong: 5, within: 600_000 }
const ALARMED = { wrong: 1, within: DAY }
const ALARM = 50
/** Wrong ones within a day after which nobody is heard: more addresses than that are no visitors, and would fill the memory. */
const MOST = 10_000

/** Who tries. Addresses are counted together where the host knows none. */
export interface Trier {
  visitor: Id
  address?: string | undefined
}

export interface Attempts {
  /** Ms until they may try; 0 means now. */
  wait(who: Trier): number
  /** They tried, and were wrong. */
  fail(who: Trier): void
  /** Whether the site is alarmed. */
  isAlarmed(): boolean
}

/** @param onAlarm hears when it begins and when it is over. */
export const createAttempts = (clock: Clock, onAlarm: (on: boolean) => void): Attempts => {
  const { ticks = clock.now } = clock
  const site: number[] = []
  const failures = new Map<string, number[]>()
  let alarmed = false

  const forget = (now: number) => {
    const old = site.findIndex(at => at > now - DAY)
    site.splice(0, old < 0 ? site.length : old)
    const on = site.length >= ALARM
    if (on === alarmed) return
    alarmed = on
    onAlarm(on)
  }
  const sweep = (now: number) => {
    for (const [key, times] of failures) if ((times.at(-1) ?? 0) <= now - DAY) failures.delete(key)
  }
  const waitOf = (key: string, now: number) => {
    const { wrong, within } = alarmed ? ALARMED : CALM
    const last = failures.get(key)?.at(-wrong) ?? -Infinity
    return Math.max(0, last + within - now)
  }

  return {
    wait: who => {
      const now = ticks()
      forget(now)
      const full = site.length >= MOST ? (site[0] ?? now) + DAY - now : 0
      return Math.max(full, ...keysOf(who).map(key => waitOf(key, now)))
    },
    fail: who => {
      const now = ticks()
      for (const key of keysOf(who)) failures.set(key, [...(failures.get(key) ?? []), now].slice(-CALM.wrong))
      site.push(now)
      if (site.length % 100 === 0) sweep(now)
      forget(now)
    },
    isAlarmed: () => {
      forget(ticks())
      return alarmed
    },
  }
}

const keysOf = ({ visitor, address = '' }: Trier) => [`visitor ${visitor}`, `address ${address}`]
