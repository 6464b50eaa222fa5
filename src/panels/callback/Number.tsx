import type { ReadonlySignal } from '@preact/signals'
import type { ConnectionStatus } from '../../core/model.js'
import type { CallbackWords } from '../../i18n/words.js'
import { Button, Sign } from './parts.js'
import type { Knocking } from './model.js'

interface NumberProps {
  knocking: Knocking
  words: ReadonlySignal<CallbackWords>
  connection: ReadonlySignal<ConnectionStatus>
  input: { current: HTMLInputElement | null }
  /** Another way in: to write. */
  onWrite(): void
}

/** The number that an operator gave: typed or pasted, however it is parted. */
export const Number = ({ knocking, words, connection, input, onWrite }: NumberProps) => {
  const { field, isBusy, isWhole, fault, sentence } = knocking
  const said = words.value
  const isBad = !!fault.value && fault.value !== 'stopped'
  const onSubmit = (event: Event) => {
    event.preventDefault()
    input.current?.focus()
    void knocking.connect()
  }
  const onInput = ({ currentTarget, inputType }: InputEvent & { currentTarget: HTMLInputElement }) => {
    knocking.type(currentTarget.value)
    // What was typed in just now is shown as it is told.
    currentTarget.value = field.peek()
    if (inputType === 'insertFromPaste' && isWhole.peek()) void knocking.connect()
  }
  return (
    <form class={`way ${isBad ? 'bad' : ''}`} noValidate onSubmit={onSubmit}>
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
        <Button type="submit" class={isWhole.value ? 'b p' : 'b'} aria-disabled={isBusy.value}>
          {isBusy.value ? said.connecting : said.connect}
        </Button>
      </div>
      <div id="about">
        {sentence.value ? (
          <p class="err" role={isBad ? 'alert' : 'status'}>
            {isBad && <Sign path={ALERT} small />}
            <span>{sentence.value}</span>
          </p>
        ) : (
          <p class="hint">{isBusy.value && connection.value.state !== 'online' ? said.unheard : said.hint}</p>
        )}
      </div>
      {HELPED.includes(fault.value) && (
        <Button class="lk" onClick={onWrite}>
          {said.write}
        </Button>
      )}
    </form>
  )
}

const ALERT = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V13M12 16.4v.1'

/** Faults that another number would not mend. */
const HELPED = ['away', 'often', 'unsupported', 'ended', 'failed', 'open']
