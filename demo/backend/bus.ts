import type { CallMail, Id, Offer, Operator, TicketState } from '../../src/protocol/entities.js'
import type { Settings } from '../../src/protocol/events.js'
import type { DeskForm, DeskGroup } from '../protocol/desk.js'
import type { Door } from './departments.js'
import type { Row } from './row.js'

/** What travels between those who write and those who listen. Only rows are kept; the rest is of the moment. */
export type Note =
  /** `mark` is that of the life that wrote it. */
  | { type: 'row'; row: Row; mark: string }
  | { type: 'typing'; session: Id; by: Operator | 'visitor'; on: boolean }
  | ({ type: 'availability' } & Door)
  /** Between the two ends of a call: for the visitor of the topic, or at the desk for one operator. */
  | { type: 'signal'; call: Id; to: Id; mail: CallMail; operator: Id | undefined }
  | { type: 'ticket'; hash: string; ticket: TicketState }
  /** For the visitor of the topic. */
  | { type: 'offer'; offer: Offer }
  /** Somebody guesses numbers of invitations, or it has calmed down. */
  | { type: 'guessing'; on: boolean }
  | { type: 'groups'; groups: readonly DeskGroup[] }
  | { type: 'forms'; forms: readonly DeskForm[] }
  /** What a widget shows has changed; the desk hears that something has. */
  | { type: 'settings'; settings: Settings }
  | { type: 'site' }
  /** Who listens is to begin anew: what they are told at first has changed, or nothing is left of it. */
  | { type: 'again' }
  /** Clients are forgotten: what was sent before must not stay on any desk. `epoch` marks the log from now on. */
  | { type: 'erased'; clients: readonly Id[]; epoch: string }

/** Who listens to what; behind it a cluster may stand. */
export interface Bus {
  publish(topic: string, note: Note): void
  /** Returns its undo. */
  subscribe(topic: string, hear: (note: Note) => void): () => void
  /** How many listen, each counted once per topic. */
  listeners(): number
}

export const DESK = 'desk'
export const topicOfWidget = (widget: string) => `widget:${widget}`
export const topicOf = (client: Id) => `client:${client}`

export const createBus = (): Bus => {
  const topics = new Map<string, Set<(note: Note) => void>>()
  return {
    publish: (topic, note) => {
      for (const hear of topics.get(topic) ?? []) hear(note)
    },
    subscribe: (topic, hear) => {
      const listeners = topics.get(topic) ?? new Set()
      topics.set(topic, listeners.add(hear))
      return () => {
        listeners.delete(hear)
        if (!listeners.size && topics.get(topic) === listeners) topics.delete(topic)
      }
    },
    listeners: () => [...topics.values()].reduce((sum, { size }) => sum + size, 0),
  }
}
