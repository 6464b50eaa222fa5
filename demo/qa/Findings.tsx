import type { Diagnosis } from './diagnosis.js'
import { words } from './words.js'

/** What `diagnose()` says, above the events. */
export const Findings = ({ findings, note }: Diagnosis) => (
  <>
    <p class="said" role="status">
      {note.value}
    </p>
    {findings.value.length > 0 && (
      <ol class="found" aria-label={words.findings}>
        {findings.value.map(({ code, level, message }) => (
          <li key={code + message} class={level === 'fault' ? 'er' : ''}>
            <span>
              <b>{code}</b> {message}
            </span>
          </li>
        ))}
      </ol>
    )}
  </>
)
