import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { sayLine } from './say.js'
import type { View } from './view.js'

const ICONS = { lost: 'nonet', back: 'check', fault: 'alert' } as const

/** The truth about the connection, once it matters. It is said aloud by the frame's regions, not from here. */
export const Banner = ({ view }: { view: View }) => {
  const state = view.line.value
  if (!state) return null
  const onRetry = () => {
    view.conversation.reconnect()
    view.focus()
  }
  return (
    <div class={`banner ${state}`} key={state}>
      <Icon name={ICONS[state]} small />
      <span>{sayLine(view)}</span>
      {state !== 'back' && (
        <Button class="lk" onClick={onRetry}>
          {view.words[state === 'lost' ? 'now' : 'retry']}
        </Button>
      )}
    </div>
  )
}
