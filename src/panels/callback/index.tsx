import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import english from '../../i18n/en/callback.js'
import calm from '../chat/Calm.css'
import { mountFrame } from '../frame/mount-frame.js'
import type { MountRoom, Panel } from '../panel.js'
import css from './Callback.css'
import { Invitation, type InvitationProps } from './Invitation.js'
import { knock, type Life } from './knock.js'
import { readLink } from './link.js'
import { createKnocking, type RoomWords } from './model.js'
import { Ringing } from './Ringing.js'
import { createSwitch } from './switch.js'

/** `handle.join`: resolves once it rings. */
export const join = async (life: Life, code: unknown): Promise<void> => void (await knock(life, code))

/** Opens “Call me back”: the number of an invitation. Once somebody has opened the door, the chat takes its place. */
export const mount: MountRoom = options => {
  const { life, locale, onClose, open } = options
  const words: ReadonlySignal<RoomWords> = computed(() => {
    const chat = options.words.value
    return { ...chat, ...(chat.callback ?? english) }
  })
  const toChat = createSwitch(onClose, () => open('webchat'))
  const polite = signal('')
  const input: InvitationProps['input'] = { current: null }
  const knocking = createKnocking({ life, words, locale, given: readLink(), onAccepted: toChat.go })
  const { isRinging } = knocking
  const panel: Panel = mountFrame(options, {
    css: calm + css,
    live: { polite, assertive: signal('') },
    name: () => words.value.title,
    running: isRinging,
    head: <Head words={words} />,
    body: <Body {...{ knocking, words, input }} onWrite={toChat.go} />,
    start: () => input.current,
  })
  let soon: ReturnType<typeof setTimeout> | undefined
  const undo = effect(() => {
    polite.value = isRinging.value ? words.peek().ringing : ''
    // What had the focus goes: it stays where writing starts, once that is drawn.
    if (options.root.activeElement) soon = setTimeout(panel.focus)
  })
  return {
    focus: panel.focus,
    dispose: () => {
      undo()
      clearTimeout(soon)
      knocking.dispose()
      toChat.dispose()
      panel.dispose()
    },
  }
}

const PHONE =
  'M6 3.5h3l1.7 4.3-2 1.7a12 12 0 0 0 5.8 5.8l1.7-2 4.3 1.7v3a2 2 0 0 1-2.1 2A16 16 0 0 1 4 5.6a2 2 0 0 1 2-2.1zM20.5 3.5l-6 6M14.5 5v4.5H19'

const Head = ({ words }: Pick<InvitationProps, 'words'>) => (
  <>
    <span class="av">
      <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
        <path d={PHONE} />
      </svg>
    </span>
    <div>
      <h2 tabIndex={-1}>{words.value.title}</h2>
    </div>
  </>
)

const Body = (props: InvitationProps) =>
  props.knocking.isRinging.value ? (
    <Ringing words={props.words} onStop={props.knocking.stop} />
  ) : (
    <div class="ways">
      <Invitation {...props} />
    </div>
  )
