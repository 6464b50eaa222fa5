import type { FileRef, Id } from '../../../src/protocol/entities.js'
import type { Form, FormField, FormValues } from '../../../src/protocol/form.js'
import { checkField, filesOf } from '../../../src/protocol/form-check.js'
import { without } from '../without.js'
import { refuse } from '../refuse.js'
import type { Files } from './files.js'

/** A form as it can be asked here: where no files are taken, nobody is asked for one. */
export const formHere = <F extends Form | undefined>(form: F, files: Files | undefined): F | Form =>
  !form || files ? form : { ...form, fields: form.fields.filter(({ type }) => type !== 'file') }

const isFile = ({ type }: FormField) => type === 'file'

/** Ids of the files that were given in a form. */
export const filesIn = (form: Form | undefined, values: FormValues = {}): Id[] =>
  (form?.fields ?? []).filter(isFile).flatMap(({ name }) => filesOf(values[name]))

/** What a field of files holds, in words: their names. */
export const namesIn = (value: string, refs: readonly FileRef[]): string =>
  filesOf(value)
    .map(given => refs.find(({ id }) => id === given)?.name ?? given)
    .join(', ')

/** What was given, with the names of files in the place of their ids. */
export const withNames = (form: Form | undefined, values: FormValues, refs: readonly FileRef[]): FormValues => {
  const named = (form?.fields ?? []).filter(isFile).flatMap(({ name }) => {
    const value = values[name]?.trim()
    return value ? [[name, namesIn(value, refs)] as const] : []
  })
  return { ...values, ...Object.fromEntries(named) }
}

/** @throws {TransportFailure} rejected `form.wrong` for more files than a field takes. */
export const checkFiles = (form: Form | undefined, values: FormValues): void => {
  // Names of files are held against no pattern.
  for (const field of (form?.fields ?? []).filter(isFile))
    if (checkField(without(field, 'pattern'), values[field.name] ?? '') === 'many')
      throw refuse('form.wrong', `The field “${field.name}” of the form has more files than it takes.`)
}
