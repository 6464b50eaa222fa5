import type { ReadonlySignal } from '@preact/signals'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import type { Knocking, RoomWords } from './model.js'

export interface InvitationProps {
  knocking: Knocking
  words: ReadonlySignal<RoomWords>
  input: { current: HTMLInputElement | null }
  /** Another way in: to write. */
  onWrite(): void
}

/** The number that an operator gave: typed or pasted, however it is parted. */
export const Invitation = ({ knocking, words, input, onWrite }: InvitationProps) => {
  const { field, isBusy, isWhole, isCut, fault, sentence } = knocking
  const said = words.value
  const isBad = !!fault.value && fault.value !== 'stopped'
  const onSubmit = (event: Event) => {
    event.preventDefault()
    input.current?.focus()
    knocking.knock()
  }
  const onInput = ({ currentTarget, inputType }: InputEvent & { currentTarget: HTMLInputElement }) => {
    knocking.type(currentTarget.value)
    // What has become a number in this very moment is shown as it is told.
    currentTarget.value = field.peek()
    if (inputType === 'insertFromPaste' && isWhole.peek()) knocking.knock()
  }
  return (
    <form class={isBad ? 'way bad' : 'way'} noValidate onSubmit={onSubmit}>
      <label for="number">{said.number}</label>
      <div class="join">
        <input
          id="number"
          class="in"
          inputMode="numeric"
          autocomplete="one-time-code"
          placeholder="000 000"
          dir="ltr"
          aria-invalid={isBad}
          aria-describedby="about"
          value={field.value}
          ref={input}
          onInput={onInput}
        />
        <Button type="submit" class={isWhole.value ? 'b fill' : 'b'} aria-disabled={isBusy.value}>
          {isBusy.value ? said.sending : said.connect}
        </Button>
      </div>
      <div id="about">
        {sentence.value ? (
          <p class="err" role={isBad ? 'alert' : 'status'}>
            {isBad && <Icon name="alert" small />}
            <span>{sentence.value}</span>
          </p>
        ) : (
          <p class="hint" role="status">
            {isBusy.value && isCut.value ? said.lost : said.hint}
          </p>
        )}
      </div>
      {isBad && !MENDED.includes(fault.value) && (
        <Button class="lk" onClick={onWrite}>
          {said.write}
        </Button>
      )}
    </form>
  )
}

/** Faults that another number mends; with any other, writing leads on. */
const MENDED = ['digits', 'unknown', 'used', 'expired', 'revoked']
