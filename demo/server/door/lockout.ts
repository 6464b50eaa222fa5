import { Refusal } from '../refusals.js'

/*
 * Who guesses waits, longer each time: by name, so that many addresses do not help, and by address, so that many names do
 * not. A try counts before it is known whether it is right, so that guesses sent together are counted together. A name that
 * nobody has is counted like any other.
 */

export interface Patience {
  /** Tries that cost nothing. */
  free: number
  /** Wait (ms) after the first that does; each further one doubles it. */
  first: number
  longest: number
}

export interface Lockout {
  /**
   * Counts one try under each of the keys.
   * @throws {Refusal} 429, while one of them waits; such a try is not counted.
   */
  begin(keys: Record<Kind, string>): Try
}

export interface Try {
  /** It was right after all. */
  forgive(): void
}

export type Kind = 'name' | 'address'

const PATIENCE: Record<Kind, Patience> = {
  name: { free: 5, first: 1_000, longest: 5 * 60_000 },
  // An office shares one.
  address: { free: 20, first: 1_000, longest: 5 * 60_000 },
}
/** Nobody has tried for so long (ms): forgotten. */
const FORGOTTEN = 3_600_000
/** Keys at most of each kind; the longest untouched goes first. */
const MOST = 20_000

interface Tries {
  count: number
  until: number
  at: number
}

export const createLockout = (now: () => number, patience = PATIENCE): Lockout => {
  const tries: Record<Kind, Map<string, Tries>> = { name: new Map(), address: new Map() }

  const known = (kind: Kind, key: string): Tries => {
    const found = tries[kind].get(key)
    return found && now() - found.at < FORGOTTEN ? found : { count: 0, until: 0, at: 0 }
  }
  const note = (kind: Kind, key: string) => {
    const { free, first, longest } = patience[kind]
    const { count, until } = known(kind, key)
    const wait = count + 1 < free ? 0 : Math.min(longest, first * 2 ** (count + 1 - free))
    const kept = tries[kind]
    kept.delete(key)
    kept.set(key, { count: count + 1, until: Math.max(until, now() + wait), at: now() })
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST && now() - (kept.get(oldest)?.at ?? 0) < FORGOTTEN) break
      kept.delete(oldest)
    }
  }
  const forgive = (keys: Record<Kind, string>) => {
    tries.name.delete(keys.name)
    const { count, at } = known('address', keys.address)
    // One right guess does not open the way to further wrong ones.
    if (count > 1) tries.address.set(keys.address, { count: count - 1, until: 0, at })
    else tries.address.delete(keys.address)
  }

  return {
    begin: keys => {
      const kinds = ['name', 'address'] as const
      const after = Math.max(...kinds.map(kind => known(kind, keys[kind]).until)) - now()
      if (after > 0)
        throw new Refusal(
          { status: 429, code: 'rate', after },
          `Too many tries: come back in ${Math.ceil(after / 1_000)} s.`,
        )
      for (const kind of kinds) note(kind, keys[kind])
      return { forgive: () => forgive(keys) }
    },
  }
}
