import { computed, effect } from '@preact/signals'
import english from '../../i18n/en/waiting.js'
import { createSwitch } from '../callback/switch.js'
import { isRinging, type View } from '../chat/view.js'
import { Button } from '../parts/Button.js'
import css from './Waiting.css'
import { adopt } from '../../styles/sheet.js'

/** A place from which on, or seconds of waiting after which, a phone call is the kinder way. */
const LONG = { place: 3, wait: 120, waited: 60_000 }

/** Offers to be called instead, while the wait is long, on sites that have a button for it. Returns its undo. */
export const start = (view: View): (() => void) => {
  // The launcher stands in the same root.
  if (!view.root.querySelector('button[value=callback]')) return () => {}
  const way = createSwitch(view.onClose, () => view.open?.('callback'))
  const isWaiting = computed(() => isRinging(view.session))
  const isFar = computed(() => {
    const { position = 0, wait = 0 } = view.session ?? {}
    return position >= LONG.place || wait >= LONG.wait
  })
  const offer = () => {
    view.aside.value = <Offer view={view} onChoose={way.go} />
  }
  const undo = effect(() => {
    if (!isWaiting.value) return void (view.aside.value = undefined)
    if (isFar.value) return offer()
    const timer = setTimeout(offer, LONG.waited)
    return () => clearTimeout(timer)
  })
  const undoSheet = adopt(view.root, css)
  return () => {
    undo()
    undoSheet()
    view.aside.value = undefined
    way.dispose()
  }
}

const Offer = ({ view, onChoose }: { view: View; onChoose(): void }) => (
  <Button class="instead" onClick={onChoose}>
    {(view.words.waiting ?? english).callMe}
  </Button>
)
