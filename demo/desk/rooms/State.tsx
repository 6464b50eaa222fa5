import type { ThreadItem } from '../../../src/core/model.js'
import { toClock } from '../format.js'
import type { Desk } from '../model/model.js'
import { Icon, type IconName } from '../parts/Icon.js'
import { words } from '../words.js'

/** How far own words have come. What goes out within a second is not worth a word. */
export const State = ({ desk, row }: { desk: Desk; row: ThreadItem }) => {
  const { state } = row
  if (!state) return null
  if (state === 'failed' || state === 'unsure') return <Failed desk={desk} row={row} />
  if ((state === 'sending' || state === 'queued') && desk.now.value - row.at < 1000) return null
  const icon = icons[state]
  const isHeld = state === 'sent' || state === 'read'
  return (
    <p class="st">
      {icon && <Icon name={icon} />}
      {words.states[state]}
      {row.mark === 'edited' && ` · ${words.edited}`}
      {isHeld && ` · ${toClock(row.at)}`}
    </p>
  )
}

const icons: Partial<Record<NonNullable<ThreadItem['state']>, IconName>> = {
  sent: 'check',
  read: 'checks',
  slow: 'clock',
}

const Failed = ({ desk, row }: { desk: Desk; row: ThreadItem }) => (
  <p class="st bad">
    <Icon name="alert" />
    {words.states[row.state ?? 'failed']}
    {row.code === 'tooLarge' && `: ${words.tooLong}`}
    {row.code === 'session.ended' && `: ${words.tooLate}`}
    <button type="button" class="lk" onClick={() => desk.retry(row.key)}>
      {words.retry}
    </button>
    <button type="button" class="lk" onClick={() => desk.discard(row.key)}>
      {words.discard}
    </button>
  </p>
)
