import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Button } from '../../parts/Button.js'
import type { PageView } from './CallPage.js'

/** What one leaves when nobody is there: kept until it has arrived. */
export const Letter = ({ view }: { view: PageView }) => {
  const { words, conversation } = view
  const said = words.value
  const since = useMemo(() => Date.now(), [])
  const isSent = useSignal(false)
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const values: Record<string, string> = { __proto__: null as never }
    for (const name of ['name', 'email', 'message'] as const) {
      const field = event.currentTarget.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement | null
      if (field?.value.trim()) values[name] = field.value
    }
    conversation.post({ type: 'letter.send', values, took: Date.now() - since })
    isSent.value = true
  }
  if (isSent.value)
    return (
      <div class="words">
        <div role="status">
          <h2>{said.sent}</h2>
        </div>
      </div>
    )
  return (
    <form class="words" aria-label={said.letter} onSubmit={onSubmit}>
      <h2>{said.letter}</h2>
      <label>
        {said.name}
        <input name="name" autocomplete="name" maxLength={200} />
      </label>
      <label>
        {said.email}
        <input name="email" type="email" autocomplete="email" required />
      </label>
      <label>
        {said.message}
        <textarea name="message" rows={3} required />
      </label>
      <Button class="cb fill" type="submit">
        {said.send}
      </Button>
    </form>
  )
}
