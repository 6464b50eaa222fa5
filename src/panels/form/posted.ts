import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Conversation } from '../../core/model.js'
import type { Command } from '../../protocol/commands.js'
import type { OutboxItem } from '../../core/shelf.js'
import type { KeptCommand, Post } from '../../core/speech.js'

type Type = Post['type']

/** How far something that was filled in and sent has come. */
export type PostState<T extends Type> =
  /** There is none. */
  | { state: 'none' }
  /** On its way, or kept until there is a connection. */
  | { state: 'sending' | 'waiting'; command: Command<T> }
  /** `refused`: for good as it is. */
  | { state: 'sent' | 'refused'; command: Command<T> }

/** What a form becomes: one at a time, in the outbox until the backend has it. */
export interface Posted<T extends Type> {
  readonly post: ReadonlySignal<PostState<T>>
  /** Takes back one that was refused, or forgets one that has arrived: the next may be written. */
  done(): void
  dispose(): void
}

export const createPosted = <T extends Type>({ kept, connection, discard }: Conversation, type: T): Posted<T> => {
  type Item = OutboxItem<Command<T>>
  const isOne = (item: OutboxItem<KeptCommand>): item is OutboxItem<KeptCommand> & Item => item.command.type === type
  const item = computed<Item | undefined>(() => kept.value.find(isOne))
  const arrived = signal<Command<T> | undefined>(undefined)
  let before: Item | undefined
  // What has left the outbox, and was not taken out here, the backend holds.
  const undo = effect(() => {
    const now = item.value
    if (before && !now) arrived.value = before.command
    before = now
  })
  const post = computed((): PostState<T> => {
    const waiting = item.value
    if (!waiting) return arrived.value ? { state: 'sent', command: arrived.value } : { state: 'none' }
    const { state, command } = waiting
    const isGoing = state !== 'slow' && connection.value.state === 'online'
    return { state: state === 'failed' ? 'refused' : isGoing ? 'sending' : 'waiting', command }
  })
  return {
    post,
    done: () => {
      const refused = item.peek()
      before = undefined
      if (refused) discard(refused.command.id)
      arrived.value = undefined
    },
    dispose: undo,
  }
}
