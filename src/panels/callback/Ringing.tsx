import type { ReadonlySignal } from '@preact/signals'
import type { CallbackWords } from '../../i18n/words.js'
import { Button, Sign } from './parts.js'

/** It rings at one door. Whose it is is told by who opens. */
export const Ringing = ({ words, onStop }: { words: ReadonlySignal<CallbackWords>; onStop(): void }) => (
  <div class="calm">
    <div class="ringer">
      <Sign path={BELL} />
    </div>
    <h3>{words.value.ringing}</h3>
    <p>{words.value.browse}</p>
    <Button class="b" onClick={onStop}>
      {words.value.stop}
    </Button>
  </div>
)

const BELL = 'M4 16a8 8 0 0 1 16 0zM2.5 19.5h19M12 8V5.5M10 5.5h4'
