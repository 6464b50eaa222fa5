/** Says what is not right, as the end of a sentence that begins with where it stands. */
export class Misread extends Error {
  override name = 'Misread'
  /** Such as `when[0].fact`; nothing for the whole. */
  place = ''

  /** @example misread.sentence // 'when[0].fact must be a text' */
  get sentence(): string {
    return `${this.place.replace(/^\./, '') || 'it'} ${this.message}`
  }
}

/** Reads each key of a thing. */
export type Reading<T> = { [K in keyof T]-?: (value: unknown) => T[K] }

const own = (value: unknown, key: string): unknown =>
  Object.hasOwn(value as object, key) ? (value as Record<string, unknown>)[key] : undefined

/**
 * An object of these keys alone, without a prototype: what is absent is nowhere on it, and no page answers in its place. A key
 * that nobody knows is a slip of the pen that would change the meaning.
 * @throws {Misread}
 */
export const readKeys = <T extends object>(
  reading: Reading<T>,
  needed: readonly (keyof T & string)[],
  value: unknown,
): T => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Misread('must be an object')
  const known = Object.keys(reading) as (keyof T & string)[]
  for (const key of Object.keys(value))
    if (!known.includes(key as keyof T & string))
      throw new Misread(`has \`${key.slice(0, 40)}\`, which is none of ${known.join(', ')}`)
  const read = { __proto__: null } as T
  for (const key of known) {
    const given = own(value, key)
    if (given === undefined && !needed.includes(key)) continue
    read[key] = within(`.${key}`, () => reading[key](given))
  }
  return read
}

const within = <T>(place: string, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    if (error instanceof Misread) error.place = place + error.place
    throw error
  }
}

/** @throws {Misread} */
export const readList = (value: unknown, most: number): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Misread('must be a list')
  if (value.length > most) throw new Misread(`must be ${most} at most`)
  return value
}

/** Items of a list, each by its place. @throws {Misread} */
export const readEach = <T>(read: (value: unknown) => T, most: number, value: unknown): T[] =>
  readList(value, most).map((one, at) => within(`[${at}]`, () => read(one)))

/** @throws {Misread} */
export const readText = (value: unknown, longest = 500): string => {
  if (typeof value === 'string' && value && value.length <= longest) return value
  throw new Misread(`must be a text of 1 to ${longest} characters`)
}

/** @throws {Misread} */
export const readNumber = (value: unknown, least = -Infinity): number => {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least) return value
  throw new Misread(least === -Infinity ? 'must be a number' : `must be a number from ${least} on`)
}

/** @throws {Misread} */
export const readFlag = (value: unknown): boolean => {
  if (typeof value === 'boolean') return value
  throw new Misread('must be true or false')
}

/** @throws {Misread} */
export const readOneOf =
  <T extends string>(...words: readonly T[]) =>
  (value: unknown): T => {
    const found = words.find(word => word === value)
    if (found !== undefined) return found
    throw new Misread(`must be ${words.join(', ')}`)
  }

/** Texts by name. @throws {Misread} */
export const readTexts = (value: unknown): Record<string, string> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Misread('must be texts by name')
  const texts = { __proto__: null } as unknown as Record<string, string>
  const keys = Object.keys(value)
  if (!keys.length || keys.length > 50) throw new Misread('must have 1 to 50 texts')
  for (const key of keys) texts[key] = readText(own(value, key))
  return texts
}
