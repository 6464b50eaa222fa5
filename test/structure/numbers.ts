/** A sentence of a paper with a gap, and what the code says belongs there. */
export interface Fact {
  sentence: string
  /** Constants of one file; several stand in several gaps, in order. */
  path: string
  constants: readonly string[]
  /** How people say it. */
  say: (value: number) => string
}

/**
 * The value of a constant of a source, as its text says it: a number, a product or a shift; in a record under its names
 * (`RECORD.one.other`), or as what a parameter is without being said (`name = 1`).
 * @throws {Error} when it is not there, so that a renamed one is not passed over.
 */
export const constantIn = (text: string, name: string): number => {
  const [first = '', ...fields] = name.split('.')
  let rest = behind(text, new RegExp(`\\bconst ${first}\\b[^=\\n]*= `)) ?? behind(text, new RegExp(`\\b${first} = `))
  for (const field of fields) rest = rest && behind(rest, new RegExp(`\\b${field}: `))
  const value = valueOf(rest ?? '')
  if (value === undefined) throw new Error(`No number is called “${name}”.`)
  return value
}

const behind = (text: string, what: RegExp): string | undefined => {
  const found = what.exec(text)
  return found ? text.slice(found.index + found[0].length) : undefined
}

const valueOf = (written: string): number | undefined => {
  const [, one = '', sign, other = ''] = /^([\d_]+)(?: (\*|<<) ([\d_]+))?/.exec(written.trim()) ?? []
  if (!one) return undefined
  const [left, right] = [one, other].map(text => Number(text.replaceAll('_', '')))
  return sign === '*' ? left! * right! : sign === '<<' ? left! * 2 ** right! : left!
}

const WORDS = 'none one two three four five six seven eight nine ten eleven twelve'.split(' ')
const word = (value: number) => WORDS[value] ?? value.toLocaleString('en')

/** Ways to say a number. */
export const say = {
  digits: (value: number) => value.toLocaleString('en'),
  word,
  seconds: (ms: number) => word(ms / 1_000),
  minutes: (ms: number) => word(ms / 60_000),
  minutesInDigits: (ms: number) => `${ms / 60_000}`,
  hours: (ms: number) => word(ms / 3_600_000),
  days: (ms: number) => `${ms / 86_400_000}`,
  mebi: (bytes: number) => `${bytes / 2 ** 20}`,
  mega: (bytes: number) => `${bytes / 1e6}`,
}

/** The sentence as it has to stand in the paper. */
export const filled = ({ sentence, constants, say: how }: Fact, text: string): string => {
  const values = constants.map(name => how(constantIn(text, name)))
  return sentence.replace(/\{\}/g, () => values.shift() ?? '{}')
}
