import type { FormModel } from '../../core/form.js'
import type { FormField } from '../../protocol/form.js'
import type { FormWords } from '../../i18n/words.js'

export interface FieldProps {
  model: FormModel
  field: FormField
  words: FormWords
}

/** Ids are those of the shadow root; the names of a form's fields differ. */
export const idOf = ({ name }: FormField, part = 'in') => `f-${part}-${name}`

/** The id of what is to be read with a field, if there is anything. */
export const helpOf = ({ model, field }: Pick<FieldProps, 'model' | 'field'>) =>
  model.faults.value[field.name] || field.hint ? idOf(field, 'help') : undefined
