import { isSilent } from '../../../protocol/form-check.js'
import type { AskingWords } from '../../../i18n/words.js'
import type { FieldProps } from '../../form/field.js'
import type { Parts } from '../../form/index.js'
import type { Filing } from '../filing.js'
import { Radios, Select } from './Choice.js'
import { Filed } from './Filed.js'
import { Rating } from './Rating.js'
import { Silent } from './Silent.js'
import { Tick } from './Tick.js'

/** What a kind of field is drawn with. */
export interface KindProps extends FieldProps {
  parts: Parts
  say: AskingWords
  filing: Filing
}

/** A field of any kind; what is not known is asked for as text. */
export const Field = (props: KindProps) => {
  const { parts, field } = props
  const { type } = field
  if (isSilent(field)) return <Silent field={field} />
  if (type === 'consent' || type === 'checkbox') return <Tick {...props} />
  if (type === 'select') return <Select {...props} />
  if (type === 'radio') return <Radios {...props} />
  if (type === 'rating') return <Rating {...props} />
  if (type === 'file') return <Filed {...props} />
  return <parts.TextField {...props} />
}
