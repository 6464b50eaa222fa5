import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { insist } from '../../core/calling.js'
import english from '../../i18n/en/videocall.js'
import type { CallWords } from '../../i18n/words.js'
import calm from '../chat/Calm.css'
import { createSwitch } from '../callback/switch.js'
import { mountFrame } from '../frame/mount-frame.js'
import type { MountRoom, Panel } from '../panel.js'
import askCss from './Ask.css'
import buttonCss from './Button.css'
import { createDrawn } from './Drawn.js'
import { hold } from './held.js'
import { camera, Sign } from './signs.js'

/**
 * “Video call” where it runs in this page: first how one will look and sound; then the chat takes over, with its queue and the
 * call above the messages. Where nobody is there the chat knows the ways on.
 */
export const mountBefore: MountRoom = options => {
  const { life, onClose, open } = options
  const conversation = life.connect()
  const { model, line, name, rooms } = hold(options, conversation)
  const words = computed(() => options.words.value.videocall ?? english)
  const toChat = createSwitch(onClose, () => open('webchat'))
  const isTaken = () => /offered|running/.test(line.call.value?.state ?? '')
  const join = () => {
    const session = conversation.session.peek()
    model.enter()
    if (session?.state !== 'accepted') conversation.enter({ entry: 'video', skipForm: true })
    else if (!isTaken()) void insist(line, 'call.offer', { session: session.id })
    toChat.go()
  }
  const view = { model, words, name }
  const drawn = createDrawn({ ...options, view, rooms, spoken: () => options.words.value.callroom })
  // What the backend can is known once it has greeted: the panel may be there before.
  const Looking = () =>
    drawn.check({
      onJoin: join,
      onLater: toChat.go,
      onCallback: conversation.can('callback') ? () => void open('callback') : undefined,
    })
  const panel: Panel = mountFrame(options, {
    css: calm + askCss + buttonCss,
    live: { polite: signal(''), assertive: signal('') },
    name: () => words.value.title,
    running: computed(isTaken),
    head: <Head title={words} />,
    body: <Looking />,
    start: () => undefined,
  })
  const undo = effect(() => {
    const isAway = conversation.availability.value.video?.state === 'offline'
    // A call that goes on is above the messages.
    if (isAway || isTaken()) queueMicrotask(toChat.go)
  })
  return {
    focus: panel.focus,
    dispose: () => {
      undo()
      drawn.dispose()
      if (!model.wanted.peek()) model.local.release()
      toChat.dispose()
      panel.dispose()
    },
  }
}

const Head = ({ title }: { title: ReadonlySignal<CallWords> }) => (
  <>
    <span class="av">
      <Sign of={camera} />
    </span>
    <div>
      <h2 tabIndex={-1}>{title.value.title}</h2>
    </div>
  </>
)
