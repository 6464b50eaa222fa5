import { computed, type ReadonlySignal } from '@preact/signals'
import { render } from 'preact'
import { react } from '../../core/react.js'
import type { VisitorConversation } from '../../core/conversation.js'
import english from '../../i18n/en/beckon.js'
import type { PanelWords } from '../../i18n/words.js'
import { create } from '../../page.js'
import type { SessionStart } from '../../protocol/commands.js'
import type { Offer as Offered, Operator } from '../../protocol/entities.js'
import { anything, record, text, type Parser } from '../../protocol/parse.js'
import reset from '../../styles/reset.css'
import { adopt } from '../../styles/sheet.js'
import tokens from '../../styles/tokens.css'
import bubble from '../beckon/Bubble.css'
import { listenKeys } from '../frame/keys.js'
import parts from '../parts/Parts.css'
import { Offer } from './Offer.js'
import css from './Offer.css'

export interface OfferParts {
  /** Where the launcher stands. */
  doorbell: { readonly host: HTMLElement; readonly root: ShadowRoot }
  conversation: VisitorConversation
  words: ReadonlySignal<PanelWords>
  locale: ReadonlySignal<string>
  /** What a session that begins now says of itself. */
  start(): SessionStart
  newId(): string
  open(entry: 'webchat'): unknown
}

/**
 * A chat that an operator offers, beside the launcher or at the foot of the panel, until it is answered in one of the tabs or is
 * over. What the backend says counts: an answer that did not get through leaves the offer where it is, and a yes of which only
 * the answer was lost leads into the chat once it is told there.
 */
export const follow = (given: OfferParts): void => {
  const { conversation, open } = given
  if (conversation.rooms.has('offer')) return
  conversation.rooms.set('offer', true)
  let shown: { id: string; close(): void } | undefined
  let answered: string | undefined
  let wanted: string | undefined
  let isEnded = false

  const show = () => {
    if (isEnded) return
    const offer = read(conversation.offer.peek())
    const id = offer?.state === 'open' && offer.id !== answered ? offer.id : undefined
    if (shown?.id !== id) {
      shown?.close()
      shown = offer && id ? { id, close: mount(given, offer, accept => answer(offer, accept)) } : undefined
    }
    if (offer?.state !== 'accepted' || offer.id !== wanted) return
    wanted = undefined
    open('webchat')
  }
  const answer = ({ id }: Offered, accept: boolean): void => {
    answered = id
    show()
    const about: Omit<SessionStart, 'entry'> & Partial<SessionStart> = given.start()
    // The way is known: it is this one.
    delete about.entry
    conversation.ask({ id: given.newId(), type: 'offer.answer', offer: id, accept, ...about }).then(
      // A yes that came too late leads into the chat as well: somebody wants to talk.
      () => accept && open('webchat'),
      () => {
        answered = undefined
        wanted = accept ? id : undefined
        show()
      },
    )
  }
  const undo = react(() => conversation.offer.value, show)
  conversation.onEnd(() => {
    isEnded = true
    undo()
    shown?.close()
  })
}

const parse = record<Offered>({
  id: text,
  text,
  operator: record<Operator>({
    id: text,
    name: text,
    photo: anything as Parser<string>,
    title: anything as Parser<string>,
  }),
  at: anything as Parser<number>,
  state: text as Parser<Offered['state']>,
})

/** The app lets through what it does not look at. */
const read = (told: unknown): Offered | undefined => {
  try {
    return told ? parse(told) : undefined
  } catch {
    return undefined
  }
}

const mount = ({ doorbell, words, locale }: OfferParts, offer: Offered, answer: (accept: boolean) => void) => {
  const { host, root } = doorbell
  const undoSheet = adopt(root, tokens + reset + parts + bubble + css)
  const z = create('div')
  z.className = 'z offer'
  const undoKeys = listenKeys(z, {
    focus: () => z.querySelector('button')?.focus(),
    onEscape: () => answer(false),
  })
  // A panel that is open has the launcher's place, and one that folds has it no longer.
  const place = () => (root.querySelector('.z:not([inert]) > .room') ?? root).append(z)
  const watch = new MutationObserver(place)
  watch.observe(host, { attributeFilter: ['data-open'] })
  place()
  host.toggleAttribute('data-offer', true)
  const said = computed(() => ({ ...(words.value.beckon ?? english), close: words.value.close }))
  render(<Offer words={said} locale={locale} offer={offer} onYes={() => answer(true)} onNo={() => answer(false)} />, z)
  return () => {
    const hadFocus = root.activeElement && z.contains(root.activeElement)
    watch.disconnect()
    undoKeys()
    render(null, z)
    z.remove()
    host.toggleAttribute('data-offer', false)
    undoSheet()
    if (hadFocus) root.querySelector('button')?.focus()
  }
}
