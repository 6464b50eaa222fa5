import { linked } from '../parts/links.js'
import type { Row } from './rows.js'
import { shownState, State } from './State.js'
import type { View } from './view.js'

/** A few emoji and nothing else, counted in code points. */
const EMOJI = /^[\p{ExtPict}\p{EMod}\p{RI}\u200d\ufe0f]{1,12}$/u

/** A bubble with its caption before and its state after; the name is heard before every one, though seen once. */
export const Message = ({ view, row: { item, first, last } }: { view: View; row: Row }) => {
  const { conversation, words, dates } = view
  const { from, author, at, body, mark } = item
  const isOwn = from === 'visitor'
  const isGone = mark === 'removed'
  const name = isOwn ? words.you : (author?.name ?? conversation.settings.value.title ?? words.webchat)
  const look = isGone ? 'gone' : EMOJI.test(body.text) ? 'big' : ''
  return (
    <>
      {first && !isOwn ? (
        <p class="who">
          <b>{name}</b> · {dates.time(at)}
        </p>
      ) : (
        <span class="vh">{name}: </span>
      )}
      <div class={`m ${isOwn ? 'o' : ''} ${first ? '' : 'more'} ${look} ${shownState(view, item) ?? ''}`} part="bubble">
        {isGone
          ? words.removed
          : (view.slips.value?.seenAs(item) ?? view.filed.value?.seenAs(item) ?? linked(body.text))}
      </div>
      {(isOwn ? last : mark === 'edited') && <State view={view} item={item} />}
    </>
  )
}
