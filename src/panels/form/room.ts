import { computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals'
import { createForm, QUICKEST, type FormModel } from '../../core/form.js'
import type { Form, FormValues } from '../../protocol/form.js'
import english from '../../i18n/en/form.js'
import { wordsOf } from '../../i18n/format.js'
import type { FormWords } from '../../i18n/words.js'
import type { View } from '../chat/view.js'
import { createCarried } from './carried.js'
import { createPosted, type PostState } from './posted.js'

export type LetterState =
  | PostState<'letter.send'>
  /** In a moment; until then it is a draft. */
  | { state: 'soon'; values: FormValues }

/** What the leaves of the form read. Getters read signals where they stand. */
export interface Room {
  view: View
  /** Nobody is there. */
  readonly isAway: boolean
  /** Why, and what the visitor can do. */
  readonly lead: string
  /** The visitor would rather read, or talk. */
  isChosen: Signal<boolean>
  readonly words: FormWords
  readonly letter: LetterState
  /** The form for name, phone, e-mail and message. */
  model: ReadonlySignal<FormModel>
  onTrap(text: string): void
  send(values: FormValues): void
  another(): void
  /** Back to the form with all that was in it. */
  edit(): void
  dispose(): void
}

export const createRoom = (view: View): Room => {
  const { conversation } = view
  const words = computed(() => view.words.form ?? english)
  const letters = createPosted(conversation, 'letter.send')
  const begin = () => createForm({ form: standardForm(words.peek()), store: conversation.store })
  const model = signal(begin())
  // Another language: the same draft under other labels.
  const undoWords = effect(() => {
    if (words.value) untracked(() => (model.value = begin()))
  })
  // An answer that waits to be read comes first.
  const isChosen = signal(conversation.unread.peek() > 0)
  const carried = createCarried(conversation, { model, onRefused: () => (isChosen.value = false) })
  const desk = () => conversation.availability.value.webchat
  const pause = signal<FormValues | undefined>(undefined)
  let trap = ''
  let since = Date.now()
  let soon: ReturnType<typeof setTimeout> | undefined

  return {
    view,
    model,
    isChosen,
    get isAway() {
      return desk()?.state === 'offline'
    },
    get lead() {
      const { leads } = words.value
      return wordsOf(leads, desk()?.reason) ?? leads.noOperators ?? ''
    },
    get words() {
      return words.value
    },
    get letter() {
      return pause.value ? { state: 'soon' as const, values: pause.value } : letters.post.value
    },
    onTrap: text => (trap = text),
    send: values => {
      const deliver = () => {
        conversation.post({ type: 'letter.send', values, took: Date.now() - since, ...(trap && { trap }) })
        pause.value = undefined
        // The outbox has it now.
        trap = ''
        model.peek().clear()
        carried.forget()
        view.submitted('letter')
      }
      pause.value = values
      // A form that was filled in before a reload may be sent at once, but not sooner than a person could.
      soon = setTimeout(deliver, Math.max(0, since + QUICKEST - Date.now()))
    },
    another: () => {
      since = Date.now()
      letters.done()
    },
    edit: () => {
      const letter = letters.post.peek()
      if (letter.state !== 'none')
        for (const name of Object.keys(letter.command.values)) model.peek().set(name, letter.command.values[name] ?? '')
      letters.done()
    },
    dispose: () => [() => clearTimeout(soon), undoWords, carried.dispose, letters.dispose].forEach(off => off()),
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
