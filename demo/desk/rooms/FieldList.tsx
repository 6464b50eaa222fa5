import { fill } from '../../../src/i18n/format.js'
import type { FieldCondition, FieldType, FormField } from '../../../src/protocol/form.js'
import { formWords as say } from '../form-words.js'
import { useFocusAfter } from '../focus-after.js'
import {
  addField,
  changeField,
  conditionOf,
  moveOne,
  readOptions,
  removeField,
  withCondition,
  writeOptions,
} from '../model/form-editing.js'
import { faultWithin, type PartFault } from '../model/part-faults.js'
import { Input, Select, Sentence, wrongly, type Wrong } from '../parts/Labelled.js'

interface FieldListProps {
  /** Names this list among those of the page; no other has it. */
  id: string
  title: string
  /** Undefined while they cannot be read. */
  fields: readonly FormField[] | undefined
  fault: PartFault | undefined
  onChange(fields: readonly FormField[]): void
}

/** The fields of a form, one below the other. */
export const FieldList = ({ id, title, fields, fault, onChange }: FieldListProps) => {
  const { root, then } = useFocusAfter()
  const put = (next: readonly FormField[], focus?: string) => {
    then(focus)
    onChange(next)
  }
  const lacks = fault?.at === 'fields'
  return (
    <section class="fields" aria-label={title} ref={root}>
      <h4>{title}</h4>
      {!fields && <p class="hint">{say.unread}</p>}
      {fields && !fields.length && <p class="hint">{say.none}</p>}
      <div class="list">
        {fields?.map((_, at) => (
          <Field key={at} id={`${id}-${at}`} fault={faultWithin(fault, at)} {...{ fields, at, put }} />
        ))}
      </div>
      {lacks && <Sentence id={`${id}-err`} text={fault.text} />}
      {fields && (
        <button
          type="button"
          class={`b add ${lacks ? 'lacks' : ''}`}
          aria-describedby={lacks ? `${id}-err` : undefined}
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

interface WholeProps extends FieldProps {
  id: string
  fault: PartFault | undefined
}

const CHOICES: readonly FieldType[] = ['select', 'radio']
const SILENT: readonly FieldType[] = ['heading', 'paragraph', 'image']

const Field = ({ id, fields, at, put, fault }: WholeProps) => {
  const field = fields[at]
  if (!field) return null
  const hasOptions = CHOICES.includes(field.type) && !field.group
  const isFile = field.type === 'file'
  const shown = [
    ...['name', 'type', ...(hasOptions ? ['options'] : [])],
    ...(field.type === 'consent' ? ['version'] : isFile ? ['maxFiles'] : []),
  ]
  /** At what is not shown it stands at the first that is. */
  const where = fault && shown.includes(fault.at) ? fault.at : 'label'
  const wrongAt = (part: string) => (fault && where === part ? { id, text: fault.text } : undefined)
  const change = (more: Partial<FormField>) => put(changeField(fields, at, more))
  const name = fill(say.field, { n: at + 1 })
  return (
    <div class="one" role="group" aria-label={name}>
      <div class="line">
        <Input label={say.label} value={field.label} wrong={wrongAt('label')} onInput={label => change({ label })} />
        <Input label={say.name} value={field.name} wrong={wrongAt('name')} onInput={next => change({ name: next })} />
        <Select
          label={say.kind}
          value={field.type}
          options={Object.entries(say.kinds)}
          wrong={wrongAt('type')}
          onChoose={type => change({ type: type as FieldType })}
        />
      </div>
      {hasOptions && <Options field={field} change={change} wrong={wrongAt('options')} />}
      {field.type === 'consent' && (
        <Input
          label={say.version}
          value={field.version ?? ''}
          wrong={wrongAt('version')}
          onInput={version => change({ version })}
        />
      )}
      {isFile && <Most field={field} change={change} wrong={wrongAt('maxFiles')} />}
      {fault && <Sentence id={id} text={fault.text} />}
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
    put(moveOne(fields, at, by), `.one:nth-child(${at + by + 1}) .${by < 0 ? 'up' : 'down'}`)
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

const Options = ({ field, change, wrong }: PartProps & { wrong: Wrong | undefined }) => (
  <label class={wrong && 'wrong'}>
    <span>{say.options}</span>
    <textarea
      class="in"
      rows={3}
      value={writeOptions(field.options)}
      {...wrongly(wrong)}
      onChange={({ currentTarget }) => change({ options: readOptions(currentTarget.value) })}
    />
    <span class="hint">{say.optionsHint}</span>
  </label>
)

/** How many files: the backend says how many there may be. */
const Most = ({ field, change, wrong }: PartProps & { wrong: Wrong | undefined }) => (
  <label class={wrong && 'wrong'}>
    <span>{say.maxFiles}</span>
    <input
      class="in"
      type="number"
      min={1}
      value={field.maxFiles ?? 1}
      {...wrongly(wrong)}
      onChange={({ currentTarget }) => change({ maxFiles: Number(currentTarget.value) || 1 })}
    />
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
