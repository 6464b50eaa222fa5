import type { ComponentChild, ComponentProps } from 'preact'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import type { Drawn } from './drawn.js'
import type { Field } from './ways.js'

interface WayProps extends ComponentProps<'input'> {
  drawn: Drawn
  field: Field
  id: string
  label: string
  hint: string
  /** What the button says at first. */
  press: string
  /** What stands above the field, and what before it in its row; without that, the button is in the row. */
  above?: ComponentChild
  before?: ComponentChild
}

/** One of the two ways to a person: a field with its name, what is said of it, and the button. */
export const Way = ({ drawn, field, label, hint, press, above, before, ...rest }: WayProps) => {
  const { wrong, note, isWhole, press: says = press, more } = field.said.value
  const { sending, lost } = drawn.words.value
  const isBusy = field.isBusy.value
  const about = `about-${rest.id}`
  const button = (
    <Button type="submit" class={before || isWhole ? 'b fill' : 'b'} aria-disabled={isBusy}>
      {isBusy ? sending : says}
    </Button>
  )
  return (
    <form
      class={wrong ? 'way bad' : 'way'}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        field.input.current?.focus()
        drawn.press(field)
      }}
    >
      {above}
      <div class="fl">
        <label for={rest.id}>{label}</label>
        <div class={before ? 'tel' : 'join'}>
          {before}
          <input
            class="in"
            dir="ltr"
            aria-invalid={!!wrong}
            aria-describedby={about}
            value={field.text.value}
            ref={field.input}
            onFocus={drawn.want}
            onInput={({ currentTarget, inputType }) => drawn.type(field, currentTarget, inputType)}
            {...rest}
          />
          {!before && button}
        </div>
        <div id={about}>
          {wrong ? (
            <p class="err" role="alert">
              <Icon name="alert" small />
              <span>{wrong}</span>
            </p>
          ) : (
            <p class="hint" role="status">
              {isBusy && drawn.isCut.value ? lost : (note ?? hint)}
            </p>
          )}
        </div>
      </div>
      {more}
      {before && button}
    </form>
  )
}
