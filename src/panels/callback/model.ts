import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import type { CallbackWords } from '../../i18n/words.js'
import { NUMBER } from '../../protocol/invitation.js'
import { knock, type Life, type Refusal } from './knock.js'

/** What the panel reads, and what the visitor may do. */
export interface Knocking {
  /** What stands in the field, whatever goes wrong. */
  readonly field: ReadonlySignal<string>
  readonly isWhole: ReadonlySignal<boolean>
  readonly isBusy: ReadonlySignal<boolean>
  /** It rings at the operator. */
  readonly isRinging: ReadonlySignal<boolean>
  /** What did not work: a code. */
  readonly fault: ReadonlySignal<string>
  /** The fault as a sentence that says what to do next. */
  readonly sentence: ReadonlySignal<string>
  type(text: string): void
  connect(): Promise<void>
  stop(): void
  dispose(): void
}

export interface KnockingOptions {
  life: Life
  conversation: VisitorConversation
  words: ReadonlySignal<CallbackWords>
  locale: ReadonlySignal<string>
  /** Number of a link. */
  given: string
  onAccepted(): void
}

export const createKnocking = (options: KnockingOptions): Knocking => {
  const { life, conversation, words, locale } = options
  const field = signal(toShown(options.given))
  const isBusy = signal(false)
  const fault = signal('')
  let after = 0
  let rang = false
  const isRinging = computed(() => {
    const { entry, state } = conversation.session.value ?? {}
    return entry === 'invitation' && state === 'queued'
  })
  const undo = effect(() => {
    const { state, endedBy } = conversation.session.value ?? {}
    if (isRinging.value) rang = true
    else if (rang) queueMicrotask(() => onOver(state, endedBy))
  })
  const onOver = (state: string | undefined, endedBy: string | undefined) => {
    rang = false
    if (state === 'accepted') options.onAccepted()
    else fault.value = endedBy === 'visitor' ? 'stopped' : 'ended'
  }

  return {
    field,
    fault,
    isBusy,
    isRinging,
    isWhole: computed(() => NUMBER.test(field.value)),
    sentence: computed(() => sayFault(words.value, locale.value, { code: fault.value, after })),
    type: text => {
      field.value = toShown(text)
      fault.value = ''
    },
    connect: async () => {
      if (isBusy.peek()) return
      fault.value = ''
      isBusy.value = true
      await knock(life, field.peek()).catch((refusal: Refusal) => {
        after = refusal.after ?? 0
        fault.value = refusal.code.replace(/^(invitation|session)\./, '')
      })
      isBusy.value = false
    },
    stop: () => conversation.leave(),
    dispose: undo,
  }
}

/** As it is told: three and three. What is no number yet stays as it was typed. */
const toShown = (text: string) => (NUMBER.test(text) ? text.replace(/\P{Nd}/gu, '').replace(/^.{3}/u, '$& ') : text)

const HOUR = 3_600_000
const MINUTE = 60_000

const sayFault = (words: CallbackWords, locale: string, { code, after }: { code: string; after: number }) => {
  if (!code) return ''
  if (code === 'stopped' || code === 'ended') return words[code]
  if (code !== 'often') return words.refusals[code] ?? words.refusals.failed!
  const [ms, unit] = after > HOUR ? ([HOUR, 'hour'] as const) : ([MINUTE, 'minute'] as const)
  const when = new Intl.RelativeTimeFormat(locale).format(Math.ceil(after / ms), unit)
  return words.often.replace('{when}', when)
}
