import { Icon } from '../../parts/Icon.js'
import { helpOf, idOf } from '../../form/field.js'
import { labelOf } from '../../form/Row.js'
import { controlOf } from '../../form/TextField.js'
import type { KindProps } from './Field.js'
import { hold } from './hold.js'
import { radioOf } from './radio.js'

/** One of several, folded. */
export const Select = (props: KindProps) => {
  const { model, field, say, parts } = props
  return (
    <parts.Row {...props}>
      <label for={idOf(field)}>{labelOf(props)}</label>
      <span class="pick">
        <select {...controlOf(props)}>
          <option value="">{say.choose}</option>
          {field.options?.map(({ value, label, note }) => (
            <option key={value} value={value} selected={model.values.value[field.name] === value}>
              {label}
              {note && ` (${note})`}
            </option>
          ))}
        </select>
        <Icon name="down" small />
      </span>
    </parts.Row>
  )
}

/** One of several, side by side, with a line beside each. */
export const Radios = (props: KindProps) => {
  const { model, field, parts } = props
  const chosen = model.values.value[field.name]
  return (
    <parts.Row {...props}>
      <span class="lab" id={idOf(field, 'label')}>
        {labelOf(props)}
      </span>
      <div class="ways" role="group" aria-labelledby={idOf(field, 'label')} aria-describedby={helpOf(props)}>
        {field.options?.map(({ value, label, note }, at) => (
          <label key={value} class={chosen === value ? 'way on' : 'way'} onMouseDown={hold}>
            <input {...radioOf(props, value, at)} />
            <span>{label}</span>
            {note && <small>{note}</small>}
          </label>
        ))}
      </div>
    </parts.Row>
  )
}
