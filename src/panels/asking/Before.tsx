import { useLayoutEffect } from 'preact/hooks'
import { wordsOf } from '../../i18n/format.js'
import { own } from '../../protocol/own.js'
import { Button } from '../parts/Button.js'
import type { View } from '../chat/view.js'
import type { Parts } from '../form/index.js'
import { idOf, type FieldProps } from '../form/field.js'
import { SHUT, type Entry } from './entry.js'
import type { Field } from './kinds/Field.js'
import { toSaid } from './words.js'

export interface Asking {
  view: View
  parts: Parts
  /** Draws a field of any kind. */
  Kind(props: FieldProps): ReturnType<typeof Field>
}

interface BeforeProps extends Asking {
  entry: Entry
  /** The visitor would rather be called. */
  onCall(): void
}

/** What is asked before the queue. */
export const Before = (props: BeforeProps) => {
  const { view, parts, Kind, entry } = props
  const { say, form } = toSaid(view, parts)
  const model = entry.model.value
  if (!model) return null
  const { title = say.before, text } = model.form
  const hasPast = view.conversation.thread.value.length > entry.words.value
  // Where no chat can begin, the button leads to where something can; whatever else is asked need not be filled in for it.
  const shut = view.conversation.can('letters') && entry.choice.shut.value
  return (
    <parts.Form
      key={model}
      Field={Kind}
      model={shut ? { ...model, submit: () => own({}) } : model}
      words={form}
      start={view.field}
      hands={view}
      locale={view.locale.value}
      name={title}
      action={shut ? say.leave : say.start}
      onTrap={entry.onTrap}
      onSubmit={values => (shut ? entry.leaveWord(shut) : entry.send(values))}
    >
      <h3 class="big">{title}</h3>
      {entry.refusal.value && <Refused {...props} />}
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

/** Nobody takes it: what can be done instead is one press away, and writing goes on at the choice that has to be another. */
const Refused = ({ view, parts, entry, onCall }: BeforeProps) => {
  const { say, form } = toSaid(view, parts)
  const { availability, can } = view.conversation
  const code = entry.refusal.value
  const why =
    code === 'check.failed'
      ? `${form.unchecked} ${form.refusedText}`
      : (wordsOf(say.refusals, code) ?? form.refusedText)
  const isShut = SHUT.test(code)
  const choice = isShut && entry.choice.field.value
  const text = !isShut ? why : `${why} ${form.kept}${choice ? ` ${say.elsewhere}` : ''}`
  const isCalled =
    can('callback') &&
    availability.value.callback?.state !== 'offline' &&
    view.root.querySelector('button[value=callback]')
  useLayoutEffect(() => {
    if (!choice) return
    const first = view.root.getElementById(idOf(choice))
    // The form names its own first field later than this.
    queueMicrotask(() => (view.field.current = first?.closest('.ways')?.querySelector('input:checked') ?? first))
  }, [])
  return (
    <>
      <parts.Sorry text={text} />
      {isShut && (
        <p class="lead">
          {can('letters') && !entry.choice.shut.value && (
            <Button class="lk" onClick={() => entry.leaveWord(why)}>
              {say.leave}
            </Button>
          )}{' '}
          {isCalled && (
            <Button class="lk" onClick={onCall}>
              {say.callMe}
            </Button>
          )}
        </p>
      )}
    </>
  )
}
