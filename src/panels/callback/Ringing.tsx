import type { ReadonlySignal } from '@preact/signals'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import type { RoomWords } from './model.js'

/** It rings at one door. Whose it is is told by who opens. */
export const Ringing = ({ words, onStop }: { words: ReadonlySignal<RoomWords>; onStop(): void }) => (
  <div class="calm">
    <div class="ringer">
      <Icon name="bell" />
    </div>
    <h3>{words.value.ringing}</h3>
    <p>{words.value.browse}</p>
    <Button class="b" onClick={onStop}>
      {words.value.stop}
    </Button>
  </div>
)
