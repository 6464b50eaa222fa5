import { computed, type ReadonlySignal } from '@preact/signals'
import { render } from 'preact'
import english from '../../i18n/en/beckon.js'
import type { PanelWords } from '../../i18n/words.js'
import { create } from '../../page.js'
import reset from '../../styles/reset.css'
import { adopt } from '../../styles/sheet.js'
import tokens from '../../styles/tokens.css'
import { listenKeys } from '../frame/keys.js'
import parts from '../parts/Parts.css'
import { Bubble } from './Bubble.js'
import css from './Bubble.css'
import pulse from './Pulse.css'

/** What is said beside the launcher. */
export interface Beckoning {
  text(locale: string): string
  /** The way in that its button leads to. */
  entry: string
  /** Whoever says yes begins a conversation; otherwise a panel opens. */
  isInvitation?: boolean
  words: ReadonlySignal<PanelWords>
  locale: ReadonlySignal<string>
  onYes(): void
  /** It is gone, whatever was answered. */
  onClose(): void
}

interface Bell {
  readonly host: HTMLElement
  readonly root: ShadowRoot
}

/** A few words by the launcher, one at a time, and a launcher that rings without a sound. Takes no focus. */
export const createBeckon = ({ host, root }: Bell) => {
  let close = () => false
  let undoPulse = () => {}
  const show = (beckoning: Beckoning) => {
    close()
    close = mount(root, beckoning, () => close())
  }
  return {
    show,
    /** Whether there was anything. */
    close: () => close(),
    /** The first button rings without a sound, or no longer. */
    pulse: (isOn: boolean) => {
      undoPulse()
      undoPulse = isOn ? adopt(root, pulse) : () => {}
      host.toggleAttribute('data-pulse', isOn)
    },
    dispose: () => {
      close()
      undoPulse()
    },
  }
}

const mount = (root: ShadowRoot, beckoning: Beckoning, close: () => void) => {
  const { words, locale, entry } = beckoning
  const undoSheet = adopt(root, tokens + reset + parts + css)
  const z = create('div')
  z.className = 'z'
  const undoKeys = listenKeys(z, { focus: () => z.querySelector('button')?.focus(), onEscape: close })
  const push = pushOf(root, entry)
  const name = push?.querySelector('span')?.textContent
  root.append(z)
  let isThere = true
  render(
    <Bubble
      words={computed(() => ({ ...(words.value.beckon ?? english), close: words.value.close }))}
      text={computed(() => beckoning.text(locale.value))}
      locale={locale}
      yes={beckoning.isInvitation ? undefined : name || undefined}
      isInvitation={!!beckoning.isInvitation}
      onYes={() => {
        close()
        beckoning.onYes()
      }}
      onClose={close}
    />,
    z,
  )
  return () => {
    if (!isThere) return false
    isThere = false
    const hadFocus = root.activeElement && z.contains(root.activeElement)
    undoKeys()
    render(null, z)
    z.remove()
    undoSheet()
    if (hadFocus) push?.focus()
    beckoning.onClose()
    return true
  }
}

/** The launcher stands in the same root. */
const pushOf = (root: ShadowRoot, entry: string) =>
  Array.from(root.querySelectorAll('button')).find(({ value }) => value === entry)
