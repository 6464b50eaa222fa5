import { Icon } from '../desk/parts/Icon.js'

export interface SelectProps {
  id: string
  label: string
  value: string
  options: readonly (readonly [value: string, text: string])[]
  onPick(value: string): void
}

/** One of several, below its label. */
export const Select = ({ id, label, value, options, onPick }: SelectProps) => (
  <p>
    <label for={id}>{label}</label>
    <span class="pick">
      <select class="in" id={id} value={value} onChange={({ currentTarget }) => onPick(currentTarget.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
      <Icon name="down" small />
    </span>
  </p>
)
