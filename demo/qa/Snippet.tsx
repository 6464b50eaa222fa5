import { deviceOf } from '../../src/messengers.js'
import type { Qa } from './model.js'
import { toSnippet } from './snippet.js'
import { words } from './words.js'

/** It follows what is chosen. */
export const Snippet = ({ qa }: { qa: Qa }) => (
  <>
    <h2 id="snippet">{words.snippet}</h2>
    {/* Longer than the pane: it scrolls, by keys too. */}
    <pre class="snippet" role="region" aria-labelledby="snippet" tabIndex={0}>
      {toSnippet(qa.choices.value, { origin: location.origin, device: deviceOf(navigator) })}
    </pre>
  </>
)
