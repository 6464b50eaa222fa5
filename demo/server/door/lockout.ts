import { Refusal } from '../refusals.js'

/*
 * Who guesses waits, longer each time: by name, so that many addresses do not help, and by address, so that many names do
 * not. A try counts before it is known whether it is right, so that guesses sent together are counted together. A name that
 * nobody has is counted like any other. Where a name has been right before, it is counted for that place alone: a stranger
 * who guesses elsewhere keeps nobody out of their own desk.
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
  begin(from: From): Try
}

export interface From {
  name: string
  address: string
}

export interface Try {
  /** It was right after all. */
  forgive(): void
}

/** `place` is a name at an address where it has been right. */
export type Kind = 'name' | 'place' | 'address'

const BY_NAME = { free: 5, first: 1_000, longest: 5 * 60_000 }
const PATIENCE: Record<Kind, Patience> = {
  name: BY_NAME,
  place: BY_NAME,
  // An office shares one.
  address: { free: 20, first: 1_000, longest: 5 * 60_000 },
}
/** Nobody has tried for so long (ms): forgotten. */
const FORGOTTEN = 3_600_000
/** Nobody of that name has come in from there for so long (ms): a place like any other. */
const STRANGE = 30 * 86_400_000
/** Keys at most of each kind; the longest untouched goes first. */
const MOST = 20_000

/** By whom, and from where. */
type Counted = readonly [[kind: Kind, key: string], [kind: 'address', key: string]]

interface Tries {
  count: number
  until: number
  at: number
}

export const createLockout = (now: () => number, patience = PATIENCE): Lockout => {
  const tries: Record<Kind, Map<string, Tries>> = { name: new Map(), place: new Map(), address: new Map() }
  /** Where who has been right, and when last. */
  const places = new Map<string, number>()

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
  const countedBy = ({ name, address }: From): Counted => {
    const place = JSON.stringify([name, address])
    const isKnown = now() - (places.get(place) ?? -Infinity) < STRANGE
    return [isKnown ? ['place', place] : ['name', name], ['address', address]]
  }
  const forgive = ({ name, address }: From, [[kind, key]]: Counted) => {
    tries[kind].delete(key)
    const { count, at } = known('address', address)
    // One right guess does not open the way to further wrong ones.
    if (count > 1) tries.address.set(address, { count: count - 1, until: 0, at })
    else tries.address.delete(address)
    const place = JSON.stringify([name, address])
    places.delete(place)
    places.set(place, now())
    for (const oldest of places.keys()) {
      if (places.size <= MOST) break
      places.delete(oldest)
    }
  }

  return {
    begin: from => {
      const counted = countedBy(from)
      const after = Math.max(...counted.map(([kind, key]) => known(kind, key).until)) - now()
      if (after > 0)
        throw new Refusal(
          { status: 429, code: 'rate', after },
          `Too many tries: come back in ${Math.ceil(after / 1_000)} s.`,
        )
      for (const [kind, key] of counted) note(kind, key)
      return { forgive: () => forgive(from, counted) }
    },
  }
}
