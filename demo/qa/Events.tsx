import { useState } from 'preact/hooks'
import { count } from '../../src/i18n/format.js'
import { describe, isError } from './describe.js'
import { Findings } from './Findings.js'
import type { Qa } from './model.js'
import { words } from './words.js'

/** Every public event, newest first. */
export const Events = ({ qa }: { qa: Qa }) => {
  const events = qa.events.value
  const [note, setNote] = useState('')
  const copy = (): void => {
    const lines = events.map(event => JSON.stringify(event))
    Promise.resolve()
      .then(() => navigator.clipboard.writeText(lines.join('\n')))
      .then(
        () => setNote(count('en', words.copied, { n: lines.length })),
        () => setNote(words.notCopied),
      )
  }
  return (
    <section class="pane log" aria-label={words.events}>
      <header>
        <h2>{words.events}</h2>
        <span class="hint" role="status">
          {note}
        </span>
        <button type="button" class="b" onClick={qa.diagnosis.run}>
          {words.diagnose}
        </button>
        <button type="button" class="b" onClick={copy}>
          {words.copy}
        </button>
        <button type="button" class="b" onClick={qa.clear}>
          {words.clear}
        </button>
      </header>
      <Findings {...qa.diagnosis} />
      {events.length ? (
        <ol aria-label={words.events}>
          {events.map(event => (
            <li key={event.id} class={isError(event) ? 'er' : ''}>
              <time>{toTime(event.at)}</time>
              <span>
                <b>{event.type}</b>
                <code dir="ltr">{describe(event)}</code>
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <p class="none">{words.empty}</p>
      )}
    </section>
  )
}

const toTime = (at: number): string => new Date(at).toTimeString().slice(0, 8)
