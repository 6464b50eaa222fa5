import { computed, effect, type ReadonlySignal } from '@preact/signals'
import { insist, wasIn } from '../../core/calling.js'
import english from '../../i18n/en/videocall.js'
import type { CallWords } from '../../i18n/words.js'
import { adopt } from '../../styles/sheet.js'
import type { View } from '../chat/view.js'
import type { RoomOptions } from '../panel.js'
import { Beside } from './Beside.js'
import css from './Call.css'
import { createCall } from './model.js'
import { watchCalls } from './tell.js'
import { visitorLine } from './visitor-line.js'

export { mount } from './Opened.js'

/** What the app gives every room, the chat's too. */
export type RoomView = View & Pick<RoomOptions, 'life' | 'conversation' | 'emit' | 'setState'>

/** A call beside the messages of the chat: from its offer to its end. Returns its undo. */
export const start = (given: View): (() => void) => {
  const view = given as RoomView
  const { conversation, life } = view
  const words: ReadonlySignal<CallWords> = computed(() => view.words.videocall ?? english)
  const line = visitorLine(conversation, life.newId)
  const now = line.call.peek()
  const model = createCall({ ...line, isWanted: !!now && wasIn(line, now.id) })
  const name = computed(() => conversation.session.value?.operators.at(-1)?.name ?? '')
  const undo = [
    adopt(view.root, css),
    watchCalls(view, conversation),
    // Each call is agreed to anew.
    effect(() => {
      if (line.call.value?.state !== 'ended') return
      model.stay()
      model.local.release()
    }),
    effect(() => {
      const call = line.call.value
      if (call?.state === 'offered' && call.by === 'operator')
        view.live.alert(words.peek().offers.replace('{name}', name.peek()))
    }),
    effect(() => {
      const outcome = model.local.outcome.value
      const { session } = line.call.peek() ?? {}
      if (outcome && outcome !== 'asking' && session !== undefined)
        conversation.tell({ id: life.newId(), type: 'call.report', session, outcome })
    }),
  ]
  const onAnswer = (accept: boolean) => {
    const call = line.call.peek()
    if (call) void insist(line, 'call.answer', { session: call.session, call: call.id, accept })
  }
  view.above.value = <Beside view={{ model, words, name }} side="visitor" checks onAnswer={onAnswer} />
  return () => {
    view.above.value = undefined
    for (const end of undo) end()
    model.dispose()
  }
}

/** The visitor asks for a call in the conversation there is. */
export const offer = async (given: View): Promise<void> => {
  const view = given as RoomView
  const session = view.session?.id
  if (session === undefined) return
  const refused = await insist(visitorLine(view.conversation, view.life.newId), 'call.offer', { session })
  const { busy, fault } = view.words.videocall ?? english
  if (refused) view.live.alert(refused.startsWith('operator.') ? busy : fault)
}
