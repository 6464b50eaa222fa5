import { effect, untracked, type ReadonlySignal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import type { Conversation } from '../../core/model.js'

/** Where words have a place in a form. */
export const placeIn = ({ form }: FormModel) => form.fields.find(({ type }) => type === 'textarea')?.name

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
    const name = placeIn(form) ?? 'message'
    const before = form.values.peek()[name] ?? ''
    if (!before.includes(text)) form.set(name, [before, text].filter(Boolean).join('\n'))
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
    /** The letter has it all; where it had no place for it, it stays. */
    forget: () => {
      if (!placeIn(model.peek())) return
      for (const key of keys) conversation.discard(key)
      if (conversation.draft.peek().trim() === draft) conversation.setDraft('')
    },
  }
}
