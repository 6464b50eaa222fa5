import type { Condition, Test, Value } from '../protocol/rule.js'
import { matchesAddress, matchesText } from './rule-pattern.js'
import { isWithin, untilTurn } from './rule-hours.js'

/** How things stand, as conditions look at it. What is not known is undefined. */
export interface Facts {
  /** Milliseconds since 1970. */
  now: number
  visits: number
  language: string
  country: string | undefined
  url: string
  referrer: string
  /** Seconds. */
  timeOnPage: number
  timeOnSite: number
  /** Per cent. */
  scroll: number
  exitIntent: boolean
  device: 'desktop' | 'tablet' | 'phone'
  params: Readonly<Record<string, string>>
  /** State by entry. */
  availability: Readonly<Record<string, string>>
}

/** Whether a condition holds. */
export const holds = (condition: Condition, facts: Facts): boolean => {
  if ('all' in condition) return condition.all.every(one => holds(one, facts))
  if ('any' in condition) return condition.any.some(one => holds(one, facts))
  if ('not' in condition) return !holds(condition.not, facts)
  if (condition.fact === 'hours') return isWithin(condition, facts.now)
  return isMet(condition, valueOf(condition, facts))
}

/** Milliseconds of a page in view after which time alone may turn a condition; Infinity when it never does. */
export const untilTime = (condition: Condition, facts: Facts): number => {
  if ('all' in condition) return soonest(condition.all, facts)
  if ('any' in condition) return soonest(condition.any, facts)
  if ('not' in condition) return untilTime(condition.not, facts)
  if (condition.fact === 'hours') return untilTurn(condition, facts.now)
  if (condition.fact !== 'timeOnPage' && condition.fact !== 'timeOnSite') return Infinity
  const now = facts[condition.fact] * 1_000
  const turns = [
    ...('atLeast' in condition ? [condition.atLeast * 1_000] : []),
    // At that very moment it holds still.
    ...('atMost' in condition ? [condition.atMost * 1_000 + 1] : []),
  ]
  return Math.min(...turns.filter(turn => turn > now).map(turn => Math.ceil(turn - now)), Infinity)
}

export const soonest = (conditions: readonly Condition[], facts: Facts): number =>
  Math.min(...conditions.map(one => untilTime(one, facts)), Infinity)

const nameIn = (test: Test, otherwise = ''): string => ('name' in test ? test.name : otherwise)

const valueOf = (test: Test, facts: Facts): Value | undefined => {
  const { fact } = test
  if (fact === 'param') return ownOf(facts.params, nameIn(test))
  if (fact === 'availability') return ownOf(facts.availability, nameIn(test, 'webchat')) ?? 'unknown'
  return facts[fact]
}

const ownOf = (texts: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(texts, name) ? texts[name] : undefined

/** Facts that are written in several ways. */
const LOOSE: readonly string[] = ['language', 'country', 'device', 'availability']

const isMet = (test: Test, value: Value | undefined): boolean => {
  const { fact } = test
  if (fact === 'exitIntent') return value === ('is' in test ? test.is : true)
  const given = value ?? ''
  const there = given !== ''
  const text = say(fact, given)
  const isOne = (wanted: Value | readonly Value[]) =>
    there && [wanted].flat().some(one => text === say(fact, one) || (fact === 'language' && isDialect(text, one)))
  const isAddress = fact === 'url' || fact === 'referrer'
  const number = there ? Number(given) : NaN
  return (
    (!('is' in test) || isOne(test.is)) &&
    (!('isNot' in test) || !isOne(test.isNot)) &&
    (!('contains' in test) || text.includes(say(fact, test.contains))) &&
    (!('startsWith' in test) || text.startsWith(say(fact, test.startsWith))) &&
    (!('matches' in test) || (isAddress ? matchesAddress : matchesText)(test.matches, `${given}`)) &&
    (!('exists' in test) || test.exists === there) &&
    (!('atLeast' in test) || number >= test.atLeast) &&
    (!('atMost' in test) || number <= test.atMost)
  )
}

const say = (fact: string, value: Value): string => (LOOSE.includes(fact) ? `${value}`.toLowerCase() : `${value}`)

/** `cs` is `cs-CZ` too. */
const isDialect = (tag: string, wanted: Value) => tag.startsWith(`${wanted}-`.toLowerCase())
