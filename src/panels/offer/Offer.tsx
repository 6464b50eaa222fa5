import type { ReadonlySignal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { BeckonWords } from '../../i18n/words.js'
import type { Offer as Offered } from '../../protocol/entities.js'
import { Avatar } from '../parts/Avatar.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'

export interface OfferProps {
  words: ReadonlySignal<BeckonWords & { close: string }>
  locale: ReadonlySignal<string>
  offer: Offered
  onYes(): void
  onNo(): void
}

/** A person, their sentence and two answers. It is said aloud once, takes no focus, and waits. */
export const Offer = ({ words, locale, offer: { operator, text }, onYes, onNo }: OfferProps) => {
  const said = words.value
  const heard = useSignal('')
  // A region that stands there already is heard when its text changes.
  useLayoutEffect(() => {
    const soon = setTimeout(() => (heard.value = `${operator.name}: ${text}`), 200)
    return () => clearTimeout(soon)
  }, [])
  return (
    <section class="word" part="offer" role="group" aria-label={operator.name} lang={locale.value}>
      <div class="by">
        <Avatar who={operator} present />
        <b>{operator.name}</b>
      </div>
      <Button class="ib" aria-label={said.close} onClick={onNo}>
        <Icon name="close" small />
      </Button>
      <p dir="auto">{text}</p>
      <div class="answers">
        <Button class="plain" onClick={onNo}>
          {said.later}
        </Button>
        <Button class="yes" onClick={onYes}>
          {said.start}
        </Button>
      </div>
      <span class="vh" aria-live="polite">
        {heard.value}
      </span>
    </section>
  )
}
