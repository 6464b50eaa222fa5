import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { createDocument } from '../../../demo/server/openapi/document.js'
import { deskCommands } from '../../../demo/server/openapi/desk-commands.js'
import type { Schema } from '../../../demo/server/openapi/schema.js'
import type { Refused, Scene } from '../../../demo/server/openapi/papers.js'
import { visitorCommands } from '../../../demo/server/openapi/visitor-commands.js'

export const document = createDocument({ version: '1.2.3' })
export const schemas: Readonly<Record<string, Schema>> = document.components.schemas

const AT = 'https://zvonek.example/openapi.json'

/** The document's schemas as a validator of another language would read them. */
const compileAll = (papers: object) => {
  const ajv = new Ajv2020({ strict: false })
  ajv.addSchema(papers, AT)
  const compiled = new Map<string, ValidateFunction>()
  return (name: string): ValidateFunction => {
    const known = compiled.get(name) ?? ajv.compile({ $ref: `${AT}#/components/schemas/${name}` })
    compiled.set(name, known)
    return known
  }
}

/** Of one schema by its name. */
export const validator = compileAll(document)

const closed = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(closed)
  if (typeof node !== 'object' || node === null) return node
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]))
  const isOpen = copy.type === 'object' && copy.properties !== undefined && copy.additionalProperties === undefined
  return isOpen ? { ...copy, additionalProperties: false } : copy
}
/** The same, but nothing may stand there that is not written down: what our own server says is measured by it. */
export const exactly = compileAll(closed(document) as object)

/** Why a value is none of a schema; undefined when it is one. */
export const fault = (validate: ValidateFunction, value: unknown): string | undefined =>
  validate(value) ? undefined : `${JSON.stringify(validate.errors?.[0])} in ${JSON.stringify(value).slice(0, 300)}`

/** What stands in the document about one command. */
export interface Written {
  type: string
  example: { id: string; type: string }
  /** In which the example is taken. */
  when: Scene | undefined
  refused: (Omit<Refused, 'because'> & { summary: string; when?: Scene })[]
}

const scenes: Readonly<Record<string, Readonly<Record<string, object | string>>>> = {
  '': visitorCommands,
  Desk: deskCommands,
}

/** Every command of one side, as the document has it. */
export const writtenCommands = (side: '' | 'Desk'): Written[] =>
  Object.entries(schemas).flatMap(([name, schema]) => {
    const [, type] = new RegExp(`^${side}Command\\.(.+)$`).exec(name) ?? []
    const [example] = (schema.examples ?? []) as [Written['example']]
    if (!type || !example) return []
    const { when } = scenes[side]?.[type] as { when?: Scene }
    return [{ type, example, when, refused: schema['x-refused'] as Written['refused'] }]
  })
