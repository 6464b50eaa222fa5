import { computed, type ReadonlySignal } from '@preact/signals-core'
import { createTyping } from '../../../src/core/writing.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { Clock } from '../../../src/protocol/ports.js'
import type { Board } from './board.js'
import type { Drafts } from './drafts.js'
import type { Talk } from './model.js'
import type { Wire } from './wire.js'

export interface ComposingParts {
  board: Board
  drafts: Drafts
  wire: Wire
  clock: Clock
  newId(): Id
  selected: ReadonlySignal<Talk | undefined>
  answered(): void
}

/** What stands in the composer of the selected conversation, and its way out. */
export const createComposing = ({ board, drafts, wire, clock, newId, selected, answered }: ComposingParts) => {
  let at: Id | undefined
  const typing = createTyping(clock, on => {
    if (at) wire.tell({ id: newId(), type: 'typing.set', session: at, on })
  })
  const draft = computed(() => drafts.all.value.get(selected.value?.id ?? '') ?? '')

  return {
    draft,
    setDraft: (text: string): void => {
      const talk = selected.peek()
      if (!talk) return
      if (talk.id !== at) typing.stop()
      at = talk.id
      drafts.set(talk.id, text)
      // In a session that has ended nobody sees it.
      if (talk.open) typing.typed(text.trim())
    },
    send: (): void => {
      const talk = selected.peek()
      const text = draft.peek().trim()
      if (!talk?.answerable || !text || text.length > board.limits.peek().text) return
      wire.orders.give('message.send', { session: talk.id, text })
      drafts.set(talk.id, '')
      typing.stop()
      answered()
    },
    retry: wire.orders.retry,
    discard: wire.remove,
    dispose: typing.dispose,
  }
}
