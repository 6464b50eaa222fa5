import type { FileRef, Parameter, Time } from '../../src/protocol/entities.js'
import { checkField, isSilent, type FieldFault } from '../../src/protocol/form-check.js'
import { visibleFields } from '../../src/protocol/form-visible.js'
import type { Form, FormField, FormValues } from '../../src/protocol/form.js'
import { namesIn } from './files/forms.js'
import type { Groups } from './groups.js'
import { isAutomatic } from './automatic.js'
import { fits } from './pattern.js'
import { refuse, tooLong } from './refuse.js'

/** Characters of all values of an entry form, so that they fit among the parameters of a client. */
export const MOST_FORM = 6_000

/** What an entry form comes to, once it has been looked at here as well. */
export interface Entered {
  params: readonly Parameter[]
  /** Group of operators that was chosen in it. */
  group: string | undefined
}

interface Given {
  form?: FormValues | undefined
  skipForm?: boolean | undefined
  /** Ms it took to fill it in; absent where a page and no person did. */
  took?: number | undefined
  /** What stood where nobody looks. */
  trap?: string | undefined
  /** Those that are named in it. */
  files?: readonly FileRef[]
}

/**
 * Takes of what was filled in only what the form asks for, and only if all of it may be so. Where there is no form, what a
 * page gives by that name is taken as it is.
 * @throws {TransportFailure} rejected `form.missing`, `form.wrong`, `form.automatic`, or `tooLarge`.
 */
export const readEntry = (
  form: Form | undefined,
  { form: values, skipForm, files = [], ...bot }: Given,
  now: Time,
): Entered => {
  if (values && Object.values(values).reduce((sum, value) => sum + value.length, 0) > MOST_FORM)
    throw tooLong(MOST_FORM, 'form')
  if (form && !values && !skipForm)
    throw refuse(
      'form.missing',
      'This widget asks something first: send `form`, or `skipForm` if the page has settled it.',
    )
  if (form && values && isAutomatic(bot))
    throw refuse('form.automatic', 'This looks as if a program had filled it in: take two seconds, and send it again.')
  if (!form || !values)
    return { params: Object.entries(values ?? {}).map(pair => toParameter(pair, now)), group: undefined }
  const filled = visibleFields(form.fields, values).filter(field => !isSilent(field))
  const params = filled.flatMap(field => {
    const value = values[field.name]?.trim() ?? ''
    check(field, value)
    return value ? [toLabelled(field, field.type === 'file' ? namesIn(value, files) : value, now)] : []
  })
  const { name } = filled.find(({ group }) => group) ?? {}
  return { params, group: params.find(({ key }) => key === name)?.value }
}

/** Name and phone of a client, by the names of the fields. */
export const whoIn = (entered: readonly Parameter[]): { name?: string; phone?: string } =>
  Object.fromEntries(
    entered
      .filter(({ key, value }) => (key === 'name' || key === 'phone') && value)
      .map(({ key, value }) => [key, value]),
  )

/** What was entered, and of the others those that it does not say anew. */
export const withEntered = (params: readonly Parameter[], entered: readonly Parameter[]): readonly Parameter[] => [
  ...entered,
  ...params.filter(({ key }) => !entered.some(one => one.key === key)),
]

const toParameter = ([key, value]: [string, string], at: Time): Parameter => ({ key, value, source: 'entryForm', at })

const toLabelled = ({ name, label, options }: FormField, value: string, now: Time): Parameter => ({
  key: name,
  value,
  source: 'entryForm',
  label,
  ...toText(options, value),
  at: now,
})

/** Said only where it is another than the value. */
const toText = (options: FormField['options'], value: string) => {
  const text = options?.find(one => one.value === value)?.label
  return text === undefined || text === value ? {} : { text }
}

const check = (field: FormField, value: string) => {
  const fault = faultOf(field, value) ?? (value && !isOfKind(field, value) ? 'option' : undefined)
  if (fault) throw refuse('form.wrong', `The field “${field.name}” of the form is not right: ${fault}.`)
}

/** As the widget checks it, but for the pattern. */
const faultOf = ({ pattern, ...field }: FormField, value: string): FieldFault | undefined =>
  checkField(field, value) ?? (pattern !== undefined && value && !fits(pattern, value) ? 'pattern' : undefined)

/** What a browser's own control cannot get wrong, and others can. */
const isOfKind = ({ type, version = 'yes', scale = 'stars' }: FormField, value: string): boolean => {
  switch (type) {
    case 'checkbox':
      return value === 'yes'
    case 'consent':
      return value === version
    case 'rating':
      return SCALES[scale].includes(value)
    case 'date':
      return isTime(value, /^\d{4}-\d\d-\d\d$/)
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value)
    case 'datetime':
      return isTime(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/)
    default:
      return true
  }
}

const isTime = (value: string, form: RegExp) => form.test(value) && !Number.isNaN(Date.parse(value))

const FIVE = ['1', '2', '3', '4', '5']
const SCALES = {
  stars: FIVE,
  smileys: FIVE,
  thumbs: ['1', '5'],
  ten: Array.from({ length: 11 }, (_, n) => `${n}`),
}

/** A form as visitors get it: a choice of groups has those that there are; where there is none, nobody is asked. */
export const toEntryForm = (form: Form | undefined, groups: Groups): Form | undefined => {
  if (!form?.fields.some(({ group }) => group)) return form
  const options = groups.all().flatMap(({ name }) => (name === undefined ? [] : [{ value: name, label: name }]))
  const known = new Set(options.map(({ value }) => value))
  const fields = form.fields.flatMap(field => {
    if (!field.group) return [field]
    const own = field.options?.filter(({ value }) => known.has(value)) ?? options
    return own.length ? [{ ...field, options: own }] : []
  })
  return { ...form, fields }
}
