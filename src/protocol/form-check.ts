import type { FormField } from './form.js'

/** What is wrong with a value, for the words beside the field. */
export type FieldFault =
  /** Nothing was given. */
  | 'missing'
  | 'email'
  /** The part after @ is not finished. */
  | 'email.domain'
  | 'phone'
  | 'number'
  | 'short'
  | 'long'
  | 'small'
  | 'large'
  | 'pattern'
  /** It is not here: on its way, or it did not come. */
  | 'file'
  /** More files than it takes. */
  | 'many'
  /** None of the options. */
  | 'option'

/** Longest value of any field, in UTF-16 code units, unless the field says less. */
const LONGEST = 4_000

/** What is wrong with the value of one field; undefined when it may be sent. */
export const checkField = (field: FormField, value: string): FieldFault | undefined => {
  const given = value.trim()
  if (!given) return field.required && !isSilent(field) ? 'missing' : undefined
  return checkKind(field, given) ?? checkLength(field, given) ?? checkPattern(field, given)
}

/** Those that ask for nothing. */
export const isSilent = ({ type }: FormField): boolean => type === 'heading' || type === 'paragraph' || type === 'image'

/** What stands for each file in a value: one on each line. */
export const filesOf = (value = ''): string[] => value.split('\n').flatMap(line => line.trim() || [])

/** How many files a field takes, whatever was written there. */
export const mostFiles = ({ maxFiles = 1 }: Pick<FormField, 'maxFiles'>): number => Math.max(1, Math.floor(maxFiles))

const checkKind = (field: FormField, given: string): FieldFault | undefined => {
  const { type, options, min = -Infinity, max = Infinity } = field
  if (type === 'email') return checkEmail(given)
  if (type === 'file') return checkFiles(field, filesOf(given))
  if (type === 'phone') return /^\+?[\d\s().\-/]+$/.test(given) && isPhoneLong(given) ? undefined : 'phone'
  if (type === 'number') {
    // Keyboards of half the world have a comma for it.
    if (!/^[+-]?\d+([.,]\d+)?$/.test(given)) return 'number'
    const number = Number(given.replace(',', '.'))
    return number < min ? 'small' : number > max ? 'large' : undefined
  }
  if (type === 'select' || type === 'radio') return options?.some(({ value }) => value === given) ? undefined : 'option'
  return undefined
}

/** Behind its id an end may keep what it knows of a file. */
const checkFiles = (field: FormField, files: readonly string[]): FieldFault | undefined =>
  !files.every(file => /^[\w-]+( |$)/.test(file)) ? 'file' : files.length > mostFiles(field) ? 'many' : undefined

/** As much as a sentence can help with: whether a letter arrives only a letter tells. */
const checkEmail = (given: string): FieldFault | undefined => {
  const parts = given.split('@')
  const domain = parts.at(1)
  if (!parts.at(0) || domain === undefined || parts.length > 2 || /\s/.test(given)) return 'email'
  return /^[^.]+(\.[^.]+)*\.[^.\d][^.]+$/.test(domain) ? undefined : 'email.domain'
}

/** The digits of E.164, and a few more for the ways in which people write an exit code. */
const isPhoneLong = (given: string) => {
  const { length } = given.replace(/\D/g, '')
  return length >= 5 && length <= 18
}

const checkLength = ({ type, min = 0, max = LONGEST }: FormField, { length }: string): FieldFault | undefined => {
  if (type !== 'text' && type !== 'textarea') return length > LONGEST ? 'long' : undefined
  return length < min ? 'short' : length > Math.min(max, LONGEST) ? 'long' : undefined
}

const checkPattern = ({ pattern }: FormField, given: string): FieldFault | undefined => {
  if (pattern === undefined) return undefined
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(given) ? undefined : 'pattern'
  } catch {
    // A pattern that is none must not keep anybody from sending.
    return undefined
  }
}
