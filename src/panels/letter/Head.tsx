import { fill } from '../../i18n/format.js'
import type { Room } from './room.js'

const ENVELOPE =
  'M5.5 5h13A2.5 2.5 0 0 1 21 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5v-9A2.5 2.5 0 0 1 5.5 5zM3.6 6.8L12 13l8.4-6.2'

/** What this is, and when somebody is back. */
export const Head = ({ room }: { room: Room }) => (
  <>
    <span class="av">
      <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
        <path d={ENVELOPE} />
      </svg>
    </span>
    <div>
      <h2 tabIndex={-1}>{room.words.letter}</h2>
      <Line room={room} />
    </div>
  </>
)

const Line = ({ room: { words, letter, view, isAway, parts } }: { room: Room }) => {
  const { state, at } = view.conversation.availability.value.webchat ?? UNKNOWN
  if (letter.state === 'waiting') return <p>{words.safeLine}</p>
  if (letter.state === 'sent' || state === 'unknown' || view.letter.value) return null
  return (
    <p>
      <i class={`dot ${state}`} />
      {!isAway ? view.words[state] : at ? fill(words.next, { time: parts.sayTime(view.locale.value, at) }) : words.away}
    </p>
  )
}

const UNKNOWN = { state: 'unknown', at: undefined } as const
