import type { Condition, Fact, Rule } from '../protocol/rule.js'
import { holds, soonest, type Facts } from './rule-holds.js'

export interface Moment {
  rules: readonly Rule[]
  facts: Facts
  /** Rules whose conditions held when it was last looked. */
  held: ReadonlySet<string>
  /** What has acted may not act again: once, or so soon. */
  isSpent(rule: Rule): boolean
  /** Priority of what speaks to the visitor now: another rule has to be above it to speak. */
  speaking: number
}

export interface Decision {
  /** What acts now, in its order. */
  act: readonly Rule[]
  /** What held, for the next look. Who has to wait for the word is not among them: their turn comes. */
  held: ReadonlySet<string>
  /** Milliseconds in view after which time alone may change it; Infinity: never. */
  wait: number
}

/** What opens, or asks something of the visitor: one at a time. */
const LOUD: readonly string[] = ['popUp', 'invite', 'open']

export const isLoud = ({ then }: Rule): boolean => then.some(action => LOUD.includes(action.do))

export const priorityOf = (rule: Rule): number => ('priority' in rule ? rule.priority : 0)

/** Whether any rule looks at a fact. */
export const asks = (rules: readonly Rule[], fact: Fact): boolean =>
  rules.some(rule => ('when' in rule ? rule.when : []).some(one => asksFor(one, fact)))

const asksFor = (condition: Condition, fact: Fact): boolean => {
  if ('all' in condition) return condition.all.some(one => asksFor(one, fact))
  if ('any' in condition) return condition.any.some(one => asksFor(one, fact))
  return 'not' in condition ? asksFor(condition.not, fact) : condition.fact === fact
}

/** What to do now: facts in, actions out. A rule acts when its conditions come to hold, the highest priority first. */
export const decide = ({ rules, facts, held, isSpent, speaking }: Moment): Decision => {
  const act: Rule[] = []
  const now = new Set<string>()
  let word = speaking
  for (const rule of [...rules].sort((one, other) => priorityOf(other) - priorityOf(one))) {
    if (!('when' in rule ? rule.when : []).every(one => holds(one, facts))) continue
    if (!held.has(rule.id) && !isSpent(rule)) {
      if (isLoud(rule)) {
        if (priorityOf(rule) <= word) continue
        word = priorityOf(rule)
      }
      act.push(rule)
    }
    now.add(rule.id)
  }
  const wait = Math.min(...rules.map(rule => soonest('when' in rule ? rule.when : [], facts)), Infinity)
  return { act, held: now, wait }
}
