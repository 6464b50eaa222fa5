import { RE2JS } from 're2js'

/*
 * A pattern is a site's, and a value a stranger's. A platform's own expressions try again and again, and fifty letters may
 * keep them busy for ever; here each letter is looked at once, by a machine whose size is known before.
 */

/** Instructions of that machine for which a pattern may be saved: many times what one for a number or a code needs. */
const LARGEST = 1_000
/**
 * Letters × instructions beyond which a value is not held against a pattern: some tenths of a second. A large pattern says
 * nothing of very long values.
 */
const MOST_WORK = 500_000

/** What is wrong with a pattern, as the end of a sentence about a field; undefined when it may be saved. */
export const faultOfPattern = (pattern: string): string | undefined => {
  if (!isExpression(pattern)) return 'has a `pattern` that is no regular expression'
  const machine = toMachine(pattern)
  if (!machine) return 'has a `pattern` that looks around or back, or counts too far: that cannot be checked safely'
  return machine.programSize() > LARGEST
    ? 'has a `pattern` that is too large: take `min` and `max` for lengths'
    : undefined
}

/**
 * Whether all of a value is as a pattern says. One that is none, or that cannot be followed here, keeps nobody from
 * sending.
 */
export const fits = (pattern: string, value: string): boolean => {
  const machine = toMachine(pattern)
  return !machine || machine.programSize() * value.length > MOST_WORK || machine.matches(toPlainSpaces(value))
}

/** Browsers count these as spaces too; in a pattern they may be written as they are. */
const toPlainSpaces = (text: string) => text.replaceAll(/[\v\u00a0\u2028\u2029\ufeff\p{Zs}]/gu, ' ')

/** As the widget reads it. */
const isExpression = (pattern: string) => {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}

const toMachine = (pattern: string): RE2JS | undefined => {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(toPlainSpaces(pattern)))
  } catch {
    return undefined
  }
}
