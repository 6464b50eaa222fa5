/** What the call that an operator is in needs of their desk: the same as a visitor's call needs of the widget. */
import { computed } from '@preact/signals-core'
import { insist, type CallLine } from '../../../src/core/calling.js'
import type { Uploads } from '../../../src/core/uploads.js'
import type { Call, Id } from '../../../src/protocol/entities.js'
import type { DeskCommand } from '../../protocol/desk.js'
import { createStorage } from '../../../src/browser/storage.js'
import type { Board } from './board.js'
import type { Desk } from './model.js'
import type { Notices } from './notices.js'
import { createPicturing, type Picturing } from './picturing.js'
import { toCallRefusal } from './refusals.js'
import type { Talks } from './talks.js'
import type { Wire, WireOptions } from './wire.js'

interface CallLineOptions extends Pick<WireOptions, 'clock' | 'random' | 'newId' | 'log'> {
  board: Board
  wire: Wire
  talks: Talks
  notices: Notices
  uploads: Uploads
}

export const createCallLine = (
  options: CallLineOptions,
): Pick<Desk, 'callLine' | 'callTalk' | 'offerCall' | 'answerCall' | keyof Picturing> => {
  const { board, wire, talks, newId, notices } = options
  const tell = (refused: string | undefined) => refused !== undefined && notices.add(toCallRefusal(refused))
  /** An operator is in one call at most: the backend sees to it. */
  const callTalk = computed(() => talks.all.value.find(({ open, session: { call } }) => open && isMine(call, board)))
  const line: CallLine = {
    ...options,
    side: 'operator',
    call: computed(() => callTalk.value?.session.call),
    ask: (type, command) => wire.ask({ id: newId(), type, ...command } as DeskCommand),
    heard: wire.heard,
    lives: wire.connection.lives,
    store: createStorage('session', 'zvonek:desk-call:'),
    end: ({ id, session }) => void insist(line, 'call.end', { session, call: id }),
  }
  return {
    ...createPicturing({ ...options, line }),
    callLine: line,
    callTalk,
    offerCall: (session: Id) => void insist(line, 'call.offer', { session }).then(tell),
    answerCall: accept => {
      const call = line.call.peek()
      if (!call) return
      const answer = { session: call.session, call: call.id, accept }
      void insist(line, 'call.answer', answer).then(tell)
    },
  }
}

/** Theirs to take or to be in: not a colleague's, and not over. */
const isMine = (call: Call | undefined, { me }: Board): boolean =>
  !!call && call.state !== 'ended' && (call.operator === undefined || call.operator === me.value?.id)
