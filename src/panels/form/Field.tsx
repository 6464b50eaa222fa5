import type { ComponentChildren } from 'preact'
import { isSilent } from '../../core/form-check.js'
import type { FormField } from '../../protocol/form.js'
import { fill } from '../../i18n/format.js'
import { Icon } from '../parts/Icon.js'
import { Control } from './Control.js'
import { helpOf, idOf, type FieldProps } from './field.js'
import type { FormWords } from './words.js'

/** A label above, what helps below; what is wrong takes the hint's place and is told with the field. */
export const Field = (props: FieldProps) => {
  const { field } = props
  if (isSilent(field)) return <Silent field={field} />
  if (field.type === 'consent' || field.type === 'checkbox') return <Ticked {...props} />
  const isGroup = field.type === 'radio' || field.type === 'rating'
  const label = (
    <>
      {field.label} {!field.required && <i>({props.words.optional})</i>}
    </>
  )
  return (
    <Row {...props}>
      {isGroup ? (
        <span class="lab" id={idOf(field, 'label')}>
          {label}
        </span>
      ) : (
        <label for={idOf(field)}>{label}</label>
      )}
      <Control {...props} />
    </Row>
  )
}

const Row = ({ model, field, words, children }: FieldProps & { children: ComponentChildren }) => {
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

/** One box to tick, with its sentence beside it. It starts unticked. */
const Ticked = (props: FieldProps) => {
  const { model, field, words } = props
  const yes = field.type === 'consent' ? (field.version ?? 'yes') : 'yes'
  return (
    <Row {...props}>
      <label class="tick">
        <input
          id={idOf(field)}
          type="checkbox"
          checked={model.values.value[field.name] === yes}
          aria-invalid={!!model.faults.value[field.name]}
          aria-describedby={helpOf(props)}
          onChange={({ currentTarget }) => model.set(field.name, currentTarget.checked ? yes : '')}
        />
        <span>
          {field.label}{' '}
          {field.url && (
            <a href={field.url} target="_blank" rel="noopener noreferrer">
              {words.more}
            </a>
          )}
        </span>
      </label>
    </Row>
  )
}

const Silent = ({ field: { type, label, url } }: { field: FormField }) => {
  if (type === 'heading') return <h3>{label}</h3>
  if (type === 'image') return url ? <img class="pic" src={url} alt={label} referrerpolicy="no-referrer" /> : null
  return <p class="lead">{label}</p>
}

const sayFault = (field: FormField, fault: string, { faults }: FormWords) => {
  if (fault === 'pattern' && field.patternHint) return field.patternHint
  const said = faults[`${fault}.${field.type}`] ?? faults[fault] ?? ''
  return fill(said, { min: field.min ?? 0, max: field.max ?? 4_000 })
}
