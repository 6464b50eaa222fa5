import { signal, type ReadonlySignal } from '@preact/signals-core'
import { own } from '../protocol/own.js'
import { message } from '../protocol/parse-event.js'
import { lenient } from '../protocol/parse.js'
import type { Beside } from './beside.js'
import type { Older } from './model.js'
import type { Thread } from './thread.js'

export interface HistoryOptions extends Pick<Beside, 'ask'> {
  thread: Thread
  newId(): string
}

/** What is older than the snapshot: fetched a page at a time, and only when somebody goes there. */
export const createHistory = ({ thread, ask, newId }: HistoryOptions) => {
  const state = signal<Older>('')
  let turn = 0
  return {
    state: state as ReadonlySignal<Older>,
    /** A snapshot has come: what was fetched before is gone, and what is on its way belongs to nothing. */
    reset: (more: boolean | undefined) => {
      turn++
      state.value = more ? 'more' : ''
    },
    fetch: async () => {
      if (!state.value || state.value === 'coming') return
      const mine = ++turn
      const { messages } = thread
      state.value = 'coming'
      const next = await ask({ id: newId(), type: 'history.get', before: messages.value.at(0)?.seq ?? 0 })
        .then(own)
        .then(reply => {
          if (mine === turn) thread.reset([...lenient(message)(reply.messages), ...messages.value])
          return reply.more ? 'more' : ''
        })
        .catch((): Older => 'failed')
      if (mine === turn) state.value = next
    },
  }
}
