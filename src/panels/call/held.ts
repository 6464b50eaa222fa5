import { computed, effect, type ReadonlySignal } from '@preact/signals'
import { forgetSeat, wasIn, type CallLine } from '../../core/calling.js'
import type { VisitorConversation } from '../../core/conversation.js'
import type { RoomOptions } from '../panel.js'
import type * as checkRoom from './check/index.js'
import type * as engineRoom from './engine/index.js'
import { startOf } from './begin.js'
import { createComing, type Coming } from './coming.js'
import { createCall, type CallModel } from './model.js'
import type * as stageRoom from './stage/index.js'
import { watchCalls } from './tell.js'
import { visitorLine } from './visitor-line.js'

/** What the app gives every room, the chat's too. */
export type Around = Pick<RoomOptions, 'life' | 'emit' | 'setState'>

export interface Held {
  rooms: Rooms
  line: CallLine
  model: CallModel
  /** Name of the other side. */
  name: ReadonlySignal<string>
}

/** What comes as it is wanted: nothing of it is needed for an offer. */
export interface Rooms {
  check: Coming<typeof checkRoom>
  stage: Coming<typeof stageRoom>
  engine: Coming<typeof engineRoom>
}

const createRooms = (line: CallLine): Rooms => ({
  check: createComing(() => import('./check/index.js'), line),
  stage: createComing(() => import('./stage/index.js'), line),
  engine: createComing(() => import('./engine/index.js'), line),
})

/** The one call of a conversation. It goes on whichever panel is open, or none, and ends with the conversation. */
export const hold = (around: Around, conversation: VisitorConversation): Held => {
  const there = conversation.rooms.get('call') as Held | undefined
  if (there) return there
  const line = visitorLine(conversation, around.life.newId)
  const now = line.call.peek()
  const rooms = createRooms(line)
  const model = createCall({
    ...line,
    isWanted: !!now && wasIn(line, now.id),
    start: () => startOf(conversation),
    devices: async () => (await rooms.check.want()).devices,
    engine: async () => (await rooms.engine.want()).run,
  })
  const name = computed(() => conversation.session.value?.operators.at(-1)?.name ?? '')
  const undo = [
    watchCalls(around, line),
    effect(() => {
      if (model.wanted.value && line.call.value?.state === 'running') void rooms.stage.want()
    }),
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
  const held = { line, model, name, rooms }
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
