import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import { createForm, QUICKEST, type FormModel } from '../../core/form.js'
import type { Letters } from '../../core/letters.js'
import type { Conversation } from '../../core/model.js'
import type { Form, FormValues } from '../../protocol/form.js'
import type { KeyStore } from '../../protocol/ports.js'
import type { FormWords } from './words.js'

export interface RoomOptions {
  conversation: Conversation
  letters: Letters
  /** Where drafts are kept. */
  store: KeyStore
  words: ReadonlySignal<FormWords>
  locale: ReadonlySignal<string>
  /** The backend's own form; without it there is one for name, phone, e-mail and message. */
  form?: Form
  /** What the visitor wrote before it turned out that nobody is there. */
  message?: string
  /** Somebody is there now, and the visitor would rather talk. */
  onChat(): void
}

/** What the leaves of the form read. Getters read signals where they stand. */
export interface Room extends Omit<RoomOptions, 'words' | 'form' | 'message'> {
  readonly words: FormWords
  model: ReadonlySignal<FormModel>
  onTrap(text: string): void
  send(values: FormValues): void
  another(): void
  /** Back to the form with all that was in it. */
  edit(): void
  dispose(): void
}

export const createRoom = ({ words, form, message, ...options }: RoomOptions): Room => {
  const { store, letters } = options
  const begin = () => createForm({ form: form ?? standardForm(words.peek()), store })
  const model = signal(begin())
  if (message && !model.peek().values.peek().message) model.peek().set('message', message)
  // Another language: the same draft under other labels.
  const undoWords = effect(() => {
    if (words.value) untracked(() => (model.value = begin()))
  })
  let trap = ''
  let since = Date.now()
  let soon: ReturnType<typeof setTimeout> | undefined

  return {
    ...options,
    model,
    get words() {
      return words.value
    },
    onTrap: text => (trap = text),
    send: values => {
      clearTimeout(soon)
      const deliver = () => {
        letters.send(values, { took: Date.now() - since, ...(trap && { trap }) })
        trap = ''
        // The outbox has it now.
        model.peek().clear()
      }
      // A form that was filled in before a reload may be sent at once, but not sooner than a person could.
      soon = setTimeout(deliver, Math.max(0, since + QUICKEST - Date.now()))
    },
    another: () => {
      since = Date.now()
      letters.done()
    },
    edit: () => {
      const letter = letters.letter.peek()
      if (letter.state !== 'none')
        for (const [name, value] of Object.entries(letter.values)) model.peek().set(name, value)
      letters.done()
    },
    dispose: () => {
      clearTimeout(soon)
      undoWords()
    },
  }
}

const standardForm = ({ name, phone, email, message }: FormWords): Form => ({
  id: 'letter',
  fields: [
    { name: 'name', type: 'text', label: name, required: true, max: 200, half: true },
    { name: 'phone', type: 'phone', label: phone, half: true },
    { name: 'email', type: 'email', label: email, required: true },
    { name: 'message', type: 'textarea', label: message, required: true },
  ],
})
