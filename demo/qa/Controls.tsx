import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Choice } from './choices.js'
import type { Qa } from './model.js'
import { Select } from './Select.js'
import { words } from './words.js'

/** Switches that belong together. */
export const Switches = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <>
    <h2>{title}</h2>
    <div class="sws">{children}</div>
  </>
)

interface ControlProps {
  qa: Qa
  name: Choice
  label: string
}

interface PickProps extends ControlProps {
  values: readonly (readonly [string, string])[]
  /** What stands there while nothing is chosen. */
  none?: string
}

/** One of some values, or as it is set. */
export const Pick = ({ qa, name, label, values, none = words.asSet }: PickProps) => (
  <Select
    id={`option-${name}`}
    label={label}
    value={qa.choices.value[name] ?? ''}
    options={[['', none], ...values]}
    onPick={value => qa.choose(name, value)}
  />
)

interface FieldProps extends ControlProps {
  placeholder: string
  /** More than one line. */
  isLong?: boolean
  /** What is wrong with a value, in words. */
  check?: (value: string) => string
}

/** A text; what is wrong with it is said, and not taken. */
export const Field = ({ qa, name, label, placeholder, isLong, check }: FieldProps) => {
  const [problem, setProblem] = useState('')
  const Control = isLong ? 'textarea' : 'input'
  const take = (value: string): void => {
    const wrong = (value && check?.(value)) || ''
    setProblem(wrong)
    if (!wrong) qa.choose(name, value)
  }
  return (
    <p>
      <label for={`option-${name}`}>{label}</label>
      <Control
        class="in"
        {...(isLong && { rows: 3 })}
        id={`option-${name}`}
        defaultValue={qa.choices.value[name] ?? ''}
        placeholder={placeholder}
        spellcheck={false}
        autocapitalize="none"
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `problem-${name}` : undefined}
        onChange={event => take(event.currentTarget.value.trim())}
      />
      {problem && (
        <span class="err" role="alert" id={`problem-${name}`}>
          {problem}
        </span>
      )}
    </p>
  )
}
