import { effect } from '@preact/signals'
import { render } from 'preact'
import { create } from '../../page.js'
import reset from '../../styles/reset.css'
import { adopt } from '../../styles/sheet.js'
import tokens from '../../styles/tokens.css'
import type { Panel, PanelOptions } from '../panel.js'
import parts from '../parts/Parts.css'
import { filesIn } from '../parts/given.js'
import { isTouch } from '../parts/touch.js'
import css from './Frame.css'
import { Frame, type Room } from './Frame.js'
import { listenKeys } from './keys.js'
import { createPhone } from './phone.js'

export interface Framed extends Room {
  /** The room's own sheet. */
  css: string
  /** Where writing starts; undefined when there is nothing to write. */
  start(): HTMLElement | null | undefined
  /** Something is dragged over it, dropped, pasted or chosen. Without it files go nowhere, and the page stays. */
  onFiles?(event: Event): void
}

/** Opens a room in the frame. Its fold takes no timer: the node leaves when its own transitions have ended. */
export const mountFrame = (options: PanelOptions, room: Framed): Panel => {
  const { root, words, locale, onClose } = options
  const undoSheet = adopt(root, tokens + reset + parts + css + room.css)
  const z = create('div')
  z.className = 'z'
  const focus = () => {
    // On touch the title takes it, so that no keyboard jumps up.
    const start = isTouch() ? undefined : room.start()
    ;(start ?? z.querySelector('h2'))?.focus({ __proto__: null, preventScroll: true })
  }
  z.ondragover = z.ondrop = z.onpaste = z.onchange = room.onFiles ?? filesIn
  root.append(z)
  const phone = createPhone(z, { host: root.host, onBack: onClose })
  const undo = [effect(() => void (z.lang = locale.value)), listenKeys(z, { focus, onEscape: onClose }), phone.dispose]
  render(<Frame room={room} words={words} small={phone.small} onClose={onClose} />, z)

  return {
    focus,
    dispose: () => {
      for (const off of undo) off()
      z.inert = true
      const folding = z.firstElementChild?.getAnimations().map(({ finished }) => finished) ?? []
      void Promise.allSettled(folding).then(() => {
        render(null, z)
        z.remove()
        undoSheet()
      })
    },
  }
}
