import type { ComponentChildren } from 'preact'
import type { FormModel } from '../../core/form.js'
import type { FormValues } from '../../protocol/form.js'
import { count } from '../../i18n/format.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { Field } from './Field.js'
import type { FormWords } from './words.js'

export interface FormProps {
  model: FormModel
  words: FormWords
  locale: string
  /** Accessible name. */
  name: string
  /** The word on the button. */
  action: string
  /** What a program has written where no person looks. */
  onTrap(text: string): void
  onSubmit(values: FormValues): void
  children?: ComponentChildren
}

/** Any form: one column, errors beside their fields, a button that can always be pressed. */
export const Form = ({ model, words, locale, name, action, onTrap, onSubmit, children }: FormProps) => {
  const wrong = Object.keys(model.faults.value).length
  const submit = (event: Event) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const values = model.submit()
    if (values) return onSubmit(values)
    // Drawn in a microtask: what is wrong is marked only then.
    queueMicrotask(() => form.querySelector<HTMLElement>('.bad :is(input, textarea, select)')?.focus())
  }
  return (
    <form class="f" aria-label={name} noValidate onSubmit={submit}>
      {wrong > 1 && (
        <div class="sorry" role="alert">
          <Icon name="alert" small />
          <p>
            <b>{count(locale, words.missing, { n: wrong })}</b> {words.kept}
          </p>
        </div>
      )}
      {children}
      <div class="fields">
        {model.fields.value.map(field => (
          <Field key={field.name} model={model} field={field} words={words} />
        ))}
      </div>
      <Trap onTrap={onTrap} />
      <Button class="b fill" type="submit">
        {action}
      </Button>
    </form>
  )
}

/** Seen by nobody, reached by no key: only a program fills it in. */
const Trap = ({ onTrap }: Pick<FormProps, 'onTrap'>) => (
  <div class="trap" aria-hidden="true" inert>
    <input
      name="website"
      tabIndex={-1}
      autocomplete="off"
      onInput={({ currentTarget }) => onTrap(currentTarget.value)}
    />
  </div>
)
