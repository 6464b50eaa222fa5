import { isSilent } from '../../../core/form-check.js'
import type { FieldProps } from '../field.js'
import { TextField } from '../TextField.js'
import { Radios, Select } from './Choice.js'
import { Rating } from './Rating.js'
import { Silent } from './Silent.js'
import { Tick } from './Tick.js'

/** A field of any kind. A letter does with what is typed; a form that asks for more takes this one. */
export const Field = (props: FieldProps) => {
  const { type } = props.field
  if (isSilent(props.field)) return <Silent field={props.field} />
  if (type === 'consent' || type === 'checkbox') return <Tick {...props} />
  if (type === 'select') return <Select {...props} />
  if (type === 'radio') return <Radios {...props} />
  if (type === 'rating') return <Rating {...props} />
  return <TextField {...props} />
}
