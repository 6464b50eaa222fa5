import { computed, effect, untracked } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import type { ThreadItem } from '../../core/model.js'
import { own } from '../../protocol/own.js'
import type { Form, FormValues } from '../../protocol/form.js'
import type { View } from '../chat/view.js'
import type { Parts } from '../form/index.js'
import { readForm } from './entry.js'

/*
 * A form that an operator has sent into the conversation. Only the last one may be filled in, while the conversation runs:
 *
 *   open ─send→ going ─→ filled      going ─refused→ open, with a word      a later form, or the end → over
 *
 * How it stands is read from the conversation alone, so it is the same in all tabs and after a reload.
 */
export type SlipState = 'open' | 'going' | 'waiting' | 'refused' | 'filled' | 'over'

export interface Slips {
  stateOf(item: ThreadItem): SlipState
  /** While it may be filled in; undefined when it cannot be read: then its words are true. */
  modelOf(item: ThreadItem): FormModel | undefined
  send(item: ThreadItem, values: FormValues): void
  dispose(): void
}

/** It is settled what becomes of it: nothing is to be mended. */
const SETTLED = /^(form\.(old|done)|session\.ended)$/

export const createSlips = (view: View, { createForm }: Parts): Slips => {
  const { conversation } = view
  const { thread, kept, store } = conversation
  const models = new Map<string, FormModel | undefined>()
  const last = computed(() => thread.value.findLast(isSlip))
  const filled = computed(
    () => new Set(thread.value.flatMap(({ body }) => (body.kind === 'filled' ? asked(body) : []))),
  )
  const postOf = (key: string) =>
    kept.value.find(({ command }) => command.type === 'form.submit' && command.form === key)

  const stateOf: Slips['stateOf'] = ({ key, session }) => {
    const post = postOf(key)
    if (filled.value.has(key)) return 'filled'
    if (post && post.state !== 'failed') return post.state === 'slow' ? 'waiting' : 'going'
    const isOver = last.value?.key !== key || view.session?.id !== session || view.session?.state === 'ended'
    if (isOver) return 'over'
    return post ? 'refused' : 'open'
  }
  const modelOf: Slips['modelOf'] = ({ key, body }) => {
    if (!models.has(key))
      models.set(
        key,
        untracked(() => toModel(key, readForm(JSON.stringify(body.data), view))),
      )
    return models.get(key)
  }
  const toModel = (key: string, form: Form | undefined) =>
    form && createForm({ form: { ...form, id: `slip:${key}` }, store, params: view.params() })

  const discard = (key: string) => {
    const failed = untracked(() => postOf(key))
    if (failed) conversation.discard(failed.command.id)
  }
  const undo = effect(() => {
    const item = last.value
    const post = item && postOf(item.key)
    if (post?.state === 'failed' && SETTLED.test(post.code ?? '')) discard(item!.key)
    // It has arrived, from whatever tab.
    if (item && filled.value.has(item.key)) untracked(() => modelOf(item)?.clear())
  })
  return {
    stateOf,
    modelOf,
    send: ({ key, session, body }, values) => {
      discard(key)
      conversation.post({ type: 'form.submit', form: key, ...(session !== undefined && { session }), values })
      view.submitted((body.data as Form).id)
    },
    dispose: undo,
  }
}

export const isSlip = ({ body }: ThreadItem): boolean => body.kind === 'form'

/** Which form was filled in. A body's data is as it came over the wire. */
const asked = ({ data }: ThreadItem['body']): string[] => {
  const { form }: { form?: unknown } = own(Object(data) as object)
  return typeof form === 'string' ? [form] : []
}
