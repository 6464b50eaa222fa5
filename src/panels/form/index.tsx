import { computed, effect } from '@preact/signals'
import { createLive } from '../frame/live.js'
import { mountFrame } from '../frame/mount-frame.js'
import type { Panel, PanelOptions } from '../panel.js'
import calm from '../chat/Calm.css'
import css from './Form.css'
import { Letter } from './Letter.js'
import { createRoom, type Room, type RoomOptions } from './room.js'

/** Opens the form for those who come when nobody is there. */
export const mount = (options: PanelOptions & { letter: Omit<RoomOptions, 'conversation' | 'locale'> }): Panel => {
  const { conversation, locale, letter } = options
  const live = createLive()
  const room = createRoom({ ...letter, conversation, locale })
  const panel = mountFrame(options, {
    css: calm + css,
    live,
    name: words => words.webchat,
    running: computed(() => false),
    head: <Head room={room} />,
    body: <Letter room={room} />,
    start: () => options.root.querySelector<HTMLElement>('.f :is(input, textarea, select)'),
  })
  // What replaces the form takes the focus that was in it.
  let before = room.letters.letter.peek().state
  const undo = effect(() => {
    const { state } = room.letters.letter.value
    const isOther = (state === 'none') !== (before === 'none')
    before = state
    if (isOther) queueMicrotask(panel.focus)
  })
  return {
    focus: panel.focus,
    dispose: () => {
      undo()
      room.dispose()
      panel.dispose()
    },
  }
}

const ENVELOPE =
  'M5.5 5h13A2.5 2.5 0 0 1 21 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5v-9A2.5 2.5 0 0 1 5.5 5zM3.6 6.8L12 13l8.4-6.2'

const Head = ({ room }: { room: Room }) => {
  const { words, conversation, letters } = room
  const kept = letters.letter.value.state === 'waiting'
  const { state = 'unknown' } = conversation.availability.value.webchat ?? {}
  return (
    <>
      <span class="av">
        <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
          <path d={ENVELOPE} />
        </svg>
      </span>
      <div>
        <h2 tabIndex={-1}>{words.letter}</h2>
        {kept ? (
          <p>{words.safeLine}</p>
        ) : (
          state === 'offline' && (
            <p>
              <i class="dot offline" /> {words.away}
            </p>
          )
        )}
      </div>
    </>
  )
}
