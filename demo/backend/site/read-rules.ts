import { parseRules } from '../../../src/protocol/parse-rule.js'
import type { Rules } from '../../../src/protocol/rule.js'
import { readObject } from './read-object.js'
import { Unfit } from './unfit.js'

/** Characters of the whole text: it stands in the script of every page. */
const MOST = 16_000
const KEYS: readonly string[] = ['list', 'remember', 'country']

/**
 * Rules that stand in a text as JSON, read by the same parser as in the widget.
 * @throws {Unfit} one sentence that says which rule is not right.
 */
export const readRules = (text: string): Rules => {
  if (text.length > MOST) throw new Unfit(`{name} is too long: rules have at most ${MOST} characters.`)
  const given = readObject(text, 'an object with a `list` of rules')
  const unknown = Object.keys(given).find(key => !KEYS.includes(key))
  if (unknown !== undefined) throw new Unfit(`{name} has “${unknown}”, which is none of ${KEYS.join(', ')}.`)
  const { list, remember, country } = given
  if (remember !== undefined && typeof remember !== 'boolean') throw new Unfit('`remember` must be true or false.')
  if (country !== undefined && typeof country !== 'string') throw new Unfit('`country` must be two letters.')
  const { rules, faults } = parseRules(list)
  const fault = faults.at(0)
  if (fault !== undefined) throw new Unfit(fault)
  // What is absent is absent, not undefined.
  return JSON.parse(JSON.stringify({ list: rules, remember, country })) as Rules
}
