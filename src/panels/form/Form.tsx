import { useSignal } from '@preact/signals'
import type { ComponentChildren, ComponentType } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { FormModel } from '../../core/form.js'
import type { FormValues } from '../../protocol/form.js'
import { count } from '../../i18n/format.js'
import type { View } from '../chat/view.js'
import { Button } from '../parts/Button.js'
import { held } from '../parts/hands.js'
import { Icon } from '../parts/Icon.js'
import type { FieldProps } from './field.js'
import type { FormWords } from '../../i18n/words.js'

export interface FormProps {
  /** Draws one field. */
  Field: ComponentType<FieldProps>
  model: FormModel
  words: FormWords
  locale: string
  /** Accessible name. */
  name: string
  /** Is where writing starts while the form is there. */
  start: { current: HTMLElement | null }
  /** Where it is kept that somebody fills it in, and what waits for them to be done. */
  hands?: Pick<View, 'root' | 'hands' | 'next'>
  /** The word on the button. */
  action: string
  /** What a program has written where no person looks. */
  onTrap(text: string): void
  onSubmit(values: FormValues): void
  /** What stands above the fields, whatever is wrong with them. */
  above?: ComponentChildren
  /** What stands under the button. */
  below?: ComponentChildren
  children?: ComponentChildren
}

/** Any form: one column, errors beside their fields, a button that can always be pressed. */
export const Form = ({
  Field,
  model,
  words,
  locale,
  name,
  start,
  hands,
  action,
  onTrap,
  onSubmit,
  ...more
}: FormProps) => {
  const form = useRef<HTMLFormElement>(null)
  const isTried = useSignal(false)
  const first = useRef(model.values.peek())
  const wrong = Object.keys(model.faults.value).length
  const submit = (event: Event) => {
    event.preventDefault()
    const values = model.submit()
    isTried.value = !values
    if (values) return onSubmit(values)
    // Drawn in a microtask: what is wrong is marked only then.
    queueMicrotask(() => form.current?.querySelector<HTMLElement>('.bad :is(input, textarea, select)')?.focus())
  }
  useLayoutEffect(() => {
    start.current = form.current?.querySelector('.in') ?? null
    return () => (start.current = null)
  }, [])
  return (
    <form class="f" aria-label={name} noValidate onSubmit={submit} ref={form}>
      {isTried.value && wrong > 1 ? (
        <div class="sorry" role="alert">
          <Icon name="alert" small />
          <p>
            <b>{count(locale, words.missing, { n: wrong })}</b> {words.kept}
          </p>
        </div>
      ) : (
        more.children
      )}
      {more.above}
      <div class="fields" {...(hands && held(hands, () => model.values.peek() === first.current))}>
        {model.fields.value.map(field => (
          <Field key={field.name} model={model} field={field} words={words} />
        ))}
      </div>
      <Trap onTrap={onTrap} />
      {hands?.next.value?.line}
      {/* A field that is left grows by its error: the button must stay where it was pressed. */}
      <Button class="b fill" type="submit" onMouseDown={event => event.preventDefault()}>
        {action}
      </Button>
      {more.below}
    </form>
  )
}

/** Seen by nobody, reached by no key: only a program fills it in. */
const Trap = ({ onTrap }: Pick<FormProps, 'onTrap'>) => (
  <div class="vh" aria-hidden="true" inert>
    <input
      name="website"
      tabIndex={-1}
      autocomplete="off"
      onInput={({ currentTarget }) => onTrap(currentTarget.value)}
    />
  </div>
)
