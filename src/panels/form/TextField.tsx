import type { FormField } from '../../protocol/form.js'
import { helpOf, idOf, type FieldProps } from './field.js'
import { labelOf, Row } from './Row.js'

/** What is typed: the label above, the field below it. */
export const TextField = (props: FieldProps) => (
  <Row {...props}>
    <label for={idOf(props.field)}>{labelOf(props)}</label>
    {props.field.type === 'textarea' ? (
      <textarea {...controlOf(props)} rows={4} />
    ) : (
      <input {...controlOf(props)} {...kindOf(props.field)} />
    )}
  </Row>
)

/** What every control has that holds one text. */
export const controlOf = (props: FieldProps) => {
  const { model, field } = props
  return {
    id: idOf(field),
    name: field.name,
    class: 'in',
    value: model.values.value[field.name] ?? '',
    required: !!field.required,
    'aria-invalid': !!model.faults.value[field.name],
    'aria-describedby': helpOf(props),
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => model.set(field.name, currentTarget.value),
    onBlur: () => model.leave(field.name),
  }
}

/** The right keyboard on a phone, and what the browser knows already. Numbers stay text: a wheel must not change them. */
const kindOf = ({ type, name }: FormField) => {
  switch (type) {
    case 'email':
      return { type: 'email', autocomplete: 'email' }
    case 'phone':
      return { type: 'tel', autocomplete: 'tel' }
    case 'number':
      return { type: 'text', inputMode: 'decimal' as const }
    case 'date':
    case 'time':
      return { type }
    case 'datetime':
      return { type: 'datetime-local' }
    default:
      return { type: 'text', autocomplete: name === 'name' ? 'name' : 'on' }
  }
}
