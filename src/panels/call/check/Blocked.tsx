import { fill, wordsOf } from '../../../i18n/format.js'
import { inApp } from '../../../media/devices.js'
import { Button } from '../../parts/Button.js'
import { cameraOff, Sign } from '../signs.js'
import type { InnerView } from '../view.js'

/** Ways on from a device check. */
export interface Ways {
  view: InnerView
  /** Goes in. Absent: it goes in by itself. */
  onJoin?: () => void
  /** Back to the messages. */
  onLater?: () => void
  /** By telephone. */
  onCallback?: (() => void) | undefined
}

/** What may be better the next time. */
const MENDABLE = ['denied', 'noDevices', 'inUse']

/** Nothing can be sent: what it is, how it is mended, and the ways on without it. */
export const Blocked = ({ view, onJoin, onLater, onCallback }: Ways) => {
  const { local } = view.model
  const said = view.words.value
  const outcome = local.outcome.value
  const app = outcome === 'unsupported' ? inApp() : undefined
  const say = (words: Record<string, string>) =>
    fill(wordsOf(words, app ? 'inApp' : outcome) ?? '', { name: app ?? '' })
  const isMendable = MENDABLE.includes(outcome ?? '')
  const quietly = async () => {
    await local.ask(false)
    onJoin?.()
  }
  return (
    <div class="calm blocked">
      <span class="warn">
        <Sign of={cameraOff} />
      </span>
      <div role="status">
        <h3>{say(said.faults)}</h3>
        <p>{say(said.outcomes)}</p>
      </div>
      {outcome === 'denied' && (
        <ol>
          <li>{said.steps.first}</li>
          <li>{said.steps.second}</li>
          <li>{said.steps.third}</li>
        </ol>
      )}
      <div class="ways">
        {isMendable && (
          <Button class="cb fill" onClick={() => void local.ask(true)}>
            {said.retry}
          </Button>
        )}
        {isMendable && onJoin && (
          <Button class="cb" onClick={() => void quietly()}>
            {outcome === 'noDevices' ? said.listenOnly : said.soundOnly}
          </Button>
        )}
        {onCallback && (
          <Button class={isMendable ? 'cb' : 'cb fill'} onClick={onCallback}>
            {said.callBack}
          </Button>
        )}
        {onLater && (
          <Button class="lk" onClick={onLater}>
            {view.page ? said.hangUp : said.toChat}
          </Button>
        )}
      </div>
    </div>
  )
}
