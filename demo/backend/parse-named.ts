import { flag, Malformed, oneOf, optional, record, text, type Parser } from '../../src/protocol/parse.js'
import type { Entry, Id, PageView } from '../../src/protocol/entities.js'

/** Like `record`, but the error names the key: it is read by the developer of the other end. */
export const named = <T>(fields: { [K in keyof T]-?: Parser<T[K]> }): Parser<T> => {
  const telling = (key: string, parse: Parser<unknown>) => (value: unknown) => {
    try {
      return parse(value)
    } catch (error) {
      throw error instanceof Malformed ? new Malformed(`\`${key}\` is ${error.message}`) : error
    }
  }
  const entries = Object.entries<Parser<unknown>>(fields).map(([key, parse]) => [key, telling(key, parse)])
  return record<T>(Object.fromEntries(entries) as typeof fields)
}

const LONGEST_ID = 128
export const id: Parser<Id> = value => {
  const given = text(value)
  // Half a character is none: a database takes two different ones for the same.
  if (!given || given.length > LONGEST_ID || /\p{Surrogate}/u.test(given))
    throw new Malformed(`not an id of 1 to ${LONGEST_ID} characters`)
  return given
}

/** Text of at most so many UTF-16 code units. */
export const short =
  (limit: number): Parser<string> =>
  value => {
    const given = text(value)
    if (given.length > limit) throw new Malformed(`longer than ${limit} characters`)
    return given
  }

/** A whole number from `least` on. */
export const whole =
  (least: number): Parser<number> =>
  value => {
    if (!Number.isSafeInteger(value) || (value as number) < least)
      throw new Malformed(`not a whole number from ${least}`)
    return value as number
  }

/** Every way in. */
export const ENTRIES = [
  ...(['webchat', 'video', 'callback', 'invitation'] as const),
  ...(['messenger', 'whatsapp', 'apple', 'vk', 'telegram', 'viber', 'line', 'phone'] as const),
] satisfies readonly Entry[]

export const entry: Parser<Entry> = oneOf<Entry>(...ENTRIES)

const percent: Parser<number> = value => {
  const number = whole(0)(value)
  if (number > 100) throw new Malformed('more than 100 per cent')
  return number
}

/** A page as it was given: it is cleaned before anything else looks at it, see `pages.ts`. */
export const page: Parser<PageView> = named<PageView>({
  url: short(2_048),
  title: optional(short(300)),
  at: optional(whole(0)),
  hidden: optional(flag),
  scroll: optional(percent),
})

/** What is null, or absent, is null. */
export const nullable =
  <T>(item: Parser<T>): Parser<T | null> =>
  value =>
    value == null ? null : item(value)

/** Keys and values as a page or form gives them. */
export const values =
  <T extends string | null>(item: Parser<T>): Parser<Record<string, T>> =>
  value => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('not an object')
    const pairs = Object.entries(value)
    if (pairs.length > 50) throw new Malformed('an object of more than 50 keys')
    const out = Object.create(null) as Record<string, T>
    for (const [key, one] of pairs) out[short(64)(key)] = item(one)
    return out
  }
