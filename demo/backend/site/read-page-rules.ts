import type { PageRules } from '../../../src/protocol/page-clean.js'
import { readObject } from './read-object.js'
import { Unfit } from './unfit.js'

const KEYS: readonly string[] = ['query', 'patterns', 'hash', 'scroll']
/** Of `query` and of `patterns`: how many, and how long each may be. */
const MOST = { many: 50, characters: 200 }

/**
 * What may be told of a site's addresses, as JSON in a text.
 * @throws {Unfit} one sentence that says what is not right.
 */
export const readPageRules = (text: string): PageRules => {
  const given = readObject(text, 'an object with `query`, `patterns`, `hash` or `scroll`')
  const unknown = Object.keys(given).find(key => !KEYS.includes(key))
  if (unknown !== undefined) throw new Unfit(`{name} has “${unknown}”, which is none of ${KEYS.join(', ')}.`)
  const { query, patterns, hash, scroll } = given
  if (!isList(query)) throw new Unfit('`query` is a list of names such as ["q"].')
  if (!isList(patterns) || patterns?.some(one => !one.startsWith('/')))
    throw new Unfit('`patterns` is a list of paths such as ["/user/:id"].')
  return {
    ...(query && { query }),
    ...(patterns && { patterns }),
    ...readFlag('hash', hash),
    ...readFlag('scroll', scroll),
  }
}

const readFlag = (name: 'hash' | 'scroll', given: unknown): PageRules => {
  if (given === undefined) return {}
  if (typeof given !== 'boolean') throw new Unfit(`\`${name}\` must be true or false.`)
  return { [name]: given }
}

const isList = (given: unknown): given is readonly string[] | undefined =>
  given === undefined ||
  (Array.isArray(given) &&
    given.length <= MOST.many &&
    given.every(one => typeof one === 'string' && one && one.length <= MOST.characters))
