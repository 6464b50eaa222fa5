import { computed, signal, type ReadonlySignal } from '@preact/signals-core'
import type { Command } from '../protocol/commands.js'
import type { Id } from '../protocol/entities.js'
import type { FormValues } from '../protocol/form.js'
import type { Outbox } from './outbox.js'
import type { OutboxItem } from './shelf.js'

/** How far a message that was left has come. */
export type LetterState =
  /** There is none. */
  | { state: 'none' }
  /** On its way, or kept until there is a connection. */
  | { state: 'sending' | 'waiting'; values: FormValues }
  | { state: 'sent'; values: FormValues }
  /** Refused for good as it is. */
  | { state: 'refused'; values: FormValues; code: string }

/** The message that is left when nobody is there: one at a time, kept until the backend has it. */
export interface Letters {
  readonly letter: ReadonlySignal<LetterState>
  /** @param took ms since the form came into view; `trap` what a program may have written where nobody looks */
  send(values: FormValues, how: { took: number; trap?: string }): void
  /** Takes back one that was refused, or forgets one that has arrived: the next may be written. */
  done(): void
}

type Letter = Command<'letter.send'>
type Kept = { id: Id; type: string }

export interface LettersOptions<C extends Kept> {
  outbox: Outbox<C | Letter>
  newId(): Id
  /** Name of the widget it is written in. */
  widget(): string
}

export const createLetters = <C extends Kept>({ outbox, newId, widget }: LettersOptions<C>) => {
  const arrived = signal<FormValues | undefined>(undefined)
  const item = computed(() => outbox.items.value.find(isLetter))
  const letter = computed<LetterState>(() => {
    const waiting = item.value
    if (!waiting) return arrived.value ? { state: 'sent', values: arrived.value } : { state: 'none' }
    const { values } = waiting.command
    if (waiting.state === 'failed') return { state: 'refused', values, code: waiting.code ?? 'rejected' }
    return { state: waiting.state === 'sending' ? 'sending' : 'waiting', values }
  })
  return {
    letter,
    /** The backend holds it. */
    onReply: (command: C | Letter) => {
      if (command.type === 'letter.send') arrived.value = (command as Letter).values
    },
    send: (values: FormValues, how: { took: number; trap?: string }) => {
      if (item.value) return
      arrived.value = undefined
      outbox.add({ id: newId(), type: 'letter.send', widget: widget(), values, ...how } as Letter)
    },
    done: () => {
      arrived.value = undefined
      if (item.value?.state === 'failed') outbox.remove(item.value.command.id)
    },
  }
}

const isLetter = (item: OutboxItem<Kept>): item is OutboxItem<Letter> => item.command.type === 'letter.send'
