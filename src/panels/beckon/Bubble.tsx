import type { ReadonlySignal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { BeckonWords } from '../../i18n/words.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'

interface BubbleProps {
  words: ReadonlySignal<BeckonWords & { close: string }>
  text: ReadonlySignal<string>
  locale: ReadonlySignal<string>
  /** What the button says that leads on; undefined: that a chat starts. */
  yes: string | undefined
  isInvitation: boolean
  onYes(): void
  onClose(): void
}

/** A short word and two answers. It is said aloud once, and waits: nothing goes away by itself. */
export const Bubble = ({ words, text, locale, yes, isInvitation, onYes, onClose }: BubbleProps) => {
  const said = words.value
  const heard = useSignal('')
  // A region that stands there already is heard when its text changes.
  useLayoutEffect(() => {
    const soon = setTimeout(() => (heard.value = text.value), 200)
    return () => clearTimeout(soon)
  }, [])
  return (
    <section class="word" part="bubble" role="group" aria-label={said.name} lang={locale.value}>
      <p>{text.value}</p>
      <Button class="ib" aria-label={said.close} onClick={onClose}>
        <Icon name="close" small />
      </Button>
      <div class="answers">
        {isInvitation && (
          <Button class="plain" onClick={onClose}>
            {said.later}
          </Button>
        )}
        <Button class="yes" onClick={onYes}>
          {yes ?? said.start}
        </Button>
      </div>
      <span class="vh" aria-live="polite">
        {heard.value}
      </span>
    </section>
  )
}
