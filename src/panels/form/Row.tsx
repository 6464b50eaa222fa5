import type { ComponentChildren } from 'preact'
import { fill, wordsOf } from '../../i18n/format.js'
import type { FormWords } from '../../i18n/words.js'
import type { FormField } from '../../protocol/form.js'
import { Icon } from '../parts/Icon.js'
import { idOf, type FieldProps } from './field.js'

/** A field with what helps below it; what is wrong takes the hint's place and is told with the field. */
export const Row = ({ model, field, words, children }: FieldProps & { children: ComponentChildren }) => {
  const fault = model.faults.value[field.name]
  return (
    <div class={`fl ${fault ? 'bad' : ''} ${field.half ? 'half' : ''}`}>
      {children}
      {fault ? (
        <p class="err" id={idOf(field, 'help')}>
          <Icon name="alert" small />
          <span>{sayFault(field, fault, words)}</span>
        </p>
      ) : (
        field.hint && (
          <p class="hint" id={idOf(field, 'help')}>
            {field.hint}
          </p>
        )
      )}
    </div>
  )
}

/** The name of a field, and that it may stay empty: to those who hear it, the field itself says what must be filled in. */
export const labelOf = ({ field, words }: FieldProps) => (
  <>
    {field.label} {!field.required && <i aria-hidden="true">({words.optional})</i>}
  </>
)

const sayFault = (field: FormField, fault: string, { faults }: FormWords) => {
  if (fault === 'pattern' && field.patternHint) return field.patternHint
  const said = wordsOf(faults, `${fault}.${field.type}`) ?? wordsOf(faults, fault) ?? ''
  return fill(said, { min: field.min ?? 0, max: field.max ?? 4_000 })
}
