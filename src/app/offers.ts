import type { AppHost } from '../api/app.js'
import { react } from '../core/react.js'
import type { OfferParts } from '../panels/offer/index.js'
import type { Spoken } from './words.js'

interface Around extends Pick<OfferParts, 'start' | 'newId' | 'open'> {
  conversation: OfferParts['conversation']
}

/** A chat that an operator offers comes with a file of its own, once there is one, and again with the line where it did not come. */
export const watchOffers = ({ doorbell, emit }: AppHost, words: Spoken, around: Around): void => {
  const { conversation } = around
  let isEnded = false
  const show = async () => {
    const { follow } = await import('../panels/offer/index.js')
    const said = await words.load('beckon')
    // Who left meanwhile is offered nothing, and whoever sits there now sees nothing of it.
    if (!isEnded) follow({ ...around, doorbell, locale: words.locale, words: said })
  }
  const undo = react(
    () => conversation.pipe.lives.value && conversation.offer.value?.state === 'open',
    isOpen =>
      isOpen && void show().catch((error: unknown) => emit('error', { code: 'load', message: `${error as Error}` })),
  )
  conversation.onEnd(() => {
    isEnded = true
    undo()
  })
}
