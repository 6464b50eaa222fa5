import type { FormModel } from '../../core/form.js'
import type { Conversation } from '../../core/model.js'
import type { FileRef, Id } from '../../protocol/entities.js'
import { filesOf } from '../../protocol/form-check.js'
import { hereIn, pendingIn, toValue, type Here } from './value.js'

/** What forms know of their files: it outlives a closed panel, as the files on their way do. */
export interface Held {
  /** The form of now, by the place of its files. */
  models: Map<string, FormModel>
  /** What stands in a draft for files that have come, by their ids: a letter that comes back to be mended has only those. */
  come: Map<Id, string>
}

export const hold = ({ rooms }: Conversation): Held => {
  const held = (rooms.get('filing') ?? { models: new Map(), come: new Map() }) as Held
  rooms.set('filing', held)
  return held
}

/** Where files belong: to which field of which form. */
export const placeOf = ({ form }: FormModel, field: string): string => `${form.id} ${field}`

/** The file of a line, if the backend has it. */
export const fileIn = ({ come }: Held, line: string): Here | undefined => hereIn(come.get(line) ?? line, Date.now())

/** By what the backend lets go of the file of a line, and its row is known. */
export const uploadOf = (held: Held, line: string): Id =>
  fileIn(held, line)?.upload ?? (pendingIn(line)?.upload || line.replace(/ .*/, ''))

/** A file that has come goes where it is still waited for. */
export const arrive = (
  { models, come }: Held,
  { place, field }: { place: string; field: string },
  { ref, upload }: { ref: FileRef; upload: Id },
): void => {
  const value = toValue(ref, Date.now(), upload)
  come.set(ref.id, value)
  const model = models.get(place)
  const before = model?.values.peek()[field] ?? ''
  const after = filesOf(before).map(line => (pendingIn(line)?.upload === upload ? value : line))
  if (after.includes(value)) model?.set(field, after.join('\n'))
}
