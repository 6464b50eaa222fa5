import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import type { ThreadItem } from '../../core/model.js'
import { parseForm } from '../../protocol/parse-form.js'
import type { Form, FormValues } from '../../protocol/form.js'
import { ENTRY, isRunning, isStarting, type View } from '../chat/view.js'
import type { Parts } from '../form/index.js'

/** What is asked before the queue, until a session runs. */
export interface Entry {
  /** The form, while it stands between the visitor and the queue. */
  readonly model: ReadonlySignal<FormModel | undefined>
  /** What was filled in did not begin a session. */
  readonly isRefused: ReadonlySignal<boolean>
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
  dispose(): void
}

export const createEntry = (view: View, { createForm, createPace }: Parts): Entry => {
  const { conversation } = view
  const { rooms, settings, store, thread } = conversation
  // Told anew with each connection: only another form is another one.
  const told = computed(() => JSON.stringify(settings.value.entryForm ?? ''))
  const form = computed(() => {
    const form = readForm(told.value, view)
    return form && createForm({ form: { ...form, id: `entry:${form.id}` }, store, params: view.params() })
  })
  const refusedWords = computed(() => thread.value.filter(isRefusedWord))
  const pace = createPace(view, 'entry')
  const isAside = signal(false)
  const isRefused = signal(false)
  let isSent = false
  const undo = [
    effect(() => {
      const isOnItsWay = isStarting(view)
      if (isRunning(view.session)) {
        isSent = isRefused.value = isAside.value = false
        form.value?.clear()
      } else if (isSent && !isOnItsWay) {
        isSent = false
        isRefused.value = true
      }
    }),
    effect(() => {
      if (refusedWords.value.length) isAside.value = false
    }),
    effect(() => void rooms.set(ENTRY, form.value)),
  ]
  // What has just ended stays in view until somebody wants to talk again.
  const last = signal(view.session?.state === 'ended' ? view.session.id : undefined)
  const isOver = computed(
    () => view.session?.state === 'ended' && view.session.id !== last.value && !refusedWords.value.length,
  )
  return {
    model: computed(() =>
      isRunning(view.session) || isStarting(view) || isAside.value || isOver.value ? undefined : form.value,
    ),
    isRefused,
    words: computed(() => refusedWords.value.length),
    isAside,
    again: () => {
      pace.again()
      last.value = view.session?.id
    },
    isUnchecked: pace.isUnchecked,
    onTrap: pace.onTrap,
    send: values => {
      isRefused.value = false
      if (view.next.peek()?.takes) return (view.hands.value = false)
      pace.send(filled => {
        isSent = true
        conversation.enter({ form: values, ...filled })
        for (const { key } of refusedWords.peek()) conversation.retry(key)
        view.submitted('entry')
      })
    },
    dispose: () => [...undo, pace.dispose].forEach(off => off()),
  }
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
