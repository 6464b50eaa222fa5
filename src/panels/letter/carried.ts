import { effect, untracked, type ReadonlySignal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import type { Conversation } from '../../core/model.js'
import type { Id } from '../../protocol/entities.js'
import { isSilent } from '../../protocol/form-check.js'
import type { FormField } from '../../protocol/form.js'
import { ENTRY } from '../chat/view.js'
import type { Along, Extra } from './along.js'

/** Where words have a place in a form. */
export const placeIn = ({ fields }: FormModel) => fields.peek().find(({ type }) => type === 'textarea')?.name

/**
 * What the visitor wrote before it turned out that nobody is there: words that were refused, what stands in the composer, and
 * what was filled in before the queue. It stands in the letter too, and leaves the chat when the letter goes.
 */
export const createCarried = (
  conversation: Conversation,
  { model, along, onRefused }: { model: ReadonlySignal<FormModel>; along: Along; onRefused(): void },
) => {
  const keys = new Set<string>()
  const add = (text: string) => {
    const form = model.peek()
    const name = placeIn(form) ?? 'message'
    const before = form.values.peek()[name] ?? ''
    // More of the same takes its place.
    if (!before.includes(text)) form.set(name, text.includes(before) ? text : [before, text].join('\n'))
  }
  const dispose = effect(() => {
    for (const { key, state, body } of conversation.thread.value)
      if (state === 'failed' && body.text !== undefined && !keys.has(key)) {
        keys.add(key)
        untracked(() => add(body.text ?? ''))
        onRefused()
      }
  })
  let draft = ''
  /** Words that were said in a session, and that nobody has read. */
  const takeSaid = (session: Id | undefined) => {
    for (const { from, body, session: where } of conversation.thread.peek())
      if (from === 'visitor' && where === session && body.text) add(body.text)
  }
  return {
    ...{ dispose, takeSaid },
    /** The letter is about to stand there. */
    take: () => {
      const entry = conversation.rooms.get(ENTRY) as FormModel | undefined
      if (entry) {
        fill(entry, model.peek(), add)
        along.add(restOf(entry, model.peek()))
      }
      draft = conversation.draft.peek().trim()
      if (draft) add(draft)
    },
    /** The letter has it all; where it had no place for it, it stays. */
    forget: () => {
      conversation.rooms.delete(ENTRY)
      along.forget()
      if (!placeIn(model.peek())) return
      for (const key of keys) conversation.discard(key)
      if (conversation.draft.peek().trim() === draft) conversation.setDraft('')
    },
  }
}

/** What is filled in stands where it fits and nothing is yet; a consent is given for one thing only. */
const fill = (from: FormModel, to: FormModel, add: (text: string) => void) => {
  const given = from.values.peek()
  const asked = from.fields.peek()
  const words = given[wordsOf(from, to) ?? '']
  if (words) add(words)
  for (const field of to.form.fields) {
    const value = given[asked.find(one => fits(one, field))?.name ?? '']
    // What is hidden is not sent.
    if (value && to.fields.peek().includes(field) && !to.values.peek()[field.name]) to.set(field.name, value)
  }
}

/** The field whose words have a place in the letter. */
const wordsOf = (from: FormModel, to: FormModel) => placeIn(to) && placeIn(from)

/** What has no field in the letter: it goes beside it, in the words in which it was asked for. */
const restOf = (from: FormModel, to: FormModel): Extra[] => {
  const given = from.values.peek()
  const there = to.values.peek()
  const words = wordsOf(from, to)
  return from.fields.peek().flatMap(field => {
    const { name, label, options, type } = field
    const value = given[name]?.trim()
    // A consent, and what is ticked, is given for one thing only; files come with their own form.
    if (!value || isSilent(field) || name === words || /^(consent|checkbox|file)$/.test(type)) return []
    if (to.fields.peek().some(one => fits(field, one) && there[one.name])) return []
    const text = options?.find(one => one.value === value)?.label ?? value
    return [{ name, value, label, text }]
  })
}

const fits = (from: FormField, { type, name }: FormField) =>
  from.type === type && (/^(email|phone)$/.test(type) || (type === 'text' && from.name === name))
