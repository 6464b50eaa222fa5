import { Icon } from './Icon.js'

/** What is not right, beside the control that it is about. */
export interface Wrong {
  /** Of the sentence. */
  id: string
  text: string
}

export const wrongly = (wrong: Wrong | undefined) =>
  wrong && { 'aria-invalid': 'true' as const, 'aria-describedby': wrong.id }

export const Sentence = ({ id, text }: Wrong) => (
  <p class="err" id={id}>
    <Icon name="alert" small />
    <span>{text}</span>
  </p>
)

interface InputProps {
  label: string
  value: string
  wrong?: Wrong | undefined
  onInput(value: string): void
}

/** One line below its label. */
export const Input = ({ label, value, wrong, onInput }: InputProps) => (
  <label class={wrong && 'wrong'}>
    <span>{label}</span>
    <input
      class="in"
      value={value}
      autocomplete="off"
      {...wrongly(wrong)}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  </label>
)

interface SelectProps {
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  wrong?: Wrong | undefined
  onChoose(value: string): void
}

/** One of several, below its label. */
export const Select = ({ label, value, options, wrong, onChoose }: SelectProps) => (
  <label class={wrong && 'wrong'}>
    <span>{label}</span>
    <span class="pick">
      <select
        class="in"
        value={value}
        {...wrongly(wrong)}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
      <Icon name="down" small />
    </span>
  </label>
)
