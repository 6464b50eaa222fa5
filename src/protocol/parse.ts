/**
 * The one parser: unknown JSON in, fresh typed objects out, named keys only. What is unknown is left behind, what is
 * malformed throws `Malformed`. Hand-written because a schema library costs the visitor twice as much for a third of it.
 */
export class Malformed extends Error {
  override name = 'Malformed'
}

/** Checks one value; `drop` hears of every item left out of a lenient list. */
export type Parser<T> = (value: unknown, drop?: () => void) => T

const typed =
  <T>(type: string): Parser<T> =>
  value => {
    if (typeof value !== type) throw new Malformed(`not a ${type}`)
    return value as T
  }
export const text: Parser<string> = typed('string')
export const flag: Parser<boolean> = typed('boolean')
export const number: Parser<number> = value => {
  if (!Number.isFinite(value)) throw new Malformed('not a number')
  return value as number
}
/** Milliseconds that a date can hold. */
export const time: Parser<number> = value => {
  if (Math.abs(number(value)) > 8.64e15) throw new Malformed('not a time')
  return value as number
}
export const anything: Parser<unknown> = value => value

export const oneOf =
  <T extends string>(...values: readonly T[]): Parser<T> =>
  value => {
    if (!values.includes(value as T)) throw new Malformed(`not one of ${values.join(', ')}`)
    return value as T
  }

export const optional =
  <T>(parser: Parser<T>): Parser<T | undefined> =>
  (value, drop) =>
    value == null ? undefined : parser(value, drop)

/** A list in which one bad item spoils all. */
export const list =
  <T>(item: Parser<T>): Parser<T[]> =>
  (value, drop) => {
    if (!Array.isArray(value)) throw new Malformed('not a list')
    return value.map(one => item(one, drop))
  }

/** A list that leaves out what is malformed, and says so. */
export const lenient =
  <T>(item: Parser<T>): Parser<T[]> =>
  (value, drop) =>
    list<unknown>(anything)(value).flatMap(one => {
      try {
        return [item(one, drop)]
      } catch (error) {
        if (!(error instanceof Malformed)) throw error
        drop?.()
        return []
      }
    })

/** Own, enumerable keys of a JSON object, each through its value's parser. */
export const dictionary =
  <T>(item: Parser<T>): Parser<Record<string, T>> =>
  (value, drop) => {
    const out = Object.create(null) as Record<string, T>
    const source = object(value)
    for (const key of Object.keys(source)) out[key] = item(source[key], drop)
    return out
  }

/**
 * An object of exactly these keys, and all of them: an optional one that is absent is undefined on the object itself, so
 * that nothing a page has put on all objects answers in its place.
 */
export const record =
  <T>(fields: { [K in keyof T]-?: Parser<T[K]> }): Parser<T> =>
  (value, drop) => {
    const source = object(value)
    const out: Partial<T> = {}
    for (const key of Object.keys(fields) as (keyof T & string)[]) {
      out[key] = fields[key](Object.hasOwn(source, key) ? source[key] : undefined, drop)
    }
    return out as T
  }

/** Objects told apart by their `type`. Unknown types give undefined, so that later versions may add some. */
export const union = <T extends { type: string }>(kinds: { readonly [type: string]: Parser<object> }) => {
  const table = new Map(Object.entries(kinds))
  return (value: unknown, drop?: () => void): T | undefined => {
    const { type } = named(value)
    return table.get(type) && ({ ...table.get(type)?.(value, drop), type } as T)
  }
}

const named = record<{ type: string }>({ type: text })

const object = (value: unknown): Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('not an object')
  return value as Record<string, unknown>
}
