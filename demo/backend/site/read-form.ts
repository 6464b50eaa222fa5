import type { FeedbackForm, Form, FormField } from '../../../src/protocol/form.js'
import { parseFeedbackForm, parseForm } from '../../../src/protocol/parse-form.js'
import { Malformed } from '../../../src/protocol/parse.js'
import { FILE_RULES } from '../files/rules.js'
import { faultOfPattern } from '../pattern.js'
import { Unfit } from './unfit.js'

const KINDS = [
  ...['text', 'email', 'phone', 'number', 'textarea', 'select', 'radio', 'checkbox', 'date', 'time', 'datetime'],
  ...['consent', 'rating', 'file', 'heading', 'paragraph', 'image'],
]
/** Fields, and characters of the whole text: it stands in the first event of every stream. */
const MOST = { fields: 30, size: 16_000 }

/**
 * A form that stands in a text as JSON.
 * @throws {Unfit} one sentence that says which field is not right.
 */
export const readForm = (text: string): Form => {
  if (text.length > MOST.size) throw new Unfit(`{name} is too long: a form has at most ${MOST.size} characters.`)
  const form = parsed(text)
  if (!form.fields.length || form.fields.length > MOST.fields)
    throw new Unfit(`A form has 1 to ${MOST.fields} fields.`, 'fields')
  const names = form.fields.map(({ name }) => name)
  for (const [at, field] of form.fields.entries()) {
    if (names.indexOf(field.name) < at) throw new Unfit(`Two fields are called “${field.name}”.`, `${at}/name`)
    check(field, at, names)
  }
  // What is absent is absent, not undefined.
  return JSON.parse(JSON.stringify(form)) as Form
}

/** Forms of one widget that operators may send. */
const MANY = 12

/**
 * Forms that stand in a text as a JSON list, each with a title and an id of its own.
 * @throws {Unfit} one sentence that says what is not right.
 */
export const readForms = (text: string): readonly Form[] => {
  const given = listed(text)
  if (!given.length || given.length > MANY) throw new Unfit(`{name} has 1 to ${MANY} forms.`)
  const forms = given.map((one, at) => readFormAt(at, one))
  for (const [at, { id, title }] of forms.entries()) {
    if (!/^[\w.-]{1,64}$/.test(id))
      throw new Unfit(`The form “${id}” needs an \`id\` of up to 64 letters, digits, dots and dashes.`, `${at}/id`)
    if (!title?.trim()) throw new Unfit(`The form “${id}” needs a title: operators choose it by that.`, `${at}/title`)
    if (forms.findIndex(one => one.id === id) < at) throw new Unfit(`Two forms are called “${id}”.`, `${at}/id`)
  }
  return forms
}

const readFormAt = (at: number, given: unknown): Form => {
  try {
    return readForm(JSON.stringify(given))
  } catch (error) {
    throw error instanceof Unfit ? error.within(at) : error
  }
}

const listed = (text: string): readonly unknown[] => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Unfit(`{name} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!Array.isArray(value)) throw new Unfit('{name} must be a list of forms: [{ … }].')
  return value
}

const parsed = (text: string): Form => {
  try {
    return parseForm(JSON.parse(text))
  } catch (error) {
    if (error instanceof Malformed)
      throw new Unfit(
        `{name} is no form: it has an \`id\` and \`fields\`, each with \`name\`, \`type\` and \`label\` (${error.message}).`,
      )
    throw new Unfit(`{name} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const check = (field: FormField, at: number, names: readonly string[]) => {
  const { name, type, options, group, version, pattern, maxFiles = 1, showIf = [] } = field
  const wrong = (part: keyof FormField, sentence: string) =>
    new Unfit(`The field “${name}” ${sentence}.`, `${at}/${part}`)
  if (!/^[\w.-]{1,64}$/.test(name)) throw wrong('name', 'has no name: take up to 64 letters, digits, dots and dashes')
  if (!KINDS.includes(type))
    throw wrong('type', `is of no kind that there is: “${type}” is none of ${KINDS.join(', ')}`)
  if ((type === 'select' || type === 'radio') && !group && !options?.length) throw wrong('options', 'needs `options`')
  if (type === 'consent' && !version) throw wrong('version', 'needs a `version`: which wording is agreed to')
  const fault = pattern === undefined ? undefined : faultOfPattern(pattern)
  if (fault !== undefined) throw wrong('pattern', fault)
  if (type === 'file' && !(Number.isInteger(maxFiles) && maxFiles >= 1 && maxFiles <= FILE_RULES.waiting))
    throw wrong('maxFiles', `has a \`maxFiles\` that is no whole number from 1 to ${FILE_RULES.waiting}`)
  const unknown = showIf.find(condition => !names.includes(condition.name))
  if (unknown) throw wrong('showIf', `waits for “${unknown.name}”, which is no field of this form`)
}

/**
 * “stars”, or “stars transcript” when the conversation may be mailed to who asks for it.
 * @throws {Unfit}
 */
export const readFeedback = (text: string): FeedbackForm => {
  const [scale, transcript, ...more] = text.trim().split(/\s+/)
  try {
    if (more.length || (transcript !== undefined && transcript !== 'transcript')) throw new Malformed('more than that')
    return { ...parseFeedbackForm({ scale }), transcript: transcript !== undefined }
  } catch {
    throw new Unfit(`{name} must be stars, smileys, thumbs or ten, perhaps with “transcript”, not “${text}”.`)
  }
}
