import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import { fill, wordsOf } from '../../i18n/format.js'
import type { CallbackWords, PanelWords } from '../../i18n/words.js'
import type { Id } from '../../protocol/entities.js'
import { NUMBER } from '../../protocol/invitation.js'
import { knock, type Life, type Refusal } from './knock.js'

/** The room's own words, and those that the chat says too. */
export type RoomWords = PanelWords & CallbackWords

/** What the panel reads, and what the visitor may do. */
export interface Knocking {
  /** What stands in the field, whatever goes wrong. */
  readonly field: ReadonlySignal<string>
  readonly isWhole: ReadonlySignal<boolean>
  readonly isBusy: ReadonlySignal<boolean>
  /** There is no connection to knock by. */
  readonly isCut: ReadonlySignal<boolean>
  /** It rings at the operator. */
  readonly isRinging: ReadonlySignal<boolean>
  /** What did not work, without its kind: such as `unknown`. */
  readonly fault: ReadonlySignal<string>
  /** The fault as a sentence that says what to do next. */
  readonly sentence: ReadonlySignal<string>
  type(text: string): void
  knock(): void
  /** Stops ringing. */
  stop(): void
  dispose(): void
}

export interface KnockingOptions {
  life: Life
  words: ReadonlySignal<RoomWords>
  locale: ReadonlySignal<string>
  /** The number of a link: nobody has acted yet, so connecting waits for the button. */
  given: string
  /** Undefined until somebody has acted. */
  conversation: Signal<VisitorConversation | undefined>
  onAccepted(): void
}

export const createKnocking = (options: KnockingOptions): Knocking => {
  const { life, words, locale, given, conversation, onAccepted } = options
  const field = signal(toShown(given))
  const isBusy = signal(false)
  const refused = signal<Fault>(NONE)
  let rang: Id | undefined
  const session = computed(() => conversation.value?.session.value)
  const isRinging = computed(() => session.value?.entry === 'invitation' && session.value.state === 'queued')

  const undo = effect(() => {
    const now = session.value
    if (isRinging.value) {
      rang = now?.id
      isBusy.value = false
    } else if (now && rang === now.id && now.state !== 'queued') {
      rang = undefined
      isBusy.value = false
      if (now.state === 'accepted') queueMicrotask(onAccepted)
      else refused.value = { code: ENDINGS[now.endedBy ?? 'operator'], after: 0 }
    }
  })
  const go = async () => {
    refused.value = NONE
    isBusy.value = true
    conversation.value = life.connect()
    try {
      const id = await knock(life, field.peek())
      // It is told by the stream, which may be a moment behind the answer, or ahead of it.
      if (session.peek()?.id === id) isBusy.value = false
      else rang = id
    } catch (thrown) {
      refused.value = thrown as Refusal
      isBusy.value = false
    }
  }

  return {
    field,
    isBusy,
    isRinging,
    isCut: computed(() => LOST.includes(conversation.value?.connection.value.state ?? '')),
    isWhole: computed(() => NUMBER.test(field.value)),
    fault: computed(() => refused.value.code.replace(/^\w+\./, '')),
    sentence: computed(() => sayFault(words.value, locale.value, refused.value)),
    type: text => {
      field.value = toShown(text)
      refused.value = NONE
    },
    knock: () => {
      if (!NUMBER.test(field.peek())) refused.value = { code: 'invitation.digits', after: 0 }
      else if (!isBusy.peek()) void go()
    },
    stop: () => conversation.peek()?.leave(),
    dispose: undo,
  }
}

type Fault = Pick<Refusal, 'code' | 'after'>
/** Why it rings no more, by who has ended it; the backend does when the operator goes away. */
const ENDINGS = { visitor: 'stopped', operator: 'ended', system: 'away' }
const NONE: Fault = { code: '', after: 0 }
const LOST: readonly string[] = ['reconnecting', 'offline']

/** As it is told: three and three. What is no number yet stays as it was typed. */
const toShown = (text: string) => (NUMBER.test(text) ? text.replace(/\P{Nd}/gu, '').replace(/^.{3}/u, '$& ') : text)

const HOUR = 3_600_000
const MINUTE = 60_000

const sayFault = ({ refusals, often, fault }: RoomWords, locale: string, { code, after }: Fault) => {
  const why = code.replace(/^\w+\./, '')
  if (!why) return ''
  if (why !== 'often') return wordsOf(refusals, why) ?? fault
  const isLong = after > HOUR
  const wait = Math.ceil(after / (isLong ? HOUR : MINUTE))
  return fill(often, { when: new Intl.RelativeTimeFormat(locale).format(wait, isLong ? 'hour' : 'minute') })
}
