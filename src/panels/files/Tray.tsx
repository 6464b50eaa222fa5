import type { Uploads } from '../../core/uploads.js'
import { fill } from '../../i18n/format.js'
import type { View } from '../chat/view.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { sayState, wordsIn } from './say.js'

interface TrayProps {
  view: View
  uploads: Uploads
  /** Of which field; undefined: those that become messages. */
  place?: string
}

/** Files on their way: how far each is, and the way out. */
export const Tray = ({ view, uploads, place }: TrayProps) => {
  const words = wordsIn(view)
  const locale = view.locale.value
  const mine = uploads.items.value.filter(item => item.place === place && (place !== undefined || item.state !== 'done'))
  if (!mine.length) return null
  return (
    <ul class="tray">
      {mine.map(item => {
        const { id, name, state, ratio } = item
        const isWrong = state === 'stopped' || state === 'refused'
        return (
          <li class={isWrong ? 'file o bad' : 'file o'} key={id}>
            <div>
              <b>
                <bdi>{name}</bdi>
              </b>
              <small role={isWrong ? 'alert' : undefined}>
                {state === 'done' ? words.here : sayState(words, locale, item)}
              </small>
              {state === 'going' && <progress max={1} value={ratio} aria-label={fill(words.sending, { name })} />}
              {isWrong && (
                <Button class="lk" onClick={() => uploads.retry(id)}>
                  {words.retry}
                </Button>
              )}
            </div>
            <Button
              class="ib"
              aria-label={fill(state === 'going' ? words.cancel : words.remove, { name })}
              onClick={() => uploads.remove(id)}
            >
              <Icon name="close" small />
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
