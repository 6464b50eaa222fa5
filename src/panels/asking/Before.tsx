import { Button } from '../parts/Button.js'
import type { View } from '../chat/view.js'
import type { Parts } from '../form/index.js'
import type { FieldProps } from '../form/field.js'
import type { Entry } from './entry.js'
import type { Field } from './kinds/Field.js'
import { toSaid } from './words.js'

export interface Asking {
  view: View
  parts: Parts
  /** Draws a field of any kind. */
  Kind(props: FieldProps): ReturnType<typeof Field>
}

/** What is asked before the queue. */
export const Before = ({ view, parts, Kind, entry }: Asking & { entry: Entry }) => {
  const { say, form } = toSaid(view, parts)
  const model = entry.model.value
  if (!model) return null
  const { title = say.before, text } = model.form
  const hasPast = view.conversation.thread.value.length > entry.words.value
  return (
    <parts.Form
      key={model}
      Field={Kind}
      model={model}
      words={form}
      start={view.field}
      hands={view}
      locale={view.locale.value}
      name={title}
      action={say.start}
      onTrap={entry.onTrap}
      onSubmit={entry.send}
    >
      <h3 class="big">{title}</h3>
      {entry.isRefused.value && <parts.Sorry text={form.refusedText} />}
      {entry.isUnchecked.value && <parts.Sorry text={`${form.unchecked} ${form.refusedText}`} />}
      {(text || hasPast || entry.words.value > 0) && (
        <p class="lead">
          {text} {entry.words.value > 0 && say.after}{' '}
          {hasPast && (
            <Button class="lk" onClick={() => (entry.isAside.value = true)}>
              {view.words.log}
            </Button>
          )}
        </p>
      )}
    </parts.Form>
  )
}
