import { Fragment } from 'preact'
import { useRef } from 'preact/hooks'
import { count } from '../../i18n/format.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { Closing } from './Closing.js'
import { Message } from './Message.js'
import { Notice } from './Notice.js'
import { toRows } from './rows.js'
import { useScroll } from './scroll.js'
import { useSlice } from './slice.js'
import type { View } from './view.js'

/** The conversation. The log stands from the first render, so that what is added to it later is heard, and only that. */
export const Thread = ({ view }: { view: View }) => {
  const { conversation, words, locale, dates, atEnd } = view
  const items = conversation.thread.value
  const slice = useSlice(items, view)
  const older = conversation.older.value
  const { box, isEarlier, onScroll, toEnd } = useScroll(view, items, slice)
  const wasOnline = useRef(false)
  wasOnline.current ||= conversation.connection.value.state === 'online'
  /** The button may be gone then: the log goes on by keys. */
  const onEarlier = () => {
    box.current!.focus({ preventScroll: true })
    slice.earlier()
  }
  return (
    <>
      <div
        class="t"
        part="thread"
        role="log"
        aria-label={words.log}
        aria-relevant="additions"
        aria-busy={view.hold.value}
        aria-live={isEarlier || !wasOnline.current ? 'off' : 'polite'}
        tabIndex={0}
        ref={box}
        onScroll={onScroll}
      >
        <div class="log">
          {(slice.hidden > 0 || older) && (
            <Button class="lk earlier" onClick={onEarlier}>
              {older === 'failed' ? words.earlierFailed : words.earlier}
              {older === 'coming' && '…'}
            </Button>
          )}
          {toRows(items.slice(slice.hidden), conversation.newFrom.value).map(row => (
            <Fragment key={row.item.key}>
              {row.day && <p class="day">{dates.day(row.item.at)}</p>}
              {row.fresh && <p class="new">{words.new}</p>}
              {row.item.body.kind === 'notice' ? (
                <Notice view={view} item={row.item} />
              ) : (
                <Message view={view} row={row} />
              )}
            </Fragment>
          ))}
          <Closing view={view} writing={!!conversation.writing.value} />
        </div>
      </div>
      {slice.missed > 0 && !atEnd.value && (
        <div class="jump">
          <Button onClick={toEnd}>
            <Icon name="down" small />
            {count(locale.value, words.newMessages, { n: slice.missed })}
          </Button>
        </div>
      )}
    </>
  )
}
