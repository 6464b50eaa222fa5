import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import english from '../../i18n/en/callback.js'
import type { CallbackWords } from '../../i18n/words.js'
import calm from '../chat/Calm.css'
import { mountFrame } from '../frame/mount-frame.js'
import type { MountRoom, Panel } from '../panel.js'
import css from './Callback.css'
import { createKnocking, type Knocking } from './model.js'
import { Number } from './Number.js'
import { Sign } from './parts.js'
import { Ringing } from './Ringing.js'
import { readLink } from './link.js'
import { createSwitch } from './switch.js'

export { knock as join } from './knock.js'

/** Opens “Call me back”: the number of an invitation. Once somebody has opened the door, the chat takes its place. */
export const mount: MountRoom = options => {
  const { life, locale, onClose, open } = options
  const words: ReadonlySignal<CallbackWords> = computed(() => options.words.value.callback ?? english)
  const given = readLink()
  // By a link nobody has acted yet: connecting waits for the button.
  const conversation = given ? options.conversation : life.connect()
  const toChat = createSwitch(onClose, () => open('webchat'))
  const polite = signal('')
  const input: { current: HTMLInputElement | null } = { current: null }
  const knocking = createKnocking({ life, conversation, words, locale, given, onAccepted: toChat.go })
  const { isRinging } = knocking
  const { connection } = conversation
  const panel: Panel = mountFrame(options, {
    css: calm + css,
    live: { polite, assertive: signal('') },
    name: () => words.value.title,
    running: isRinging,
    head: [<Mark key="mark" />, <Title key="title" words={words} />],
    body: <Body {...{ knocking, words, connection, input, onWrite: toChat.go }} />,
    start: () => input.current,
  })
  const undo = effect(() => {
    polite.value = isRinging.value ? words.peek().ringing : ''
    if (isRinging.value) panel.focus()
  })
  return {
    focus: panel.focus,
    dispose: () => {
      undo()
      knocking.dispose()
      toChat.dispose()
      panel.dispose()
    },
  }
}

const PHONE =
  'M6 3.5h3l1.7 4.3-2 1.7a12 12 0 0 0 5.8 5.8l1.7-2 4.3 1.7v3a2 2 0 0 1-2.1 2A16 16 0 0 1 4 5.6a2 2 0 0 1 2-2.1zM20.5 3.5l-6 6M14.5 5v4.5H19'

const Mark = () => (
  <span class="av">
    <Sign path={PHONE} />
  </span>
)

const Title = ({ words }: { words: ReadonlySignal<CallbackWords> }) => (
  <div>
    <h2 tabIndex={-1}>{words.value.title}</h2>
  </div>
)

const Body = (props: Parameters<typeof Number>[0] & { knocking: Knocking }) =>
  props.knocking.isRinging.value ? (
    <Ringing words={props.words} onStop={props.knocking.stop} />
  ) : (
    <div class="ways">
      <Number {...props} />
    </div>
  )
