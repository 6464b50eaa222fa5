import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import type { Id } from '../../protocol/entities.js'
import type { Form, FormValues } from '../../protocol/form.js'
import english from '../../i18n/en/letter.js'
import { wordsOf } from '../../i18n/format.js'
import type { FormWords, LetterWords } from '../../i18n/words.js'
import type { View } from '../chat/view.js'
import type { Lent } from '../asking/index.js'
import type { Parts } from '../form/index.js'
import type { PostState } from '../form/posted.js'
import { createAlong, type Along } from './along.js'
import { createCarried, placeIn } from './carried.js'

export type LetterState =
  | PostState<'letter.send'>
  /** In a moment; until then it is a draft. */
  | { state: 'soon'; values: FormValues }

/** What the leaves of the form read. Getters read signals where they stand. */
export interface Room {
  view: View
  /** What forms are made of. */
  parts: Parts
  /** Nobody is there. */
  readonly isAway: boolean
  /** Why, and what the visitor can do. */
  readonly lead: string
  /** The visitor would rather read, or talk. */
  isChosen: Signal<boolean>
  readonly words: FormWords & LetterWords
  /** What the form of the site is drawn with, once it has come. */
  other: { lent: ReadonlySignal<Lent | undefined>; isComing: ReadonlySignal<boolean> }
  readonly letter: LetterState
  /** The form of the site, or the one for name, phone, e-mail and message. */
  model: ReadonlySignal<FormModel>
  /** What goes with it beside what is asked for. */
  along: Along
  /** The site's own check has failed. */
  isUnchecked: ReadonlySignal<boolean>
  onTrap(text: string): void
  send(values: FormValues): void
  another(): void
  /** Takes along what was written elsewhere. */
  take(): void
  /** Takes along what the visitor has said in a session. */
  takeSaid(session: Id | undefined): void
  /** Back to the form with all that was in it. */
  edit(): void
  dispose(): void
}

export const createRoom = (view: View, parts: Parts, fetchKinds: () => Promise<Lent>): Room => {
  const { conversation } = view
  const { createPace, createPosted, formWords } = parts
  const words = computed(() => ({ ...(view.words.form ?? formWords), ...(view.words.letter ?? english) }))
  const letters = createPosted(conversation, 'letter.send')
  const other = createOther(view, fetchKinds)
  const writing = createModel(view, parts, () => ({ ...standardForm(words.value), ...other.lent.value?.form.value }))
  const { now: model } = writing
  // An answer that waits to be read comes first.
  const isChosen = signal(conversation.unread.peek() > 0)
  const along = createAlong(conversation.store, model)
  const carried = createCarried(conversation, { model, along, onRefused: () => (isChosen.value = false) })
  const desk = () => conversation.availability.value.webchat
  const pace = createPace(view, 'letter')
  let values: FormValues = {}

  return {
    ...{ view, parts, model, along, isChosen, other },
    get isAway() {
      return desk()?.state === 'offline'
    },
    get lead() {
      const { leads } = words.value
      return view.letter.value || (wordsOf(leads, desk()?.reason) ?? leads.noOperators ?? '')
    },
    get words() {
      return words.value
    },
    get letter() {
      return pace.isBusy.value ? { state: 'soon' as const, values } : letters.post.value
    },
    take: carried.take,
    takeSaid: carried.takeSaid,
    isUnchecked: pace.isUnchecked,
    onTrap: pace.onTrap,
    send: given => {
      values = given
      pace.send(filled => {
        conversation.post({ type: 'letter.send', values: { ...along.values(), ...values }, ...filled })
        view.letter.value = ''
        // The outbox has it now.
        model.peek().clear()
        carried.forget()
        view.submitted('letter')
      })
    },
    another: () => {
      pace.again()
      letters.done()
    },
    edit: () => {
      const letter = letters.post.peek()
      if (letter.state !== 'none') takeBack(letter.command.values, model.peek(), along)
      letters.done()
    },
    dispose: () =>
      [pace.dispose, writing.dispose, other.dispose, carried.dispose, along.dispose, letters.dispose].forEach(off =>
        off(),
      ),
  }
}

/** All that was in a letter stands where it stood. */
const takeBack = (values: FormValues, model: FormModel, along: Along) => {
  for (const name of Object.keys(values)) model.set(name, values[name] ?? '')
  along.restore(values)
}

/** What is written in the form of now. Another language, or another form: the same draft under other labels. */
const createModel = ({ conversation: { store }, params }: View, { createForm }: Parts, form: () => Form) => {
  const begin = () => createForm({ form: { ...form(), id: 'letter' }, store, params: params() })
  const now = signal(untracked(begin))
  const undo = effect(() => {
    const next = begin()
    untracked(() => moveWords(now.value, next))
    now.value = next
  })
  return { now, dispose: undo }
}

/** Where words have a place by another name, they go there. */
const moveWords = (from: FormModel, to: FormModel) => {
  const place = placeIn(to)
  const words = from.values.value[placeIn(from) ?? '']
  if (place && words && !to.values.value[place]) to.set(place, words)
}

/** What a form of the site's own is drawn with; until it has come, and without one, there is the form that all have. */
const createOther = ({ conversation }: View, fetchKinds: () => Promise<Lent>) => {
  const lent = signal<Lent | undefined>(undefined)
  const isComing = signal(false)
  const undo = effect(() => {
    if (!conversation.settings.value.offlineForm || lent.peek() || isComing.peek()) return
    isComing.value = true
    const settle = (kinds?: Lent) => batch(() => ((lent.value = kinds), (isComing.value = false)))
    fetchKinds().then(settle, () => settle())
  })
  return { lent, isComing, dispose: () => (undo(), lent.peek()?.dispose()) }
}

const standardForm = ({ name, phone, email, message }: Room['words']): Form => ({
  id: 'letter',
  fields: [
    { name: 'name', type: 'text', label: name, required: true, max: 200, half: true, param: 'name' },
    { name: 'phone', type: 'phone', label: phone, half: true, param: 'phone' },
    { name: 'email', type: 'email', label: email, required: true, param: 'email' },
    { name: 'message', type: 'textarea', label: message, required: true },
  ],
})
