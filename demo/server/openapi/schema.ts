/*
 * JSON Schema by hand, in the shape of the parser: `object` takes one schema for each field of a type, and the compiler
 * holds which of them may be absent. So a field that is new in the protocol does not compile without its paper.
 */

/** A JSON Schema of draft 2020-12, as it stands in the document. */
export interface Schema {
  readonly [keyword: string]: unknown
  readonly optional?: never
}
/** The schema of a field that may be absent. */
export interface Maybe {
  readonly optional: Schema
}
type IsOptional<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? true : false
export type Fields<T> = { readonly [K in keyof T]-?: IsOptional<T, K> extends true ? Maybe : Schema }

export const optional = (schema: Schema): Maybe => ({ optional: schema })
/** In what a client sends, `null` counts as absent. */
export const orNull = (schema: Schema): Schema =>
  typeof schema.type === 'string' && !schema.enum
    ? { ...schema, type: [schema.type, 'null'] }
    : { anyOf: [schema, { type: 'null' }] }
export const given = (schema: Schema): Maybe => optional(orNull(schema))

/** An object with these fields. Others may stand beside them: a reader leaves them behind. */
export const object = <T>(fields: Fields<T>, more: Schema = {}): Schema => {
  const entries = Object.entries<Schema | Maybe>(fields)
  const required = entries.flatMap(([key, field]) => (isMaybe(field) ? [] : [key]))
  return {
    type: 'object',
    ...more,
    properties: Object.fromEntries(entries.map(([key, field]) => [key, isMaybe(field) ? field.optional : field])),
    ...(required.length && { required }),
  }
}
const isMaybe = (field: Schema | Maybe): field is Maybe => field.optional !== undefined

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
export const list = (items: Schema): Schema => ({ type: 'array', items })
export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values })
/** Text of at most so many UTF-16 code units. */
export const short = (maxLength: number): Schema => ({ type: 'string', maxLength })
/** A whole number from `minimum` on, as far as a double counts exactly. */
export const whole = (minimum: number): Schema => ({ type: 'integer', minimum, maximum: Number.MAX_SAFE_INTEGER })
export const literal = (value: string): Schema => ({ const: value })
/** The same schema with a sentence. */
export const said = (schema: Schema, description: string): Schema => ({ ...schema, description })

export const TEXT: Schema = { type: 'string' }
export const FLAG: Schema = { type: 'boolean' }
export const NUMBER: Schema = { type: 'number' }
export const ID = ref('Id')
export const CURSOR = ref('Cursor')
export const TIME = ref('Time')

/** One of several objects, told apart by their `type`; `names` are those of their schemas, by type. */
export const union = (names: Readonly<Record<string, string>>): Schema => ({
  oneOf: Object.values(names).map(ref),
  discriminator: {
    propertyName: 'type',
    mapping: Object.fromEntries(Object.entries(names).map(([type, name]) => [type, `#/components/schemas/${name}`])),
  },
})
/** What a message brings: one file at most. */
export const FILES: Schema = {
  ...list(ID),
  maxItems: 1,
  description: 'A file that was brought before. `text` is its name, or what is said of it.',
}
