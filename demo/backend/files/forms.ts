import type { FileRef, Id } from '../../../src/protocol/entities.js'
import type { Form, FormField, FormValues } from '../../../src/protocol/form.js'
import type { Files } from './files.js'

/** A form as it can be asked here: where no files are taken, nobody is asked for one. */
export const formHere = <F extends Form | undefined>(form: F, files: Files | undefined): F | Form =>
  !form || files ? form : { ...form, fields: form.fields.filter(({ type }) => type !== 'file') }

const isFile = ({ type }: FormField) => type === 'file'

/** Ids of the files that were given in a form. */
export const filesIn = (form: Form | undefined, values: FormValues = {}): Id[] =>
  (form?.fields ?? []).filter(isFile).flatMap(({ name }) => values[name]?.trim() || [])

/** What was given, with the names of files in the place of their ids. */
export const withNames = (form: Form | undefined, values: FormValues, refs: readonly FileRef[]): FormValues => {
  const named = (form?.fields ?? []).filter(isFile).flatMap(({ name }) => {
    const ref = refs.find(({ id }) => id === values[name]?.trim())
    return ref ? [[name, ref.name] as const] : []
  })
  return { ...values, ...Object.fromEntries(named) }
}
