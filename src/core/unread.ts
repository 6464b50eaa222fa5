import { computed, signal, type ReadonlySignal } from '@preact/signals-core'
import type { Message } from '../protocol/entities.js'
import type { KeyStore } from '../protocol/ports.js'
import { react } from './react.js'
import { remember } from './remember.js'

export interface Unread {
  /** Messages of the other side beyond the read mark. */
  readonly count: ReadonlySignal<number>
  /** Where the line “New” stands: the first message unread when the reader came. */
  readonly newFrom: ReadonlySignal<number | undefined>
  /** The reader looks at the thread, or looks away. */
  look(looking: boolean): void
  /** The reader answered: nothing is new any more. */
  answered(): void
  /** Another reader: nothing is read. */
  forget(): void
  /** The backend may have missed how far the reader is. */
  tellAgain(): void
  dispose(): void
}

export interface UnreadOptions {
  messages: ReadonlySignal<readonly Message[]>
  /** Whose words count as unread. */
  theirs(message: Message): boolean
  /** Where the mark is kept; its value is checked when read. */
  store: KeyStore
  /** How far they have read wherever else they are, as the backend knows it. */
  elsewhere(): number
  /** Tells the backend. */
  tell(upTo: Message): void
}

export const createUnread = ({ messages, theirs, store, elsewhere, tell }: UnreadOptions): Unread => {
  const mark = signal(Number(store.get('read')) || 0)
  const newFrom = signal<number | undefined>(undefined)
  const looking = signal(false)
  const unread = computed(() => {
    const read = Math.max(mark.value, elsewhere())
    return messages.value.filter(message => message.seq > read && theirs(message))
  })

  const undo = react(
    () => looking.value && unread.value.at(-1),
    last => {
      if (!last) return
      mark.value = last.seq
      remember(store, 'read', String(last.seq))
      tell(last)
    },
  )

  return {
    // Whoever looks reads as it comes: nothing flashes up.
    count: computed(() => (looking.value ? 0 : unread.value.length)),
    newFrom,
    look: now => {
      if (now && !looking.value) newFrom.value = unread.value.at(0)?.seq
      looking.value = now
    },
    answered: () => (newFrom.value = undefined),
    forget: () => {
      mark.value = 0
      store.remove('read')
    },
    tellAgain: () => {
      // The history may be an older copy: what comes at places that were read before is new.
      mark.value = Math.min(mark.value, messages.value.at(-1)?.seq ?? 0)
      const last = messages.value.findLast(message => message.seq <= mark.value && theirs(message))
      if (last) tell(last)
    },
    dispose: undo,
  }
}
