import { Fragment } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { count } from '../../i18n/format.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { Closing } from './Closing.js'
import { Message } from './Message.js'
import { Notice } from './Notice.js'
import { toRows } from './rows.js'
import { useSlice } from './slice.js'
import type { View } from './view.js'

/** So near (px) to an edge counts as at it. */
const NEAR = 40

/** The conversation. The log stands from the first render, so that what is added to it later is heard, and only that. */
export const Thread = ({ view }: { view: View }) => {
  const { conversation, words, locale, dates, atEnd } = view
  const box = useRef<HTMLDivElement>(null)
  const heard = useRef(false)
  const items = conversation.thread.value
  const { hidden, missed, earlier } = useSlice(items, atEnd)
  const was = useRef({ hidden, height: 0, last: '' })
  heard.current ||= conversation.connection.value.state === 'online'

  const toEnd = () => {
    atEnd.value = true
    box.current!.scrollTop = 0
  }
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!
    atEnd.value = scrollTop > -NEAR
    if (hidden && scrollHeight - clientHeight + scrollTop < NEAR) earlier()
  }
  useLayoutEffect(() => {
    const { scrollHeight } = box.current!
    const { key = '', from } = items.at(-1) ?? {}
    if (key !== was.current.last && from === 'visitor') toEnd()
    // The scroller counts from its end: while the visitor reads above, what grows below must not move what they read.
    else if (!atEnd.peek() && hidden === was.current.hidden) box.current!.scrollTop -= scrollHeight - was.current.height
    was.current = { hidden, height: scrollHeight, last: key }
  })

  const isQuiet = !heard.current || (!atEnd.value && hidden !== was.current.hidden)
  return (
    <>
      <div
        class="t"
        part="thread"
        role="log"
        aria-label={words.log}
        aria-relevant="additions"
        aria-live={isQuiet ? 'off' : 'polite'}
        tabIndex={0}
        ref={box}
        onScroll={onScroll}
      >
        <div class="log">
          {hidden > 0 && (
            <Button class="lk earlier" onClick={earlier}>
              {words.earlier}
            </Button>
          )}
          {toRows(items.slice(hidden), conversation.newFrom.value).map(row => (
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
          <Closing view={view} />
        </div>
      </div>
      {missed > 0 && !atEnd.value && (
        <div class="jump">
          <Button onClick={toEnd}>
            <Icon name="down" small />
            {count(locale.value, words.newMessages, missed)}
          </Button>
        </div>
      )}
    </>
  )
}
