import { computed, effect, type ReadonlySignal } from '@preact/signals'
import { forgetSeat, wasIn, type CallLine } from '../../core/calling.js'
import type { VisitorConversation } from '../../core/conversation.js'
import type { RoomOptions } from '../panel.js'
import { createCall, type CallModel } from './model.js'
import { watchCalls } from './tell.js'
import { visitorLine } from './visitor-line.js'

/** What the app gives every room, the chat's too. */
export type Around = Pick<RoomOptions, 'life' | 'emit' | 'setState'>

export interface Held {
  line: CallLine
  model: CallModel
  /** Name of the other side. */
  name: ReadonlySignal<string>
}

/** The one call of a conversation. It goes on whichever panel is open, or none, and ends with the conversation. */
export const hold = (around: Around, conversation: VisitorConversation): Held => {
  const there = conversation.rooms.get('call') as Held | undefined
  if (there) return there
  const line = visitorLine(conversation, around.life.newId)
  const now = line.call.peek()
  const model = createCall({ ...line, isWanted: !!now && wasIn(line, now.id) })
  const name = computed(() => conversation.session.value?.operators.at(-1)?.name ?? '')
  const undo = [
    watchCalls(around, line),
    // Each call is agreed to anew.
    effect(() => {
      if (line.call.value?.state !== 'ended' && conversation.session.value?.state !== 'ended') return
      model.stay()
      model.local.release()
    }),
    report(around, conversation, { line, model }),
    model.dispose,
  ]
  conversation.onEnd(() => {
    undo.forEach(end => end())
    // Whoever comes next was in no call.
    forgetSeat(line)
  })
  const held = { line, model, name }
  conversation.rooms.set('call', held)
  return held
}

/** The operator is to know why somebody is not seen. Once for each session and outcome. */
const report = ({ life }: Around, conversation: VisitorConversation, { line, model }: Pick<Held, 'line' | 'model'>) => {
  const session = computed(() => line.call.value?.session)
  return effect(() => {
    const outcome = model.local.outcome.value
    if (outcome && outcome !== 'asking' && session.value !== undefined)
      conversation.tell({ id: life.newId(), type: 'call.report', session: session.value, outcome })
  })
}
