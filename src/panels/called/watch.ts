import { computed, effect, type ReadonlySignal } from '@preact/signals'
import type { Session } from '../../protocol/entities.js'
import type { Ways } from '../callback/ways.js'
import type { Calling } from './calling.js'
import { isLate, isOpen } from './due.js'
import type { Knocking } from './knocking.js'
import type { RoomWords } from './words.js'

interface Watched extends Omit<Ways, 'words'> {
  words: ReadonlySignal<RoomWords>
  knocking: Knocking
  calling: Calling
}

/** Says aloud what rings, keeps the focus where writing starts, and gives way to the chat. Returns the undo. */
export const watch = ({ root, words, knocking, calling, polite, focus, ...ways }: Watched) => {
  let soon: ReturnType<typeof setTimeout> | undefined
  const view = computed(() => {
    if (knocking.isRinging.value) return 'ringing'
    const callback = calling.callback.value
    if (!isOpen(callback) || calling.isChanging.value) return ''
    return isLate(callback) ? 'late' : callback.dueAt === undefined ? 'arranged' : 'near'
  })
  const undo = [
    effect(() => {
      polite.value = view.value && words.peek()[view.value]
      // What had the focus may go: then it stays where writing starts, once that is drawn.
      if (root.activeElement) soon = setTimeout(() => root.activeElement || focus())
    }),
    watchAccepted(ways),
  ]
  return () => {
    clearTimeout(soon)
    for (const off of undo) off()
  }
}

/** Somebody calls, or opens the door at which it rings, and is in the chat: also where that was told before this room came. */
const watchAccepted = ({ conversation, before, toChat }: Pick<Ways, 'conversation' | 'before' | 'toChat'>) => {
  let known = talkOf(before)
  return effect(() => {
    const now = talkOf(conversation.value?.session.value)
    if (now && now !== known) queueMicrotask(toChat)
    known = now
  })
}

const talkOf = (session: Session | undefined) =>
  session?.state === 'accepted' && (session.entry === 'callback' || session.entry === 'invitation') ? session.id : ''
