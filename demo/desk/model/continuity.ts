import type { Id, Message } from '../../../src/protocol/entities.js'
import type { Board } from './board.js'

export interface Continuity {
  /** A snapshot is about to replace what stands on the board. */
  leave(): void
  /** All of it is here. */
  arrive(): void
}

/**
 * Notices when the server comes back without something that it had: an older copy of its log, or a visitor who has erased
 * everything. Conversations that are over leave the board by themselves.
 */
export const createContinuity = (board: Board, onLost: () => void): Continuity => {
  let shown: readonly Message[] = []
  const said = (sessions: readonly { id: Id }[]) =>
    sessions.flatMap(({ id }) => board.messagesOf(id)).filter(({ from }) => from !== 'system')
  let open: ReadonlySet<Id> = new Set()

  return {
    leave: () => {
      const sessions = [...board.sessions.peek().values()]
      open = new Set([...open, ...sessions.filter(({ state }) => state !== 'ended').map(({ id }) => id)])
      // A snapshot that was cut comes anew.
      shown = [...shown, ...said(sessions)]
    },
    arrive: () => {
      const sessions = board.sessions.peek()
      const held = new Set(said([...sessions.values()]).map(({ id }) => id))
      const isLost = ({ id, session }: Message) => !held.has(id) && (open.has(session) || sessions.has(session))
      if (shown.some(isLost)) onLost()
      shown = []
      open = new Set()
    },
  }
}
