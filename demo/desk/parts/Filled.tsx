import type { FilledValue, WireBody } from '../../../src/protocol/entities.js'
import type { Form } from '../../../src/protocol/form.js'
import { parseForm } from '../../../src/protocol/parse-form.js'
import { list, record, text } from '../../../src/protocol/parse.js'
import { Icon } from './Icon.js'

const parseFilled = record({ form: text, values: list(record<FilledValue>({ label: text, value: text })) })

/** A form in a conversation: as it was asked, or as it was filled in. */
export type InForm = { form: Form } | { values: readonly FilledValue[] }

/** Undefined when a message is neither, or of a shape that is unknown here: then its words are true. */
export const readInForm = ({ kind, data }: WireBody): InForm | undefined => {
  try {
    if (kind === 'form') return { form: parseForm(data) }
    const values = kind === 'filled' ? parseFilled(data).values : []
    return values.length ? { values } : undefined
  } catch {
    return undefined
  }
}

export const Filled = ({ it }: { it: InForm }) =>
  'form' in it ? (
    <span class="asked">
      <b>
        <Icon name="form" small /> {it.form.title}
      </b>
      <small>{it.form.fields.map(({ label }) => label).join(' · ')}</small>
    </span>
  ) : (
    <dl class="filled">
      {it.values.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  )
