import { effect, signal } from '@preact/signals'
import calm from '../chat/Calm.css'
import { mountFrame } from '../frame/mount-frame.js'
import type { MountRoom, Panel } from '../panel.js'
import { Body } from './Body.js'
import { createBring } from './bring.js'
import css from './Callback.css'
import { createDrawn, type Drawn } from './drawn.js'
import { Head } from './Head.js'
import { createSwitch } from './switch.js'

/**
 * Opens “Call me back”: a number to be called, or the number of an invitation. What becomes of them is told by the room
 * `called`, which comes behind the first drawing; whatever is typed or pressed before waits for it.
 */
export const mount: MountRoom = options => {
  const { onClose, open, speak } = options
  const { ask, dispose } = createBring(
    async () => {
      const words = speak?.('called')
      // Beside it, so that neither waits for the other.
      if (!isDue.peek()) void drawn.fetchNumbers()
      const room = await import('../called/index.js')
      await words
      return room.begin(drawn)
    },
    () => phone.isBusy.peek() || code.isBusy.peek(),
  )
  let isClosed = false
  const toChat = createSwitch(onClose, () => open('webchat'))
  const first = createDrawn(options, ask)
  const { phone, code, words, polite, isDue } = first
  const drawn: Drawn = {
    ...first,
    // Until it can be said what rings.
    told: signal(
      isDue.peek() && (
        <div class="calm">
          <p>{words.value.moment}</p>
        </div>
      ),
    ),
    focus: () => panel.focus(),
    toChat: () => isClosed || toChat.go(),
  }
  const panel: Panel = mountFrame(options, {
    css: calm + css,
    live: { polite, assertive: signal('') },
    name: () => words.value.title,
    running: isDue,
    head: <Head {...drawn} />,
    body: <Body {...drawn} />,
    // Who has begun with an invitation goes on there.
    start: () => {
      const { wrong, note } = code.said.peek()
      return (code.text.peek() || wrong || note ? undefined : phone.input.current) ?? code.input.current
    },
  })
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  // Behind the drawing; who saves data fetches it at the first touch, or when there is something to tell.
  const undo = effect(() => {
    if (!connection?.saveData || isDue.value) ask()
  })
  return {
    focus: panel.focus,
    dispose: () => {
      isClosed = true
      undo()
      dispose()
      toChat.dispose()
      panel.dispose()
    },
  }
}
