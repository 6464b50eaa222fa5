import { own } from '../protocol/own.js'
import type { Clock, KeyStore } from '../protocol/ports.js'
import type { Rule } from '../protocol/rule.js'

/** So long without a sign of life ends a visit. */
const VISIT = 30 * 60_000
/** Rules of which it is remembered that they acted; the oldest go. */
const MOST = 100
const KEY = 'rules'

interface Past {
  /** How many there were, with this one. */
  visits: number
  /** The last sign of life, ms since 1970. */
  at: number
  /** Milliseconds in view in this visit. */
  inView: number
  /** When each rule acted last, and in which visit. */
  acted: Readonly<Record<string, Acted>>
}
interface Acted {
  at: number
  visit: number
}

export interface RuleMemory {
  visits(): number
  /** Milliseconds in view in this visit, but for what was not added yet. */
  inView(): number
  /** A sign of life, and so many milliseconds in view since the last one. A visit may begin by it. */
  live(inView: number): void
  /** It has acted once, or has to cool down. */
  isSpent(rule: Rule): boolean
  /** It acts now, and that is remembered; false when it may not, since another tab was first. */
  claim(rule: Rule): boolean
}

/**
 * What rules remember of a person: as long as its store does, and in all tabs that share it. It is read and written in one turn,
 * and nothing is held beside the store while it takes what it is given, so that all tabs see the same.
 */
export const createRuleMemory = (store: KeyStore, clock: Pick<Clock, 'now'>): RuleMemory => {
  /** What a full store did not take. */
  let refused: string | undefined
  const read = (): Past => parse(refused ?? store.get(KEY))
  const write = (past: Past) => {
    const text = JSON.stringify(past)
    refused = undefined
    try {
      store.set(KEY, text)
    } catch {
      refused = text
    }
  }
  const isSpent = (rule: Rule, { visits, acted }: Past): boolean => {
    const last = Object.hasOwn(acted, rule.id) ? acted[rule.id] : undefined
    if (!last) return false
    if ('once' in rule && (rule.once === 'person' || (rule.once === 'visit' && last.visit === visits))) return true
    const age = clock.now() - last.at
    // A clock that was set back must not keep it for ever.
    return 'cooldown' in rule && age >= 0 && age < rule.cooldown * 1_000
  }
  return {
    visits: () => read().visits,
    inView: () => read().inView,
    live: inView => {
      const past = read()
      const now = clock.now()
      const isNew = !past.visits || now - past.at >= VISIT
      const next = isNew ? { visits: past.visits + 1, inView: 0 } : { inView: past.inView + inView }
      write({ ...past, ...next, at: now })
    },
    isSpent: rule => isSpent(rule, read()),
    claim: rule => {
      const past = read()
      if (isSpent(rule, past)) return false
      const acted = { ...past.acted, [rule.id]: { at: clock.now(), visit: past.visits } }
      write({ ...past, acted: newest(acted) })
      return true
    },
  }
}

const newest = (acted: Past['acted']): Past['acted'] =>
  Object.fromEntries(
    Object.keys(acted)
      .map(id => ({ id, last: acted[id]! }))
      .sort((one, other) => other.last.at - one.last.at)
      .slice(0, MOST)
      .map(({ id, last }) => [id, last]),
  )

/** What cannot be read is forgotten. */
const parse = (text: string | undefined): Past => {
  const nothing: Past = { visits: 0, at: 0, inView: 0, acted: own({}) }
  try {
    const { visits, at, inView, acted } = own({ ...nothing, ...(JSON.parse(text ?? '{}') as Partial<Past>) })
    const isRight = [visits, at, inView].every(Number.isFinite) && Object.keys(acted).every(id => isActed(acted[id]))
    return isRight ? { visits, at, inView, acted: own(acted) } : nothing
  } catch {
    return nothing
  }
}

const isActed = (acted: unknown): boolean => {
  const { at, visit } = own(Object(acted) as Partial<Acted>)
  return Number.isFinite(at) && Number.isFinite(visit)
}
