import { useLayoutEffect, useRef } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { FieldCondition, FieldType, FormField } from '../../../src/protocol/form.js'
import { formWords as say } from '../form-words.js'
import {
  addField,
  changeField,
  conditionOf,
  moveField,
  readFields,
  readOptions,
  removeField,
  withCondition,
  withFields,
  writeOptions,
} from '../model/form-editing.js'
import type { SettingsRoom } from '../model/settings.js'
import { Icon } from '../parts/Icon.js'

interface FormFieldsProps {
  room: SettingsRoom
  form: 'entryForm' | 'offlineForm'
}

/** The fields of a form, one below the other; the text below them is the same form. */
export const FormFields = ({ room, form }: FormFieldsProps) => {
  const text = room.values.value[form] ?? ''
  const fields = readFields(text)
  const list = useRef<HTMLDivElement>(null)
  const focus = useRef<string>()
  const put = (next: readonly FormField[], then?: string) => {
    focus.current = then
    room.set(form, withFields(text, next, form === 'entryForm' ? 'entry' : 'offline'))
  }
  useLayoutEffect(() => {
    if (focus.current !== undefined) list.current?.querySelector<HTMLElement>(focus.current)?.focus()
    focus.current = undefined
  })
  return (
    <section class="fields" aria-label={say.title[form]}>
      <h4>{say.title[form]}</h4>
      {!fields && <p class="hint">{say.unread}</p>}
      {fields && !fields.length && <p class="hint">{say.none}</p>}
      <div class="list" ref={list}>
        {fields?.map((_, at) => (
          <Field key={at} fields={fields} at={at} put={put} />
        ))}
      </div>
      {fields && (
        <button
          type="button"
          class="b"
          onClick={() => put(addField(fields), `.one:nth-child(${fields.length + 1}) .in`)}
        >
          {say.add}
        </button>
      )}
    </section>
  )
}

interface FieldProps {
  fields: readonly FormField[]
  at: number
  put(fields: readonly FormField[], focus?: string): void
}

const CHOICES: readonly FieldType[] = ['select', 'radio']
const SILENT: readonly FieldType[] = ['heading', 'paragraph', 'image']

const Field = ({ fields, at, put }: FieldProps) => {
  const field = fields[at]
  if (!field) return null
  const change = (more: Partial<FormField>) => put(changeField(fields, at, more))
  const name = fill(say.field, { n: at + 1 })
  return (
    <div class="one" role="group" aria-label={name}>
      <div class="line">
        <Input label={say.label} value={field.label} onInput={label => change({ label })} />
        <Input label={say.name} value={field.name} onInput={next => change({ name: next })} />
        <Select
          label={say.kind}
          value={field.type}
          options={Object.entries(say.kinds)}
          onChoose={type => change({ type: type as FieldType })}
        />
      </div>
      {CHOICES.includes(field.type) && !field.group && <Options field={field} change={change} />}
      {field.type === 'consent' && (
        <Input label={say.version} value={field.version ?? ''} onInput={version => change({ version })} />
      )}
      <Condition fields={fields} field={field} change={change} />
      <Acts fields={fields} at={at} put={put} />
    </div>
  )
}

/** What is done with a field as a whole. */
const Acts = ({ fields, at, put }: FieldProps) => {
  const field = fields[at]
  if (!field) return null
  // The button that was pressed keeps the focus where its field has gone, at the end of the list too.
  const move = (by: -1 | 1) => {
    if (!fields[at + by]) return
    put(moveField(fields, at, by), `.one:nth-child(${at + by + 1}) .${by < 0 ? 'up' : 'down'}`)
  }
  return (
    <div class="line acts">
      {!SILENT.includes(field.type) && (
        <label class="tick">
          <input
            type="checkbox"
            checked={field.required === true}
            onChange={({ currentTarget }) =>
              put(changeField(fields, at, { required: currentTarget.checked || undefined } as Partial<FormField>))
            }
          />
          <span>{say.required}</span>
        </label>
      )}
      <button type="button" class="lk up" aria-disabled={at === 0 ? 'true' : undefined} onClick={() => move(-1)}>
        {say.up}
      </button>
      <button
        type="button"
        class="lk down"
        aria-disabled={at === fields.length - 1 ? 'true' : undefined}
        onClick={() => move(1)}
      >
        {say.down}
      </button>
      <button
        type="button"
        class="lk"
        onClick={() => put(removeField(fields, at), `.one:nth-child(${Math.max(1, at)}) .in`)}
      >
        {say.remove}
      </button>
    </div>
  )
}

interface PartProps {
  field: FormField
  change(more: Partial<FormField>): void
}

const Options = ({ field, change }: PartProps) => (
  <label>
    <span>{say.options}</span>
    <textarea
      class="in"
      rows={3}
      value={writeOptions(field.options)}
      onChange={({ currentTarget }) => change({ options: readOptions(currentTarget.value) })}
    />
    <span class="hint">{say.optionsHint}</span>
  </label>
)

/** When it is there: always, or when another field is so. */
const Condition = ({ fields, field, change }: PartProps & Pick<FieldProps, 'fields'>) => {
  const first = conditionOf(field)
  const others = fields.filter(one => one !== field && !SILENT.includes(one.type))
  const set = (next: FieldCondition | undefined) => change(withCondition(field, next))
  const isCompared = first?.is === 'equal' || first?.is === 'different'
  if (!others.length && !first) return null
  return (
    <div class="line">
      <Select
        label={say.shown}
        value={first?.name ?? ''}
        options={[
          ['', say.always],
          ...others.map(({ name, label }) => [name, fill(say.when, { label: label || name })] as const),
        ]}
        onChoose={name =>
          set(
            name
              ? { name, is: first?.is ?? 'filled', ...(first?.value !== undefined && { value: first.value }) }
              : undefined,
          )
        }
      />
      {first && (
        <Select
          label={say.is}
          value={first.is}
          options={Object.entries(say.conditions)}
          onChoose={is => set({ ...first, is: is as FieldCondition['is'] })}
        />
      )}
      {first && isCompared && (
        <Input label={say.value} value={first.value ?? ''} onInput={value => set({ ...first, value })} />
      )}
    </div>
  )
}

const Input = ({ label, value, onInput }: { label: string; value: string; onInput(value: string): void }) => (
  <label>
    <span>{label}</span>
    <input class="in" value={value} autocomplete="off" onInput={({ currentTarget }) => onInput(currentTarget.value)} />
  </label>
)

interface SelectProps {
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  onChoose(value: string): void
}

const Select = ({ label, value, options, onChoose }: SelectProps) => (
  <label>
    <span>{label}</span>
    <span class="pick">
      <select class="in" value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
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
