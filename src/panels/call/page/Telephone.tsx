import { useSignal } from '@preact/signals'
import { wordsOf } from '../../../i18n/format.js'
import type { Refusal } from '../../called/knock.js'
import { requestCallback } from '../../called/request.js'
import { Button } from '../../parts/Button.js'
import type { PageView } from './CallPage.js'

interface TelephoneProps {
  view: PageView
  /** To leave a message instead; what was typed here goes along. */
  onLetter(phone: string): void
}

/** To be called instead: the backend looks at the number, says what is wrong with it, and nothing typed is lost. */
export const Telephone = ({ view, onLetter }: TelephoneProps) => {
  const said = view.words.value
  const at = useSignal<'asking' | 'sending' | 'sent'>('asking')
  /** Why it was refused, by the last part of the code. */
  const fault = useSignal('')
  const typed = useSignal('')
  const onSubmit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const field = event.currentTarget.elements.namedItem('phone') as HTMLInputElement
    at.value = 'sending'
    fault.value = ''
    try {
      await requestCallback(view.life, { phone: field.value })
      // Who waits here waits by the telephone from now on; who talks already has nothing here to talk by.
      view.leave()
      at.value = 'sent'
    } catch (thrown) {
      at.value = 'asking'
      fault.value = (thrown as Refusal).code.replace(/^\w+\./, '')
      field.focus()
    }
  }
  if (at.value === 'sent') return <Arranged text={said.willCall} />
  return (
    <form class="words" aria-label={said.callBack} onSubmit={event => void onSubmit(event)}>
      <h2>{said.callBack}</h2>
      <label>
        {said.phone}
        <input
          name="phone"
          type="tel"
          autocomplete="tel"
          dir="ltr"
          required
          aria-describedby="how"
          aria-invalid={fault.value === 'number' || fault.value === 'country'}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value
            fault.value = ''
          }}
        />
      </label>
      <p id="how" role="status">
        {fault.value ? (wordsOf(said.uncalled, fault.value) ?? said.unsent) : said.phoneMore}
      </p>
      <Button class="cb fill" type="submit" disabled={at.value === 'sending'}>
        {said.callMe}
      </Button>
      {fault.value === 'closed' && (
        <Button class="cb" onClick={() => onLetter(typed.value)}>
          {said.letter}
        </Button>
      )}
    </form>
  )
}

const Arranged = ({ text }: { text: string }) => (
  <div class="words">
    <div role="status">
      <h2>{text}</h2>
    </div>
  </div>
)
