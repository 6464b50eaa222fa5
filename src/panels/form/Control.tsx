import type { FormField } from '../../protocol/form.js'
import { Icon } from '../parts/Icon.js'
import { helpOf, idOf, type FieldProps } from './field.js'
import { Rating } from './Rating.js'

/** What a field is filled in with. */
export const Control = (props: FieldProps) => {
  const { type } = props.field
  if (type === 'select') return <Select {...props} />
  if (type === 'radio') return <Radios {...props} />
  if (type === 'rating') return <Rating {...props} />
  return <Text {...props} />
}

const common = (props: FieldProps) => {
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

const Text = (props: FieldProps) => {
  const { type } = props.field
  if (type === 'textarea') return <textarea {...common(props)} rows={4} />
  return <input {...common(props)} {...kindOf(props.field)} />
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

const Select = (props: FieldProps) => (
  <span class="pick">
    <select {...common(props)}>
      <option value="">{props.words.choose}</option>
      {props.field.options?.map(({ value, label }) => (
        <option key={value} value={value} selected={props.model.values.value[props.field.name] === value}>
          {label}
        </option>
      ))}
    </select>
    <Icon name="down" small />
  </span>
)

const Radios = (props: FieldProps) => {
  const { model, field } = props
  const chosen = model.values.value[field.name]
  return (
    <div class="ways" role="radiogroup" aria-labelledby={idOf(field, 'label')} aria-describedby={helpOf(props)}>
      {field.options?.map(({ value, label, note }, at) => (
        <label key={value} class={chosen === value ? 'way on' : 'way'}>
          <input
            id={at ? undefined : idOf(field)}
            class="vh"
            type="radio"
            name={idOf(field)}
            value={value}
            checked={chosen === value}
            onChange={() => model.set(field.name, value)}
          />
          <span>{label}</span>
          {note && <small>{note}</small>}
        </label>
      ))}
    </div>
  )
}
