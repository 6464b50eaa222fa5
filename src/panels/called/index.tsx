import { computed, type ReadonlySignal } from '@preact/signals'
import english from '../../i18n/en/called.js'
import type { Field, Ways } from '../callback/ways.js'
import { createCalling, type Pressed } from './calling.js'
import { knock, type Life } from './knock.js'
import { createKnocking } from './knocking.js'
import { createLater } from './later.js'
import { toLetter } from './letter.js'
import { show } from './show.js'
import { createTimes } from './times.js'
import { watch } from './watch.js'
import type { RoomWords } from './words.js'

export { cancelCallback, requestCallback } from './request.js'

/** `handle.join`: resolves once it rings. */
export const join = async (life: Life, code: unknown): Promise<void> => void (await knock(life, code))

/** What answers to the fields of “Call me back”. */
export interface Called {
  /** Puts in order what was just typed; `how` is the event's `inputType`. */
  type(field: Field, input: HTMLInputElement, how?: string): void
  /** Another country: the number keeps its own digits. */
  choose(country: string): void
  send(field: Field, pressed: Pressed): void
  dispose(): void
}

/** Goes on where the panel's first drawing ends: what was pressed is sent, and what becomes of it is shown. */
export const begin = (ways: Ways): Called => {
  const words: ReadonlySignal<RoomWords> = computed(() => {
    const first = ways.words.value
    return { ...first, ...(first.called ?? english) }
  })
  const knocking = createKnocking({ ...ways, words })
  const times = createTimes(ways.locale, words)
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const calling = createCalling({ ...ways, words, zone, onAway: number => toLetter(ways, number) })
  const later = createLater({ ...ways, words, times, calling })
  const undo = [
    show({ ...ways, words, times, knocking, calling, later }),
    watch({ ...ways, words, knocking, calling }),
    later.dispose,
    knocking.dispose,
    calling.dispose,
  ]
  return {
    type: (field, input, how = '') => {
      ;(field === ways.code ? knocking : calling).type(input, how)
      // What was put in order in this very moment is shown as it is written.
      input.value = field.text.peek()
    },
    choose: calling.number.choose,
    send: (field, pressed) => void (field === ways.code ? knocking : calling).send(pressed),
    dispose: () => {
      for (const off of undo) off()
    },
  }
}
