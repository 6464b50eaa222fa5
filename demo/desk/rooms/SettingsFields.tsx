import type { ComponentChildren } from 'preact'
import type { SettingsRoom } from '../model/settings.js'
import { Icon } from '../parts/Icon.js'
import { settingsWords } from '../settings-words.js'

const { fields, hints } = settingsWords

export type SettingField = keyof typeof fields

export interface FieldProps {
  room: SettingsRoom
  field: SettingField
}

const idOf = (field: string, part = 'in') => `set-${part}-${field}`
const hintOf = (field: string): string | undefined =>
  Object.hasOwn(hints, field) ? hints[field as 'title'] : undefined

/** A label, what is set, and below it what is wrong, else what helps. */
const Row = ({ room, field, children }: FieldProps & { children: ComponentChildren }) => {
  const fault = room.faults.value[field]
  const hint = hintOf(field)
  return (
    <div class={`row ${fault ? 'wrong' : ''}`}>
      {children}
      {fault ? (
        <p class="err" id={idOf(field, 'help')}>
          <Icon name="alert" small />
          <span>{fault}</span>
        </p>
      ) : (
        hint && (
          <p class="hint" id={idOf(field, 'help')}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}

const Label = ({ field }: { field: SettingField }) => <label for={idOf(field)}>{fields[field]}</label>

const controlOf = ({ room, field }: FieldProps) => ({
  id: idOf(field),
  class: 'in',
  value: room.values.value[field] ?? '',
  'aria-invalid': room.faults.value[field] ? ('true' as const) : undefined,
  'aria-describedby': room.faults.value[field] || hintOf(field) ? idOf(field, 'help') : undefined,
  autocomplete: 'off' as const,
  spellcheck: false,
  onInput: ({ currentTarget }: { currentTarget: { value: string } }) => room.set(field, currentTarget.value),
})

interface LineProps extends FieldProps {
  type?: 'url'
  isNumber?: boolean
  /** To choose from while one types. */
  options?: readonly string[]
}

export const Line = ({ type, isNumber, options, ...props }: LineProps) => (
  <Row {...props}>
    <Label field={props.field} />
    <input
      {...controlOf(props)}
      type={type ?? 'text'}
      {...(isNumber && { inputMode: 'numeric' as const })}
      {...(options && { list: idOf(props.field, 'list') })}
    />
    {options && (
      <datalist id={idOf(props.field, 'list')}>
        {options.map(one => (
          <option key={one} value={one} />
        ))}
      </datalist>
    )}
  </Row>
)

export const Text = ({ rows, isCode, ...props }: FieldProps & { rows: number; isCode?: boolean }) => (
  <Row {...props}>
    <Label field={props.field} />
    <textarea {...controlOf(props)} class={isCode ? 'in code' : 'in'} rows={rows} dir={isCode ? 'ltr' : 'auto'} />
  </Row>
)

type Options = readonly (readonly [value: string, label: string])[]

interface ChoiceProps extends FieldProps {
  options: Options
  value?: string
  onChoose?(value: string): void
}

export const Choice = ({ options, value, onChoose, ...props }: ChoiceProps) => {
  const control = { ...controlOf(props), onInput: undefined }
  return (
    <Row {...props}>
      <Label field={props.field} />
      <span class="pick">
        <select
          {...control}
          value={value ?? control.value}
          onChange={({ currentTarget }) =>
            (onChoose ?? (next => props.room.set(props.field, next)))(currentTarget.value)
          }
        >
          {options.map(([one, label]) => (
            <option key={one} value={one}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="down" small />
      </span>
    </Row>
  )
}

/** One thing that is so, or is not. */
export const Box = ({ label, on, onToggle }: { label: string; on: boolean; onToggle(on: boolean): void }) => (
  <label class="tick">
    <input type="checkbox" checked={on} onChange={({ currentTarget }) => onToggle(currentTarget.checked)} />
    <span>{label}</span>
  </label>
)

/** Some of several, kept as words side by side in the order in which they stand here. */
export const Boxes = ({ options, ...props }: FieldProps & { options: Options }) => {
  const { room, field } = props
  const on = new Set((room.values.value[field] ?? '').split(' ').filter(Boolean))
  const toggle = (one: string, isOn: boolean) => {
    if (isOn) on.add(one)
    else on.delete(one)
    const known = options.map(([value]) => value).filter(value => on.has(value))
    room.set(field, [...known, ...[...on].filter(value => !known.includes(value))].join(' '))
  }
  return (
    <Row {...props}>
      <div
        role="group"
        aria-labelledby={idOf(field, 'name')}
        aria-describedby={room.faults.value[field] || hintOf(field) ? idOf(field, 'help') : undefined}
      >
        <span class="name" id={idOf(field, 'name')}>
          {fields[field]}
        </span>
        {options.map(([value, label]) => (
          <Box key={value} label={label} on={on.has(value)} onToggle={isOn => toggle(value, isOn)} />
        ))}
      </div>
    </Row>
  )
}
