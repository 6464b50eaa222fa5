import { computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import { remember } from '../../core/remember.js'
import type { FeedbackForm, Form, FormValues } from '../../protocol/form.js'
import { parseFeedbackForm } from '../../protocol/parse-form.js'
import type { View } from '../chat/view.js'
import type { Parts } from '../form/index.js'
import type { PostState } from '../form/posted.js'
import { toSaid, type Said } from './words.js'

/** What is asked after the end, until it is sent or passed over. */
export interface Feedback {
  /** Something of it stands in the place of the conversation. */
  readonly isWanted: ReadonlySignal<boolean>
  readonly model: ReadonlySignal<FormModel | undefined>
  readonly post: ReadonlySignal<PostState<'feedback.send'>>
  /** Why it was refused. */
  readonly code: ReadonlySignal<string | undefined>
  send(values: FormValues): void
  /** The visitor would rather read the conversation; it is asked again when the panel opens anew. */
  isAside: Signal<boolean>
  /** The visitor goes on without it, or has read the thanks. */
  pass(): void
  dispose(): void
}

const PASSED = 'feedback'
/** Ms after the end in which it still makes sense to ask. */
const RECENT = 86_400_000

export const createFeedback = (view: View, parts: Parts): Feedback => {
  const { conversation } = view
  const { settings, store } = conversation
  const posted = parts.createPosted(conversation, 'feedback.send')
  const passed = signal(store.get(PASSED))
  const isAside = signal(false)
  // Told anew with each connection: only another one is news.
  const told = computed(() => JSON.stringify(settings.value.feedback ?? ''))
  const asked = computed(() => (told.value ? readFeedback(JSON.parse(told.value)) : undefined))
  const said = computed(() => toSaid(view, parts))
  const over = computed(() => {
    const { session } = view
    if (!session?.acceptedAt || session.state !== 'ended' || passed.value === session.id) return ''
    return Date.now() - (session.endedAt ?? 0) < RECENT ? session.id : ''
  })
  // Its draft belongs to one conversation.
  const model = computed(() => {
    const { post } = posted
    if (!over.value || !asked.value || (view.session?.rated && post.value.state === 'none')) return undefined
    return parts.createForm({ form: toForm(over.value, asked.value, said.value), store })
  })
  const pass = () => {
    const id = conversation.session.peek()?.id
    if (/sent|refused/.test(posted.post.peek().state)) posted.done()
    model.peek()?.clear()
    passed.value = id
    remember(store, PASSED, id ?? '')
  }
  const undo = effect(() => {
    const post = posted.post.value
    if (post.state === 'sent') untracked(() => model.peek()?.clear())
  })
  return {
    isWanted: computed(() => !!model.value && !isAside.value),
    isAside,
    model,
    post: posted.post,
    code: computed(() => conversation.kept.value.find(({ command }) => command.type === 'feedback.send')?.code),
    send: ({ rating, comment, email }) => {
      const id = conversation.session.peek()?.id
      if (posted.post.peek().state === 'refused') posted.done()
      conversation.post({
        type: 'feedback.send',
        session: id ?? '',
        rating: Number(rating),
        scale: asked.peek()?.scale ?? 'stars',
        ...(comment && { comment }),
        ...(email && { transcriptTo: email }),
      })
      view.submitted('feedback')
    },
    pass,
    dispose: () => {
      undo()
      posted.dispose()
    },
  }
}

const toForm = (session: string, { scale, transcript }: FeedbackForm, { say, form }: Said): Form => ({
  id: `feedback:${session}`,
  fields: [
    { name: 'rating', type: 'rating', label: say.how, required: true, scale },
    { name: 'comment', type: 'textarea', label: say.comment },
    ...(transcript
      ? ([
          { name: 'transcript', type: 'checkbox', label: say.transcript },
          {
            name: 'email',
            type: 'email',
            label: form.email,
            required: true,
            showIf: [{ name: 'transcript', is: 'equal', value: 'yes' }],
          },
        ] as const)
      : []),
  ],
})

const readFeedback = (told: unknown) => {
  try {
    return parseFeedbackForm(told)
  } catch {
    return undefined
  }
}
