import { useLayoutEffect, useMemo } from 'preact/hooks'
import { Button } from '../../parts/Button.js'
import { createPace } from '../../form/pace.js'
import { createPosted } from '../../form/posted.js'
import type { PageView } from './CallPage.js'

/** Whoever is quicker than a person can be waits a moment. No page stands around this one that could check anything. */
const createSending = ({ conversation }: PageView) => ({
  pace: createPace({ check: () => undefined }, 'letter'),
  posted: createPosted(conversation, 'letter.send'),
})

interface LetterProps {
  view: PageView
  /** The number that somebody wanted to be called at before. */
  phone: string
}

/** What one leaves when nobody is there: kept until it has arrived, and called sent only then. */
export const Letter = ({ view, phone }: LetterProps) => {
  const { words, conversation } = view
  const said = words.value
  const { pace, posted } = useMemo(() => createSending(view), [])
  useLayoutEffect(
    () => () => {
      pace.dispose()
      posted.dispose()
    },
    [],
  )
  const letter = posted.post.value
  const state = pace.isBusy.value ? 'sending' : letter.state
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const values: Record<string, string> = { __proto__: null as never }
    for (const name of ['name', 'email', 'message'] as const) {
      const field = event.currentTarget.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement | null
      if (field?.value.trim()) values[name] = field.value
    }
    // One that was refused is written anew.
    posted.done()
    pace.send(filled => conversation.post({ type: 'letter.send', values, ...filled }))
  }
  if (state !== 'none' && state !== 'refused')
    return (
      <div class="words">
        <div role="status">
          <h2>{{ sending: said.sending, waiting: said.kept, sent: said.sent }[state]}</h2>
        </div>
      </div>
    )
  const number = phone && `${said.phone}: ${phone}\n`
  const { name, email, message = number } = letter.state === 'refused' ? letter.command.values : {}
  return (
    <form class="words" aria-label={said.letter} onSubmit={onSubmit}>
      <h2>{said.letter}</h2>
      <label>
        {said.name}
        <input name="name" autocomplete="name" maxLength={200} defaultValue={name ?? ''} />
      </label>
      <label>
        {said.email}
        <input name="email" type="email" autocomplete="email" required defaultValue={email ?? ''} />
      </label>
      <label>
        {said.message}
        <textarea name="message" rows={3} required defaultValue={message} />
      </label>
      {letter.state === 'refused' && <p role="alert">{said.unsent}</p>}
      <Button class="cb fill" type="submit">
        {said.send}
      </Button>
    </form>
  )
}
