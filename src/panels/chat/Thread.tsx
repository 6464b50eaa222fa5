import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import type { ThreadItem } from '../../core/model.js'
import { count } from '../../i18n/format.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { Closing } from './Closing.js'
import { Row } from './Row.js'
import { toRows, type Row as RowOf } from './rows.js'
import { useScroll } from './scroll.js'
import { useSlice } from './slice.js'
import type { View } from './view.js'

/** The conversation. The log stands from the first render, so that what is added to it later is heard, and only that. */
export const Thread = ({ view }: { view: View }) => {
  const { conversation, words, locale, atEnd } = view
  const items = conversation.thread.value
  const slice = useSlice(items, view)
  const older = conversation.older.value
  const { box, isEarlier, onScroll, toEnd } = useScroll(view, items, slice)
  const wasOnline = useRef(false)
  const draw = useRef(createDraw(view))
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
          {toRows(items.slice(slice.hidden), conversation.newFrom.value).map(draw.current)}
          <Closing view={view} />
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

/** Draws a row, and leaves one that has not changed as it stands: a message more costs no other one anything. */
const createDraw = (view: View) => {
  const drawn = new WeakMap<ThreadItem, VNode<{ row: RowOf }>>()
  return (row: RowOf) => {
    const { item } = row
    let node = drawn.get(item)
    if (JSON.stringify(node?.props.row) !== JSON.stringify(row))
      drawn.set(item, (node = <Row key={item.key} view={view} row={row} />))
    return node
  }
}
