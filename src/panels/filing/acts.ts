import { count, fill } from '../../i18n/format.js'
import type { Id } from '../../protocol/entities.js'
import { filesOf, mostFiles } from '../../protocol/form-check.js'
import type { FieldProps } from '../form/field.js'
import type { Filed } from './FileField.js'
import { arrive, placeOf, uploadOf } from './held.js'
import { toPending } from './value.js'

/** What is done with the files of a field. */
export interface Acts {
  /** Lets go of one, here and at the backend. */
  remove(upload: Id): void
  /** Takes as many as there is room for; which were not taken is said. */
  add(files: readonly File[]): void
  /** The same, of the button: where one file is taken it says that it chooses another one. */
  choose(files: readonly File[]): void
  /** Whether there is no room for more; says so. */
  isFull(): boolean
}

/** @param tell what is said below the field, and aloud; empty once it is true no longer */
export const createActs = (
  { model, field, held, uploads, view, say }: FieldProps & Filed,
  tell: (note: string) => void,
): Acts => {
  const { name } = field
  const place = placeOf(model, name)
  const most = mostFiles(field)
  const lines = () => filesOf(model.values.peek()[name])
  const set = (next: readonly string[]) => model.set(name, next.join('\n'))

  /** How many more are taken, and the number that says so: of this field, or of what may wait to be sent at all. */
  const room = () => {
    const total = view.conversation.limits.peek().files ?? Infinity
    const all = model.form.fields.flatMap(({ type, name }) =>
      type === 'file' ? filesOf(model.values.peek()[name]) : [],
    )
    const mine = most - lines().length
    const rest = total - all.length
    return { left: Math.max(0, Math.min(mine, rest)), limit: mine <= rest ? most : total }
  }
  const tellLimit = (n: number, more: readonly File[]) =>
    tell(
      count(view.locale.value, say.most, { n }) +
        (more.length ? ` ${fill(say.left, { names: more.map(({ name }) => name).join(', ') })}` : ''),
    )
  const bring = (file: File) => {
    const upload = uploads.add(file, place, ref => {
      uploads.forget(upload)
      arrive(held, { place, field: name }, { ref, upload })
    })
    return toPending(upload, file.name)
  }
  const remove = (upload: Id) => {
    uploads.remove(upload)
    set(lines().filter(line => uploadOf(held, line) !== upload))
    tell('')
  }
  const add = (files: readonly File[]) => {
    const { left, limit } = room()
    set([...lines(), ...files.slice(0, left).map(bring)])
    const more = files.slice(left)
    if (more.length) tellLimit(limit, more)
    else tell('')
  }
  return {
    remove,
    add,
    choose: files => {
      if (most === 1 && files.length) lines().forEach(line => remove(uploadOf(held, line)))
      add(files)
    },
    isFull: () => {
      const { left, limit } = room()
      const isFull = most > 1 && !left
      if (isFull) tellLimit(limit, [])
      return isFull
    },
  }
}
