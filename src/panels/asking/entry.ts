import { computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import type { ThreadItem } from '../../core/model.js'
import { parseForm } from '../../protocol/parse-form.js'
import type { Form, FormValues } from '../../protocol/form.js'
import { ENTRY, isRunning, isStarting, type View } from '../chat/view.js'
import type { Parts } from '../form/index.js'
import { createChoice, type Choice } from './choice.js'

/** What is asked before the queue, until a session runs. */
export interface Entry {
  /** The form, while it stands between the visitor and the queue. */
  readonly model: ReadonlySignal<FormModel | undefined>
  /** Why what was filled in did not begin a session: a code; empty while nothing is wrong. */
  readonly refusal: ReadonlySignal<string>
  /** What is chosen in it, by who is there. */
  readonly choice: Choice
  /** The site's own check has failed. */
  readonly isUnchecked: ReadonlySignal<boolean>
  onTrap(text: string): void
  /** Words that wait for the session. */
  readonly words: ReadonlySignal<number>
  /** The visitor would rather read the last conversation. */
  isAside: Signal<boolean>
  /** The visitor wants to talk again: it is not waited for their first words. */
  again(): void
  send(values: FormValues): void
  /** A message is left instead, with all that is filled in. @param why In words. */
  leaveWord(why: string): void
  dispose(): void
}

export const createEntry = (view: View, parts: Parts): Entry => {
  const { createForm, createPace } = parts
  const { conversation } = view
  const { rooms, thread } = conversation
  const form = createFilled(view, createForm)
  const refusedWords = computed(() => thread.value.filter(isRefusedWord))
  const pace = createPace(view, 'entry')
  const isAside = signal(false)
  const choice = createChoice(view, parts, form)
  const { refusal, settle, dispose } = createRefusal(conversation, choice)
  // What has just ended stays in view until somebody wants to talk again.
  const last = signal(view.session?.state === 'ended' ? view.session.id : undefined)
  const isOver = computed(
    () => view.session?.state === 'ended' && view.session.id !== last.value && !refusedWords.value.length,
  )
  const model = computed(() =>
    isRunning(view.session) || isStarting(view) || isAside.value || isOver.value ? undefined : form.value,
  )
  const undo = [
    effect(() => {
      if (!isRunning(view.session)) return
      isAside.value = false
      // Somebody is there after all.
      view.letter.value = ''
      untracked(settle)
      form.value?.clear()
    }),
    effect(() => {
      if (refusedWords.value.length) isAside.value = false
    }),
    effect(() => void rooms.set(ENTRY, form.value)),
    watchChoice(view, model, choice),
    dispose,
    pace.dispose,
  ]
  return {
    ...{ model, refusal, choice, isAside, isUnchecked: pace.isUnchecked, onTrap: pace.onTrap },
    words: computed(() => refusedWords.value.length),
    again: () => {
      pace.again()
      last.value = view.session?.id
    },
    send: values => {
      settle()
      if (view.next.peek()?.takes) return (view.hands.value = false)
      pace.send(filled => {
        conversation.enter({ form: values, ...filled })
        for (const { key } of refusedWords.peek()) conversation.retry(key)
        view.submitted('entry')
      })
    },
    leaveWord: why => {
      settle()
      // A letter that has gone has taken it along.
      rooms.set(ENTRY, form.peek())
      view.hands.value = false
      view.letter.value = why
    },
    dispose: () => undo.forEach(off => off()),
  }
}

const createFilled = (view: View, createForm: Parts['createForm']) => {
  const { settings, store } = view.conversation
  // Told anew with each connection: only another form is another one.
  const told = computed(() => JSON.stringify(settings.value.entryForm ?? ''))
  return computed(() => {
    const form = readForm(told.value, view)
    return form && createForm({ form: { ...form, id: `entry:${form.id}` }, store, params: view.params() })
  })
}

/** Why the last start of a chat began nothing, until that is settled; a panel that was closed does not say it again. */
const createRefusal = ({ refused, rooms }: View['conversation'], { open }: Choice) => {
  const settled = signal(rooms.get('refused'))
  const refusal = computed(() => {
    const { value } = refused
    // Words that came before the form have only asked for it; a call says itself what became of it.
    const isNone = value === settled.value || value?.code === 'form.missing' || !isChat(value?.command)
    return isNone ? '' : (value?.code ?? '')
  })
  const settle = () => {
    settled.value = refused.peek()
    rooms.set('refused', settled.peek())
  }
  let seen: unknown
  let before = ''
  const undo = effect(() => {
    const { value } = refused
    const now = open.value
    // What was told before the refusal is older than it.
    if (value === seen && now && now !== before && SHUT.test(refusal.peek())) untracked(settle)
    seen = value
    before = now
  })
  return { refusal, settle, dispose: () => (undo(), settle()) }
}

/** Refusals of who is there, rather than of what was filled in. */
export const SHUT = /^(group\.closed|queue\.full)$/

const isChat = (command: object = {}) => !('entry' in command) || command.entry === 'webchat'

/** What has changed of the department that is chosen is heard too. Returns its undo. */
const watchChoice = (view: View, model: Entry['model'], { told }: Choice) => {
  let before = ''
  return effect(() => {
    // Whoever talks chooses nothing.
    if (!model.value) return void (before = '')
    const now = told.value
    // Somebody is there again: who writes a message decides when to come back.
    if (before && !now) view.letter.value = ''
    if (now && now !== before) untracked(() => view.live.say(now))
    before = now
  })
}

const isRefusedWord = ({ state, code }: ThreadItem) => state === 'failed' && code === 'session.none'

/** One that cannot be read is none: better a chat without a form than neither. Where no files are taken it asks for none. */
export const readForm = (told: string, { conversation }: View): Form | undefined => {
  try {
    const form = parseForm(JSON.parse(told))
    return { ...form, fields: form.fields.filter(({ type }) => type !== 'file' || conversation.can('files')) }
  } catch {
    return undefined
  }
}
