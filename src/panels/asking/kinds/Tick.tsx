import { Link, toUrl } from '../../parts/links.js'
import { helpOf, idOf } from '../../form/field.js'
import type { KindProps } from './Field.js'
import { hold } from './hold.js'

/** One box to tick, with its sentence beside it. It starts unticked. */
export const Tick = (props: KindProps) => {
  const { model, field, say, parts } = props
  const yes = field.type === 'consent' ? (field.version ?? 'yes') : 'yes'
  const url = toUrl(field.url ?? '')
  return (
    <parts.Row {...props}>
      <label class="tick" onMouseDown={hold}>
        <input
          id={idOf(field)}
          type="checkbox"
          required={!!field.required}
          checked={model.values.value[field.name] === yes}
          aria-invalid={!!model.faults.value[field.name]}
          aria-describedby={helpOf(props)}
          onChange={({ currentTarget }) => model.set(field.name, currentTarget.checked ? yes : '')}
        />
        <span>
          {field.label} {url && <Link url={url}>{say.more}</Link>}
        </span>
      </label>
    </parts.Row>
  )
}
