import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { PanelWords } from '../../i18n/words.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import type { Live } from './live.js'

/** What a panel puts into the frame. */
export interface Room {
  /** Accessible name of the dialog. */
  name(words: PanelWords): string
  /** Closing only folds: something goes on without the panel. */
  running: ReadonlySignal<boolean>
  /** Avatar, title (an `h2` that can take focus) and line. */
  head: ComponentChildren
  body: ComponentChildren
  live: Pick<Live, 'polite' | 'assertive'>
}

interface FrameProps {
  room: Room
  words: ReadonlySignal<PanelWords>
  small: ReadonlySignal<boolean>
  onClose(): void
}

/** The panel's own shape: a dialog that leaves the page usable, or is the page where the window is small. */
export const Frame = ({ room, words, small, onClose }: FrameProps) => (
  <section class="room" part="panel" role="dialog" aria-label={room.name(words.value)} aria-modal={small.value}>
    <div class="h" part="header">
      {room.head}
      <Button class="ib" aria-label={words.value.close} onClick={onClose}>
        <Icon name={room.running.value ? 'down' : 'close'} />
      </Button>
    </div>
    {room.body}
    <p class="vh" aria-live="polite">
      {room.live.polite.value}
    </p>
    <p class="vh" aria-live="assertive">
      {room.live.assertive.value}
    </p>
  </section>
)
