import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import english from '../../i18n/en/callback.js'
import { isOpen, isRinging } from '../called/due.js'
import type { Called } from '../called/index.js'
import { own } from '../../protocol/own.js'
import type { RoomOptions } from '../panel.js'
import type { Brought } from './bring.js'
import { readLink } from './link.js'
import type { Field, FirstWords, Numbers, Said, Ways } from './ways.js'

/** All that is drawn, and what its fields ask of the room `called`. */
export interface Drawn extends Ways {
  /** There is no connection. */
  isCut: ReadonlySignal<boolean>
  /** Something rings or is arranged. */
  isDue: ReadonlySignal<boolean>
  /** Somebody is about to write. */
  want(): void
  /** Something was typed; `how` is the event's `inputType`. */
  type(field: Field, input: HTMLInputElement, how?: string): void
  choose(country: string): void
}

export const createDrawn = (
  options: RoomOptions,
  ask: Brought<Called>['ask'],
): Omit<Drawn, 'told' | 'focus' | 'toChat'> => {
  const { life, locale, root } = options
  const words: ReadonlySignal<FirstWords> = computed(() => {
    const chat = options.words.value
    return { ...chat, ...(chat.callback ?? english) }
  })
  const given = readLink()
  // Who came by a link has not acted yet: connecting waits for the button.
  const conversation = signal<VisitorConversation | undefined>(given ? undefined : life.connect())
  const isLater = signal(false)
  const numbers = signal<Numbers | undefined>(undefined)
  return {
    ...{ life, locale, root, words, conversation, isLater, numbers },
    before: conversation.peek()?.session.peek(),
    phone: createField(''),
    code: createField(given),
    country: signal(''),
    where: signal(''),
    countries: signal([]),
    end: signal(undefined),
    polite: signal(''),
    isCut: computed(() => LOST.includes(conversation.value?.connection.value.state ?? '')),
    isDue: computed(() => isOpen(conversation.value?.callback.value) || isRinging(conversation.value?.session.value)),
    fetchNumbers: async () => {
      if (!numbers.peek()) await import('../phone/index.js').then(room => (numbers.value = room), console.warn)
    },
    want: () => ask(),
    type: (field, input, how) => {
      const typed = (field.text.value = input.value)
      // Only what was typed last is still to be put in order.
      ask(called => typed === field.text.peek() && called.type(field, input, how))
    },
    choose: country => ask(called => called.choose(country)),
    press: field => {
      if (field.isBusy.peek()) return
      field.isBusy.value = true
      // As it stands now: what is typed or chosen meanwhile was not pressed.
      const pressed = { text: field.text.peek(), isLater: isLater.peek() }
      let isLeft = false
      conversation.value = life.connect()
      conversation.value.onEnd(() => (isLeft = true))
      ask(called => isLeft || called.send(field, pressed))
    },
  }
}

const createField = (given: string): Field => ({
  input: { current: null },
  text: signal(given),
  isBusy: signal(false),
  said: signal<Said>(own({})),
})

const LOST: readonly string[] = ['reconnecting', 'offline']
