import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { fill, wordsOf } from '../../i18n/format.js'
import type { Id } from '../../protocol/entities.js'
import { NUMBER } from '../../protocol/invitation.js'
import type { Ways } from '../callback/ways.js'
import type { Pressed } from './calling.js'
import { isRinging } from './due.js'
import { knock, type Refusal } from './knock.js'
import type { RoomWords } from './words.js'

/** Between six digits and an operator's door. */
export interface Knocking {
  /** It rings at the operator. */
  readonly isRinging: ReadonlySignal<boolean>
  /** What did not work, as a sentence that says what to do next. */
  readonly sentence: ReadonlySignal<string>
  /** It has only ended as the visitor wanted. */
  readonly isStopped: ReadonlySignal<boolean>
  /** Another number does not mend it: writing leads on. */
  readonly isLost: ReadonlySignal<boolean>
  type(input: HTMLInputElement, how: string): void
  send(pressed: Pressed): void
  /** Stops ringing. */
  stop(): void
  dispose(): void
}

export interface KnockingOptions extends Omit<Ways, 'words'> {
  words: ReadonlySignal<RoomWords>
}

export const createKnocking = (options: KnockingOptions): Knocking => {
  const { life, words, locale, code, conversation, press } = options
  const { text, isBusy } = code
  const refused = signal<Fault>(NONE)
  let rang: Id | undefined
  const session = computed(() => conversation.value?.session.value)
  const rings = computed(() => isRinging(session.value))
  text.value = toShown(text.peek())

  const undo = effect(() => {
    const now = session.value
    if (rings.value) {
      rang = now?.id
      isBusy.value = false
    } else if (now && rang === now.id && now.state !== 'queued') {
      rang = undefined
      isBusy.value = false
      if (now.state !== 'accepted') refused.value = { code: ENDINGS[now.endedBy ?? 'operator'], after: 0 }
    }
  })
  const go = async (number: string) => {
    refused.value = NONE
    try {
      const id = await knock(life, number)
      // It is told by the stream, which may be a moment behind the answer, or ahead of it.
      if (session.peek()?.id === id) isBusy.value = false
      else rang = id
    } catch (thrown) {
      refused.value = thrown as Refusal
      isBusy.value = false
    }
  }

  return {
    isRinging: rings,
    sentence: computed(() => sayFault(words.value, locale.value, refused.value)),
    isStopped: computed(() => refused.value.code === 'stopped'),
    isLost: computed(() => !MENDED.includes(toWhy(refused.value))),
    type: ({ value }, how) => {
      text.value = toShown(value)
      refused.value = NONE
      if (how === 'insertFromPaste' && NUMBER.test(value)) press(code)
    },
    send: pressed => void go(pressed.text),
    stop: () => conversation.peek()?.leave(),
    dispose: undo,
  }
}

/** Why it leads nowhere, with its kind or without. */
type Fault = Pick<Refusal, 'code' | 'after'>
const NONE: Fault = { code: '', after: 0 }
/** Why it rings no more, by who has ended it; the backend does when the operator goes away. */
const ENDINGS = { visitor: 'stopped', operator: 'ended', system: 'away' }
/** No fault, or one that another number mends. */
const MENDED: readonly string[] = ['', 'stopped', 'digits', 'unknown', 'used', 'expired', 'revoked']

const toWhy = ({ code }: Fault) => code.replace(/^\w+\./, '')

/** As it is told: three and three. What is no number yet stays as it was typed. */
const toShown = (text: string) => (NUMBER.test(text) ? text.replace(/\P{Nd}/gu, '').replace(/^.{3}/u, '$& ') : text)

const HOUR = 3_600_000
const MINUTE = 60_000

const sayFault = ({ refusals, often, fault }: RoomWords, locale: string, refused: Fault) => {
  const why = toWhy(refused)
  if (!why) return ''
  if (why !== 'often') return wordsOf(refusals, why) ?? fault
  const isLong = refused.after > HOUR
  const wait = Math.ceil(refused.after / (isLong ? HOUR : MINUTE))
  return fill(often, { when: new Intl.RelativeTimeFormat(locale).format(wait, isLong ? 'hour' : 'minute') })
}
