import type { Upload } from '../../core/uploads.js'
import { filesOf } from '../../protocol/form-check.js'
import type { FieldProps } from '../form/field.js'
import type { Filed } from './FileField.js'
import { fileIn, placeOf, uploadOf } from './held.js'
import { pendingIn, toPending } from './value.js'

const LOST = 'file.lost'

/** The files of a field, in their order: on their way, here, or lost. */
export const itemsOf = (props: FieldProps & Filed): Upload[] => linesOf(props).map(line => itemOf(props, line))

const linesOf = ({ model, field }: FieldProps) => filesOf(model.values.value[field.name])

const itemOf = ({ uploads, held, model, field, say }: FieldProps & Filed, line: string): Upload => {
  const id = uploadOf(held, line)
  const onItsWay = uploads.items.value.find(item => item.id === id)
  if (onItsWay) return onItsWay
  const here = fileIn(held, line)
  const name = here?.name || pendingIn(line)?.name || line.split(' ').slice(3).join(' ') || say.file
  return {
    ...{
      id,
      name,
      size: here?.size ?? 0,
      place: placeOf(model, field.name),
      ratio: 1,
      limit: undefined,
      ref: undefined,
    },
    ...(here ? { state: 'done', code: undefined } : { state: 'refused', code: LOST }),
  }
}

/** Of what did not stay only the name is left: it must not go out. */
export const keepNames = (props: FieldProps & Filed, items: readonly Upload[]): void => {
  const { model, field } = props
  const lines = linesOf(props)
  const kept = items.map(({ code, id, name }, at) => (code === LOST ? toPending(id, name) : (lines[at] ?? '')))
  if (kept.join() !== lines.join()) model.set(field.name, kept.join('\n'))
}
