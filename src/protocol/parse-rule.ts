import { readActions } from './parse-action.js'
import { readConditions } from './parse-condition.js'
import { own } from './own.js'
import { Misread, readKeys, readList, readNumber, readOneOf, readText, type Reading } from './reading.js'
import type { Rule } from './rule.js'

/** Rules of one widget. */
const MOST = 50

export interface ReadRules {
  /** Those that can be followed, without a prototype; what is absent is nowhere on them. */
  rules: readonly Rule[]
  /** One sentence for each that cannot. */
  faults: readonly string[]
}

const RULE: Reading<Rule> = {
  id: value => {
    const id = readText(value)
    if (/^[\w.-]{1,64}$/.test(id)) return id
    throw new Misread('must be up to 64 letters, digits, dots and dashes')
  },
  when: readConditions,
  then: readActions,
  once: readOneOf('page', 'visit', 'person'),
  cooldown: value => readNumber(value, 0),
  priority: readNumber,
}

/** Reads rules as a page, a widget's settings or a command have them. One that is not right leaves the others as they are. */
export const parseRules = (given: unknown): ReadRules => {
  const rules = new Map<string, Rule>()
  const faults: string[] = []
  let list: readonly unknown[] = []
  try {
    list = readList(given, MOST)
  } catch (error) {
    faults.push(`The rules cannot be followed: ${sayOf(error)}.`)
  }
  for (let at = 0; at < list.length; at++) {
    const name = nameOf(list.at(at), at)
    try {
      const rule = readKeys(RULE, ['id', 'then'], list.at(at))
      if (rules.has(rule.id)) throw new Misread('has the `id` of one before it')
      rules.set(rule.id, rule)
    } catch (error) {
      faults.push(`The rule ${name} cannot be followed: ${sayOf(error)}.`)
    }
  }
  return { rules: [...rules.values()], faults }
}

const sayOf = (error: unknown): string => {
  if (error instanceof Misread) return error.sentence
  // A getter or proxy of the page may throw whatever it likes.
  return error instanceof RangeError ? 'it is nested too deep' : 'it must be plain values'
}

const nameOf = (rule: unknown, at: number): string => {
  try {
    const { id } = own(Object(rule) as { id?: unknown })
    if (typeof id === 'string' && id) return `“${id.slice(0, 64)}”`
  } catch {
    // Then by its place.
  }
  return `at place ${at + 1}`
}
