import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import type { Shown } from './show.js'

/** It rings at one door. Whose it is is told by who opens. */
export const Ringing = ({ words, knocking }: Shown) => (
  <div class="calm">
    <div class="ringer">
      <Icon name="bell" />
    </div>
    <h3>{words.value.ringing}</h3>
    <p>{words.value.browse}</p>
    <Button class="b" onClick={knocking.stop}>
      {words.value.stop}
    </Button>
  </div>
)
