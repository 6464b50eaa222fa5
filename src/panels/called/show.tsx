import { computed, effect, type ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { wordsOf } from '../../i18n/format.js'
import { adopt } from '../../styles/sheet.js'
import { own } from '../../protocol/own.js'
import { NUMBER } from '../../protocol/invitation.js'
import type { Ways } from '../callback/ways.js'
import { Button } from '../parts/Button.js'
import css from './Called.css'
import type { Calling } from './calling.js'
import { isOpen } from './due.js'
import type { Knocking } from './knocking.js'
import type { createLater } from './later.js'
import { Ringing } from './Ringing.js'
import type { Times as Clocks } from './times.js'
import { Told } from './Told.js'
import type { RoomWords } from './words.js'

/** All that is shown of the two ways. */
export interface Shown extends Omit<Ways, 'words'> {
  words: ReadonlySignal<RoomWords>
  times: Clocks
  knocking: Knocking
  calling: Calling
  later: ReturnType<typeof createLater>
}

/** Puts into the panel what is said of its fields, and what has become of them. Returns the undo. */
export const show = (shown: Shown): (() => void) => {
  const { knocking, calling, later, isLater, phone, code, told, end } = shown
  const isTold = computed(
    () => knocking.isRinging.value || (isOpen(calling.callback.value) && !calling.isChanging.value),
  )
  const times = <Times {...shown} />
  const write = <Write {...shown} />
  end.value = <End {...shown} />
  const undo = [
    effect(() => {
      told.value = isTold.value && <Instead {...shown} />
    }),
    // Where a number may be typed, numbers are known.
    effect(() => void (isTold.value || shown.fetchNumbers())),
    effect(() => {
      const at = isLater.value ? calling.slot.value : undefined
      const press = at === undefined ? undefined : later.slots.value?.sayCall(at)
      phone.said.value = own({ wrong: calling.sentence.value, press, more: times })
    }),
    effect(() => {
      const { sentence, isStopped } = knocking
      code.said.value = own({
        wrong: isStopped.value ? undefined : sentence.value,
        note: isStopped.value ? sentence.value : undefined,
        isWhole: NUMBER.test(code.text.value),
        more: write,
      })
    }),
  ]
  return () => undo.forEach(off => off())
}

const Instead = (shown: Shown) => {
  const callback = shown.calling.callback.value
  return (
    <Dressed root={shown.root}>
      {shown.knocking.isRinging.value ? <Ringing {...shown} /> : callback && <Told {...shown} callback={callback} />}
    </Dressed>
  )
}

/** What has become of the last callback. */
const End = ({ root, words, calling }: Shown) => {
  const end = wordsOf(words.value.ends, calling.callback.value?.state)
  return (
    <Dressed root={root}>
      {end && !calling.isChanging.value && (
        <p class="end" role="status">
          {end}
        </p>
      )}
    </Dressed>
  )
}

/** Half hours to choose from; or that nobody is there to call now. */
const Times = ({ words, isLater, calling, later }: Shown) => {
  const room = later.slots.value
  if (isLater.value) return room ? <room.Slots /> : <p class="hint">{words.value.coming}</p>
  return calling.isAway.value ? (
    <p class="hint" role="status">
      {words.value.away}
    </p>
  ) : null
}

/** Another way in, where no number leads anywhere. */
const Write = ({ knocking, words, toChat }: Shown) =>
  knocking.isLost.value ? (
    <Button class="lk" onClick={toChat}>
      {words.value.write}
    </Button>
  ) : null

/** The room's sheet lasts as long as what it dresses: until the panel has folded. */
const Dressed = ({ root, children }: { root: ShadowRoot; children: ComponentChildren }) => {
  useLayoutEffect(() => adopt(root, css), [])
  return <>{children}</>
}
