import { Link, toUrl } from '../../parts/links.js'
import { helpOf, idOf, type FieldProps } from '../field.js'
import { Row } from '../Row.js'

/** One box to tick, with its sentence beside it. It starts unticked. */
export const Tick = (props: FieldProps) => {
  const { model, field, words } = props
  const yes = field.type === 'consent' ? (field.version ?? 'yes') : 'yes'
  const url = toUrl(field.url ?? '')
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
          {field.label} {url && <Link url={url}>{words.more}</Link>}
        </span>
      </label>
    </Row>
  )
}
