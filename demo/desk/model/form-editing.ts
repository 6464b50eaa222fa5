/** A form of a widget as fields that are added, moved and changed one by one. It is kept as the text that stands for it. */
import type { FieldCondition, FieldOption, Form, FormField } from '../../../src/protocol/form.js'
import { parseForm } from '../../../src/protocol/parse-form.js'

/** Undefined when the text is no form: then it can only be mended as text. */
export const readFields = (text: string): readonly FormField[] | undefined => {
  if (!text.trim()) return []
  return readForm(text)?.fields
}

const readForm = (text: string): Form | undefined => {
  try {
    return parseForm(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** The text with other fields; what else the form has stays. Without fields there is no form. */
export const withFields = (text: string, fields: readonly FormField[], id: string): string => {
  if (!fields.length) return ''
  const form: Form = { ...(readForm(text) ?? { id }), fields }
  return JSON.stringify(form, null, 2)
}

/** A field of a name that no other has. */
export const addField = (fields: readonly FormField[]): FormField[] => {
  const taken = new Set(fields.map(({ name }) => name))
  let n = fields.length + 1
  while (taken.has(`field${n}`)) n++
  return [...fields, { name: `field${n}`, type: 'text', label: '' }]
}

/** One place up (-1) or down (1); at the end nothing changes. */
export const moveOne = <T>(all: readonly T[], at: number, by: -1 | 1): T[] => {
  const moved = [...all]
  const taken = moved.splice(at, 1)
  moved.splice(Math.min(Math.max(at + by, 0), moved.length), 0, ...taken)
  return moved
}

/** Without a field; who waited for it waits for nothing. */
export const removeField = (fields: readonly FormField[], at: number): FormField[] => {
  const gone = fields[at]?.name
  return fields.flatMap((field, n) => (n === at ? [] : [waitingFor(field, one => one !== gone)]))
}

const waitingFor = ({ showIf, ...field }: FormField, isThere: (name: string) => boolean): FormField => {
  const rest = showIf?.filter(({ name }) => isThere(name)) ?? []
  return { ...field, ...(rest.length && { showIf: rest }) }
}

/** One field changed; a new name goes to whoever waits for it too. What is set to nothing is absent. */
export const changeField = (fields: readonly FormField[], at: number, change: Partial<FormField>): FormField[] => {
  const before = fields[at]?.name
  return fields.map((field, n) => {
    if (n === at) return clean({ ...field, ...change })
    if (change.name === undefined || !field.showIf) return field
    const showIf = field.showIf.map(one => (one.name === before ? { ...one, name: change.name ?? one.name } : one))
    return { ...field, showIf }
  })
}

const clean = (field: FormField): FormField =>
  Object.fromEntries(
    Object.entries(field).filter(([key, value]) => key === 'label' || (value !== undefined && value !== '')),
  ) as FormField

/** One option on each line: “order: An order”; without a colon value and label are the same. */
export const readOptions = (text: string): FieldOption[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => {
      const [, value = line, label = line] = /^([^:]+):\s*(.+)$/.exec(line) ?? []
      return { value: value.trim(), label: label.trim() }
    })

export const writeOptions = (options: readonly FieldOption[] = []): string =>
  options.map(({ value, label }) => (value === label ? value : `${value}: ${label}`)).join('\n')

/** The first condition of a field: more of them are changed as text. */
export const conditionOf = ({ showIf }: FormField): FieldCondition | undefined => showIf?.at(0)

/** Another first condition; without one, the next is the first. */
export const withCondition = ({ showIf = [] }: FormField, first: FieldCondition | undefined): Partial<FormField> => {
  const all = [...(first ? [first] : []), ...showIf.slice(1)]
  return { showIf: all.length ? all : undefined } as Partial<FormField>
}
