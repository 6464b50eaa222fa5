import { own } from '../../protocol/own.js'
import { parseRules } from '../../protocol/parse-rule.js'
import type { Rule, Rules } from '../../protocol/rule.js'

/** {@link Rules}, read once into what is our own. */
export interface Followed {
  rules: readonly Rule[]
  remember: boolean | undefined
  country: string | undefined
  functions: NonNullable<Rules['functions']>
  /** One sentence for each that cannot be followed. */
  faults: readonly string[]
}

const KEYS: readonly string[] = ['list', 'remember', 'country', 'functions']

/** What is given takes the place of what was there, key by key. */
export const readRules = (given: unknown, before: Followed | undefined): Followed => {
  try {
    return read(given, before)
  } catch {
    // A getter or proxy of the page may throw whatever it likes.
    return { ...(before ?? NONE), faults: ['The rules cannot be followed: they must be plain values.'] }
  }
}

const NONE: Followed = { rules: [], remember: undefined, country: undefined, functions: own({}), faults: [] }

const read = (given: unknown, before = NONE): Followed => {
  if (given === undefined) return { ...before, faults: [] }
  const faults: string[] = []
  const wrong = (sentence: string) => void faults.push(`The rules cannot be followed: ${sentence}.`)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    wrong('they must be an object with a `list`')
    return { ...before, faults }
  }
  const { list, remember, country, functions } = own(given as Record<string, unknown>)
  for (const key of Object.keys(given))
    if (!KEYS.includes(key)) wrong(`there is no \`${key}\`, only ${KEYS.join(', ')}`)
  if (remember !== undefined && typeof remember !== 'boolean') wrong('`remember` must be true or false')
  if (country !== undefined && typeof country !== 'string') wrong('`country` must be two letters')
  const there = Object.entries(own(Object(functions) as Record<string, unknown>))
  if (there.some(entry => typeof entry.at(1) !== 'function')) wrong('`functions` must be functions by name')
  const parsed = list === undefined ? undefined : parseRules(list)
  return {
    rules: parsed?.rules ?? before.rules,
    remember: (remember as boolean | undefined) ?? before.remember,
    country: (country as string | undefined) ?? before.country,
    functions: own({ ...before.functions, ...(functions as Followed['functions']) }),
    faults: [...faults, ...(parsed?.faults ?? [])],
  }
}
