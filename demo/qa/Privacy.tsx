import { Switch } from '../desk/parts/Switch.js'
import { Switches } from './Controls.js'
import type { Qa } from './model.js'
import { words } from './words.js'

/** Consent as a site's platform tells it, and both ways to leave. */
export const Privacy = ({ qa }: { qa: Qa }) => {
  const isDemanded = qa.choices.value.consent === 'true'
  return (
    <>
      <Switches title={words.privacy}>
        <Switch label={words.consent} on={isDemanded} onToggle={on => qa.choose('consent', on ? 'true' : '')} />
        {isDemanded && <Switch label={words.agreed} on={qa.agreed.value} onToggle={qa.agree} />}
        <button type="button" class="b" title={words.shareText} onClick={qa.share}>
          {words.share}
        </button>
        <button type="button" class="b" onClick={qa.logout}>
          {words.logout}
        </button>
        <button type="button" class="b" onClick={qa.forget}>
          {words.forget}
        </button>
      </Switches>
      <p class="hint" role="status">
        {qa.receipt.value}
      </p>
    </>
  )
}
