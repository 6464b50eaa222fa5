import { Misread, readEach, readFlag, readKeys, readNumber, readOneOf, readText, type Reading } from './reading.js'
import type { Condition, Fact, Hours, Test, Value, Weekday } from './rule.js'

const MOST = 20

const NUMBERS: readonly string[] = ['visits', 'timeOnPage', 'timeOnSite', 'scroll']
const TEXTS: readonly string[] = ['language', 'country', 'url', 'referrer', 'device', 'param', 'availability']
const FLAGS: readonly string[] = ['exitIntent']
const FACTS = [...NUMBERS, ...TEXTS, ...FLAGS] as readonly Fact[]
/** Words that say how a fact must be. */
const WORDS = ['is', 'isNot', 'contains', 'startsWith', 'matches', 'exists', 'atLeast', 'atMost'] as const

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[]

/** All of a list, or one alone. @throws {Misread} */
export const readConditions = (value: unknown): readonly Condition[] =>
  readEach(readCondition, MOST, Array.isArray(value) ? value : [value])

/** Of its own: a page may have put names on all objects. */
const has = (value: unknown, key: string) => Object.hasOwn(Object(value) as object, key)

const readCondition = (value: unknown): Condition => {
  if (has(value, 'all')) return readKeys({ all: readConditions }, ['all'], value)
  if (has(value, 'any')) return readKeys({ any: readConditions }, ['any'], value)
  if (has(value, 'not')) return readKeys({ not: readCondition }, ['not'], value)
  if (has(value, 'fact') && (value as Test | Hours).fact === 'hours') return readHours(value)
  return readTest(value)
}

const readValue = (value: unknown): Value => {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return readText(value)
}
const readValues = (value: unknown) => (Array.isArray(value) ? readEach(readValue, 100, value) : readValue(value))

const TEST: Reading<Test> = {
  fact: value => {
    const found = FACTS.find(fact => fact === value)
    if (found) return found
    throw new Misread(`must be one of ${[...FACTS, 'hours'].join(', ')}`)
  },
  name: readText,
  is: readValues,
  isNot: readValues,
  contains: readText,
  startsWith: readText,
  matches: readText,
  exists: readFlag,
  atLeast: readNumber,
  atMost: readNumber,
}

const readTest = (value: unknown): Test => {
  const test = readKeys(TEST, ['fact'], value)
  const { fact } = test
  const words = WORDS.filter(word => word in test)
  const wrong = (sentence: string) => new Misread(`looks at \`${fact}\` and ${sentence}`)
  if ('name' in test && fact !== 'param' && fact !== 'availability') throw wrong('takes no `name`')
  if (fact === 'param' && !('name' in test)) throw wrong('needs the `name` of the parameter')
  if (FLAGS.includes(fact)) {
    if (words.some(word => word !== 'is')) throw wrong('takes `is` alone')
  } else if (!words.length) throw wrong(`needs one of ${WORDS.join(', ')}`)
  if (NUMBERS.includes(fact) && words.some(word => word !== 'atLeast' && word !== 'atMost'))
    throw wrong('takes atLeast and atMost alone')
  return test
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const readTime = (value: unknown): string => {
  const time = readText(value)
  if (TIME.test(time)) return time
  throw new Misread('must be a time of day such as 09:00')
}

const readHours = (value: unknown): Hours => {
  const hours = readKeys<Hours>(
    {
      fact: readOneOf('hours'),
      days: days => readEach(readOneOf(...DAYS), 7, days),
      from: readTime,
      to: readTime,
      zone: readZone,
    },
    ['fact'],
    value,
  )
  const { days, from, to } = hours
  if (days === undefined && from === undefined && to === undefined)
    throw new Misread('looks at `hours` and needs one of days, from, to')
  return hours
}

const readZone = (value: unknown): string => {
  const zone = readText(value)
  try {
    Intl.DateTimeFormat('en', { __proto__: null, timeZone: zone })
    return zone
  } catch {
    throw new Misread('must be a time zone such as Europe/Prague')
  }
}
