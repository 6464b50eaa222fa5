import { Mistake, type Surroundings } from './command.js'

/** What is to become of a thing of some name. */
export interface Asked<Values> {
  verb: 'add' | 'set'
  values: Values
}

/** A kind of things that are added, set, removed and listed by their names. */
export interface ByName<Values> {
  usage: string
  /** Of one word too many: what to do about it. */
  tooMuch: string
  /** @throws {Mistake} when that is no name. */
  toName(given: string | undefined): string
  put(around: Surroundings, name: string, asked: Asked<Values>): void
  remove(around: Surroundings, name: string): void
  list(around: Surroundings): void
}

export interface Given<Values> {
  values: Values
  positionals: readonly string[]
}

/** Does what was typed. @throws {Mistake} */
export const runByName = <Values extends object>(
  { usage, tooMuch, ...things }: ByName<Values>,
  { values, positionals }: Given<Values>,
  around: Surroundings,
): void => {
  const [verb = 'help', name, ...more] = positionals
  if (verb === 'help') return around.say(usage)
  if (more.length) throw new Mistake(`“${more[0]}” is too much: ${tooMuch}.`)
  if (verb === 'list') return things.list(around)
  if (verb === 'remove') return things.remove(around, things.toName(name))
  if (verb !== 'add' && verb !== 'set') throw new Mistake(`There is no “${verb}”:\n${usage}`)
  if (verb === 'set' && !Object.keys(values).length) throw new Mistake(`Say what to change:\n${usage}`)
  return things.put(around, things.toName(name), { verb, values })
}
