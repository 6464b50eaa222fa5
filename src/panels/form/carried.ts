import { effect, untracked, type ReadonlySignal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import type { Conversation } from '../../core/model.js'

/**
 * What the visitor wrote into the chat before it turned out that nobody is there: words that were refused, and what stands
 * in the composer. It stands in the letter too, and leaves the chat when the letter goes.
 */
export const createCarried = (
  conversation: Conversation,
  { model, onRefused }: { model: ReadonlySignal<FormModel>; onRefused(): void },
) => {
  const keys = new Set<string>()
  const add = (text: string) => {
    const form = model.peek()
    const before = form.values.peek().message ?? ''
    if (!before.includes(text)) form.set('message', [before, text].filter(Boolean).join('\n'))
  }
  const dispose = effect(() => {
    for (const { key, state, body } of conversation.thread.value)
      if (state === 'failed' && body.text !== undefined && !keys.has(key)) {
        keys.add(key)
        untracked(() => add(body.text ?? ''))
        onRefused()
      }
  })
  const draft = conversation.draft.peek().trim()
  if (draft) add(draft)
  return {
    dispose,
    /** The letter has it all. */
    forget: () => {
      for (const key of keys) conversation.discard(key)
      if (conversation.draft.peek().trim() === draft) conversation.setDraft('')
    },
  }
}
