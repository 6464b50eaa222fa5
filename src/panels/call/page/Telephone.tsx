import { useSignal } from '@preact/signals'
import { requestCallback } from '../../callback/request.js'
import { Button } from '../../parts/Button.js'
import type { PageView } from './CallPage.js'

/** To be called instead: the backend looks at the number, and what is wrong with it loses nothing. */
export const Telephone = ({ view }: { view: PageView }) => {
  const said = view.words.value
  const at = useSignal<'asking' | 'sending' | 'sent' | 'refused'>('asking')
  const onSubmit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const field = event.currentTarget.elements.namedItem('phone') as HTMLInputElement
    at.value = 'sending'
    try {
      await requestCallback(view.life, { phone: field.value })
      // Who waits here waits by the telephone from now on; who talks already has nothing here to talk by.
      view.leave()
      at.value = 'sent'
    } catch {
      at.value = 'refused'
      field.focus()
    }
  }
  if (at.value === 'sent')
    return (
      <div class="words">
        <div role="status">
          <h2>{said.willCall}</h2>
        </div>
      </div>
    )
  return (
    <form class="words" aria-label={said.callBack} onSubmit={event => void onSubmit(event)}>
      <h2>{said.callBack}</h2>
      <label>
        {said.phone}
        <input name="phone" type="tel" autocomplete="tel" dir="ltr" required aria-describedby="how" />
      </label>
      <p id="how" role="status">
        {at.value === 'refused' ? said.wrongNumber : said.phoneMore}
      </p>
      <Button class="cb fill" type="submit" disabled={at.value === 'sending'}>
        {said.callMe}
      </Button>
    </form>
  )
}
