import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Upload, Uploads } from '../../core/uploads.js'
import { fill } from '../../i18n/format.js'
import type { View } from '../chat/view.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { isWrong, mayRetry, sayState, wordsIn, type Speaking } from './say.js'

/** Letters at the end of a name that are always seen: they say its kind. */
const END = 8

interface TrayProps {
  view: Pick<View, 'locale'> & Speaking
  uploads: Uploads
  /** Of what: a field of a form, a conversation; undefined: those that become messages of the visitor. */
  place: string | undefined
  /** The button that was pressed, or stood on, is gone. */
  onGone(): void
}

/** Files on their way: how far each is, and the way out. */
export const Tray = ({ place, ...props }: TrayProps) => {
  const { view, uploads } = props
  const mine = uploads.items.value.filter(item => item.place === place)
  if (!mine.length) return null
  return (
    <ul class="tray" aria-label={wordsIn(view).underWay}>
      {mine.map(item => (
        <Row key={item.id} {...props} item={item} />
      ))}
    </ul>
  )
}

export interface RowProps extends Pick<TrayProps, 'view' | 'onGone'> {
  uploads: Pick<Uploads, 'retry' | 'remove'>
  item: Upload
}

/** One of them. */
export const Row = ({ view, uploads, item, onGone }: RowProps) => {
  const words = wordsIn(view)
  const { id, name, state, ratio } = item
  const row = useRef<HTMLLIElement>(null)
  useLayoutEffect(
    () => () => {
      // Whoever stood on its button stands nowhere when it goes.
      const { current } = row
      if (current?.contains((current.getRootNode() as ShadowRoot).activeElement)) onGone()
    },
    [],
  )
  const onRetry = () => {
    uploads.retry(id)
    onGone()
  }
  return (
    <li class={isWrong(item) ? 'file bad' : 'file'} ref={row}>
      <Icon name="clip" />
      <div>
        <b>
          <bdi>{name.slice(0, -END)}</bdi>
          <bdi>{name.slice(-END)}</bdi>
        </b>
        <small>{sayState(words, view.locale.value, item)}</small>
        {(state === 'going' || state === 'waiting') && (
          <progress max={1} value={ratio} aria-label={fill(words.sending, { name })} />
        )}
        {mayRetry(item) && (
          <Button class="lk" onClick={onRetry}>
            {words.retry}
          </Button>
        )}
      </div>
      <Button
        class="ib"
        aria-label={fill(isWrong(item) || state === 'done' ? words.remove : words.cancel, { name })}
        onClick={() => uploads.remove(id)}
      >
        <Icon name="close" small />
      </Button>
    </li>
  )
}
