import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Conversation } from '../../core/model.js'
import type { Command } from '../../protocol/commands.js'
import type { OutboxItem } from '../../core/shelf.js'
import type { KeptCommand, Post } from '../../core/speech.js'
import type { FormValues } from '../../protocol/form.js'

/** How far a message that was left has come. */
export type LetterState =
  /** There is none. */
  | { state: 'none' }
  /** In a moment; until then it is a draft. */
  | { state: 'soon'; values: FormValues }
  /** On its way, or kept until there is a connection. */
  | { state: 'sending' | 'waiting'; values: FormValues }
  | { state: 'sent'; values: FormValues }
  /** Refused for good as it is. */
  | { state: 'refused'; values: FormValues }

/** The message that is left when nobody is there: one at a time, in the outbox until the backend has it. */
export interface Letters {
  readonly letter: ReadonlySignal<LetterState>
  send(letter: Post): void
  /** Takes back one that was refused, or forgets one that has arrived: the next may be written. */
  done(): void
  dispose(): void
}

type Item = OutboxItem<Command<'letter.send'>>
const isLetter = (item: OutboxItem<KeptCommand>): item is OutboxItem<KeptCommand> & Item =>
  item.command.type === 'letter.send'

export const createLetters = ({ kept, connection, post, discard }: Conversation): Letters => {
  const item = computed(() => kept.value.find(isLetter))
  const arrived = signal<FormValues | undefined>(undefined)
  let before: Item | undefined
  // What has left the outbox, and was not taken out here, the backend holds.
  const undo = effect(() => {
    const now = item.value
    if (before && !now) arrived.value = before.command.values
    before = now
  })
  const letter = computed((): LetterState => {
    const waiting = item.value
    if (!waiting) return arrived.value ? { state: 'sent', values: arrived.value } : { state: 'none' }
    const { values } = waiting.command
    if (waiting.state === 'failed') return { state: 'refused', values }
    const isGoing = waiting.state !== 'slow' && connection.value.state === 'online'
    return { state: isGoing ? 'sending' : 'waiting', values }
  })
  return {
    letter,
    send: post,
    done: () => {
      const refused = item.peek()
      before = undefined
      if (refused) discard(refused.command.id)
      arrived.value = undefined
    },
    dispose: undo,
  }
}
