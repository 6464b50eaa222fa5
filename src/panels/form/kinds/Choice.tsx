import { Icon } from '../../parts/Icon.js'
import { helpOf, idOf, type FieldProps } from '../field.js'
import { labelOf, Row } from '../Row.js'
import { controlOf } from '../TextField.js'

/** One of several, folded. */
export const Select = (props: FieldProps) => {
  const { model, field, words } = props
  return (
    <Row {...props}>
      <label for={idOf(field)}>{labelOf(props)}</label>
      <span class="pick">
        <select {...controlOf(props)}>
          <option value="">{words.choose}</option>
          {field.options?.map(({ value, label }) => (
            <option key={value} value={value} selected={model.values.value[field.name] === value}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="down" small />
      </span>
    </Row>
  )
}

/** One of several, side by side, with a line beside each. */
export const Radios = (props: FieldProps) => {
  const { model, field } = props
  const chosen = model.values.value[field.name]
  return (
    <Row {...props}>
      <span class="lab" id={idOf(field, 'label')}>
        {labelOf(props)}
      </span>
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
    </Row>
  )
}
