import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import { remember } from '../../core/remember.js'
import type { Callback } from '../../protocol/entities.js'
import { own } from '../../protocol/own.js'
import type * as numbers from '../phone/index.js'
import type { Life } from './knock.js'
import { cancelCallback, isOpen, readCallback, requestCallback } from './request.js'

/** What knows numbers; it comes when somebody may type one. */
export type Phone = typeof numbers

/** Between a number that is typed and a phone that rings. */
export interface Calling {
  /** The last callback as the backend told it. */
  readonly callback: ReadonlySignal<Callback | undefined>
  readonly phone: ReadonlySignal<Phone | undefined>
  /** What stands in the field, whatever goes wrong. */
  readonly text: ReadonlySignal<string>
  /** ISO 3166; empty until it is guessed. */
  readonly country: ReadonlySignal<string>
  readonly isLater: Signal<boolean>
  /** Start of the half hour that is chosen. */
  readonly slot: Signal<number | undefined>
  /** The half hour that somebody else has just taken. */
  readonly gone: Signal<number | undefined>
  readonly isBusy: ReadonlySignal<boolean>
  /** Something is arranged, and is being changed. */
  readonly isChanging: Signal<boolean>
  /** What is wrong: of the number, or a code of the backend without its kind. */
  readonly wrong: ReadonlySignal<string>
  /** Nobody is there who could call now. */
  readonly isAway: ReadonlySignal<boolean>
  /** `isAtEnd`: nothing stands behind what was typed, so that it may be put in order. */
  type(text: string, isAtEnd: boolean): void
  choose(country: string): void
  fetchPhone(): void
  send(): void
  change(): void
  cancel(): void
  dispose(): void
}

export interface CallingOptions {
  life: Life
  conversation: ReadonlySignal<VisitorConversation | undefined>
  /** BCP 47 tags of the visitor, and the IANA zone of their clock. */
  languages: readonly string[]
  zone: string
  /** Nobody can call: the number, as people write it, goes into a letter. */
  onAway(phone: string): void
}

const KEY = 'callback'

export const createCalling = (options: CallingOptions): Calling => {
  const { life, conversation, onAway } = options
  const slot = signal<number | undefined>(undefined)
  const gone = signal<number | undefined>(undefined)
  const isLater = signal(false)
  const isChanging = signal(false)
  const wrong = signal('')
  const field = createField(options, () => (wrong.value = ''))
  const { text, country, phone, fetchPhone } = field
  const { callback, isAway, asked } = createTold(conversation)

  const onRefused = (code: string) => {
    if (code === 'group.closed') return onAway(text.peek())
    wrong.value = code.replace(/^\w+\./, '')
    if (code !== 'callback.full') return
    gone.value = slot.peek()
    slot.value = undefined
  }
  const undo = [
    effect(() => {
      const refused = asked.value.find(({ state }) => state === 'failed')
      if (refused) untracked(() => batch(() => onRefused(refused.code ?? '')))
    }),
    // Told anew: what was asked for is taken.
    effect(() => {
      if (callback.value) isChanging.value = false
    }),
    field.dispose,
  ]

  const deliver = (whole: string) => {
    const at = isLater.peek() ? slot.peek() : undefined
    // Its refusal stands in the outbox for everybody to see.
    requestCallback(life, own({ phone: whole, at })).catch(() => {})
  }
  return {
    ...{ callback, phone, text, country, isLater, slot, gone, isChanging, wrong, isAway, fetchPhone },
    isBusy: computed(() => asked.value.some(({ state }) => state !== 'failed')),
    ...{ type: field.type, choose: field.choose },
    send: () => {
      gone.value = undefined
      wrong.value = look({ ...field, isLater, slot })
      const whole = phone.peek()?.readNumber(text.peek(), country.peek()).whole
      if (wrong.peek() || !whole) return
      if (isAway.peek() && !isLater.peek()) onAway(text.peek())
      else deliver(whole)
    },
    change: () => {
      const now = callback.peek()
      if (!isOpen(now)) return
      isLater.value = now.at !== undefined
      text.value ||= phone.peek()?.toShown(now.phone) ?? now.phone
      fetchPhone()
      isChanging.value = true
    },
    cancel: () => void cancelCallback(life).catch(() => {}),
    dispose: () => undo.forEach(off => off()),
  }
}

/** What the backend says, and what it has not heard yet. */
const createTold = (conversation: CallingOptions['conversation']) => ({
  callback: computed(() => readCallback(conversation.value?.callback.value)),
  isAway: computed(() => conversation.value?.availability.value.callback?.state === 'offline'),
  asked: computed(
    () => conversation.value?.kept.value.filter(({ command }) => command.type.startsWith('callback')) ?? [],
  ),
})

/** What is wrong before anybody is asked; empty when all is whole. */
const look = (wish: Pick<Calling, 'phone' | 'text' | 'country' | 'isLater' | 'slot'>) => {
  const { phone, text, country, isLater, slot } = wish
  const read = phone.peek()?.readNumber(text.peek(), country.peek())
  if (!text.peek().trim()) return 'missing'
  if (!read?.whole) return read?.wrong ?? 'coming'
  return isLater.peek() && slot.peek() === undefined ? 'slot' : ''
}

/** Number and country as they are typed and chosen; kept until they are sent, over reloads. */
const createField = ({ conversation, languages, zone }: CallingOptions, onTyped: () => void) => {
  const phone = signal<Phone | undefined>(undefined)
  const text = signal('')
  const country = signal('')
  const keep = () => {
    const store = conversation.peek()?.store
    if (store) remember(store, KEY, JSON.stringify({ text: text.peek(), country: country.peek() }))
  }
  const dispose = effect(() => {
    const kept = readKept(conversation.value?.store.get(KEY))
    untracked(() => {
      text.value ||= kept.text
      country.value ||= kept.country
    })
  })
  const put = (shown: string, where: string) => {
    text.value = shown
    country.value = where
    onTyped()
    keep()
  }
  const type = (given: string, isAtEnd: boolean) => {
    const read = phone.peek()?.readNumber(given, country.peek())
    put(read && isAtEnd ? read.shown : given, read?.country ?? country.peek())
  }
  return {
    ...{ phone, text, country, dispose, type },
    choose: (to: string) => put(phone.peek()?.moveNumber(text.peek(), country.peek(), to) ?? text.peek(), to),
    fetchPhone: () => {
      if (phone.peek()) return
      import('../phone/index.js').then(room => {
        country.value ||= room.guess(zone, languages)
        phone.value = room
        // What was typed before it came.
        if (text.peek()) type(text.peek(), true)
      }, console.warn)
    },
  }
}

const readKept = (kept: string | undefined) => {
  try {
    const { text, country }: { text?: unknown; country?: unknown } = own(JSON.parse(kept ?? '{}') as object)
    return { text: typeof text === 'string' ? text : '', country: typeof country === 'string' ? country : '' }
  } catch {
    return { text: '', country: '' }
  }
}
