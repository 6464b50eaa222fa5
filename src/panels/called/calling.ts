import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals'
import { wordsOf } from '../../i18n/format.js'
import type { Callback } from '../../protocol/entities.js'
import { own } from '../../protocol/own.js'
import type { Ways } from '../callback/ways.js'
import { isLate, isOpen } from './due.js'
import { createNumber, type Number } from './number.js'
import { cancelCallback, readCallback, requestCallback } from './request.js'
import type { RoomWords } from './words.js'

/** What stood there when the button was pressed: that is sent, whatever is typed meanwhile. */
export interface Pressed {
  text: string
  isLater: boolean
}

/** Between a number that is typed and a phone that rings. */
export interface Calling {
  readonly number: Number
  /** The last callback as the backend told it. */
  readonly callback: ReadonlySignal<Callback | undefined>
  /** Start of the half hour that is chosen. */
  readonly slot: Signal<number | undefined>
  /** The half hour that somebody else has just taken. */
  readonly gone: Signal<number | undefined>
  /** Something is asked for, and the backend has not heard it yet. */
  readonly isBusy: ReadonlySignal<boolean>
  /** Something is arranged, and is being changed. */
  readonly isChanging: Signal<boolean>
  /** What is wrong: of the number, or a code of the backend without its kind. */
  readonly wrong: ReadonlySignal<string>
  /** The same as a sentence; what is wrong with a half hour stands beside those. */
  readonly sentence: ReadonlySignal<string>
  /** Nobody is there who could call now. */
  readonly isAway: ReadonlySignal<boolean>
  type(input: HTMLInputElement, how: string): void
  send(pressed: Pressed): Promise<void>
  change(): void
  cancel(): void
  dispose(): void
}

export interface CallingOptions extends Omit<Ways, 'words'> {
  words: ReadonlySignal<RoomWords>
  zone: string
  /** Nobody can call: where the number, as people write it, goes instead. */
  onAway(phone: string): void
}

export const createCalling = (options: CallingOptions): Calling => {
  const { life, conversation, phone, isLater, words, numbers, onAway } = options
  const { text } = phone
  const slot = signal<number | undefined>(undefined)
  const gone = signal<number | undefined>(undefined)
  const isChanging = signal(false)
  const wrong = signal('')
  const number = createNumber({ ...options, text, onTyped: () => (wrong.value = '') })
  const { callback, arranged, isAway, asked } = createTold(conversation)
  const isBusy = computed(() => asked.value.some(({ state }) => state !== 'failed'))

  // Whole, with its country: whoever reads it later does not know what was chosen beside it.
  const giveAway = (whole: string) => onAway(numbers.peek()?.toShown(whole) ?? whole)
  const onRefused = (code: string, command: object) => {
    if (code === 'group.closed' && 'phone' in command) return giveAway(String(command.phone))
    wrong.value = code.replace(/^\w+\./, '')
    if (code !== 'callback.full') return
    gone.value = slot.peek()
    slot.value = undefined
  }
  const undo = [
    effect(() => void (phone.isBusy.value = isBusy.value)),
    effect(() => {
      const refused = asked.value.find(({ state }) => state === 'failed')
      if (refused) untracked(() => batch(() => onRefused(refused.code ?? '', refused.command)))
    }),
    // Only another arrangement ends it: that nobody has dialled yet, or that the site opens later, changes none.
    effect(() => {
      void arranged.value
      isChanging.value = false
    }),
    number.dispose,
  ]

  return {
    ...{ number, callback, slot, gone, isBusy, isChanging, wrong, isAway },
    sentence: computed(() => sayWrong(words.value, wrong.value)),
    type: ({ value, selectionEnd }, how) =>
      number.type(value, selectionEnd === value.length && !how.startsWith('delete')),
    send: async pressed => {
      // Asked for already, maybe on a page before.
      if (isBusy.peek()) return
      gone.value = undefined
      const at = pressed.isLater ? slot.peek() : undefined
      if (pressed.text.trim()) await options.fetchNumbers()
      const read = number.read(pressed.text)
      phone.isBusy.value = false
      wrong.value = look(pressed, read, at)
      if (wrong.peek() || !read?.whole) return
      if (isAway.peek() && !pressed.isLater) return giveAway(read.whole)
      const wish = own({ state: 'requested', phone: read.whole, at })
      // The same once more is no change. A refusal stands in the outbox for everybody to see.
      const end = () => void (sayWish(wish) === arranged.peek() && (isChanging.value = false))
      requestCallback(life, wish).then(end, () => {})
    },
    change: () => {
      const now = callback.peek()
      if (!isOpen(now)) return
      // What was not kept once is arranged for a time rather than promised again.
      isLater.value = now.at !== undefined || isLate(now)
      text.value ||= numbers.peek()?.toShown(now.phone) ?? now.phone
      isChanging.value = true
    },
    cancel: () => void cancelCallback(life).catch(() => {}),
    dispose: () => undo.forEach(off => off()),
  }
}

/** What the backend says, and what it has not heard yet. */
const createTold = (conversation: CallingOptions['conversation']) => ({
  callback: computed(() => readCallback(conversation.value?.callback.value)),
  arranged: computed(() => sayWish(readCallback(conversation.value?.callback.value))),
  isAway: computed(() => conversation.value?.availability.value.callback?.state === 'offline'),
  asked: computed(
    () => conversation.value?.kept.value.filter(({ command }) => command.type.startsWith('callback')) ?? [],
  ),
})

/** What is arranged, whatever else is told of it. */
const sayWish = (wish?: { state: string; phone: string; at?: number | undefined }) =>
  wish && [wish.state, wish.phone, wish.at].join()

/** What is wrong before anybody is asked; empty when all is whole. */
const look = ({ text, isLater }: Pressed, read: ReturnType<Number['read']>, at: number | undefined) => {
  if (!text.trim()) return 'missing'
  if (!read?.whole) return read?.wrong ?? 'coming'
  return isLater && at === undefined ? 'slot' : ''
}

const sayWrong = ({ numbers, fault }: RoomWords, code: string) =>
  code && code !== 'full' && code !== 'slot' ? (wordsOf(numbers, code) ?? fault) : ''
