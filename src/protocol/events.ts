import type {
  Availabilities,
  Availability,
  Callback,
  CallMail,
  Cursor,
  Id,
  Message,
  Offer,
  Operator,
  Parameter,
  Session,
  TicketState,
} from './entities.js'
import type { FeedbackForm, Form } from './form.js'
import type { PageRules } from './page-clean.js'

/** The protocol this code speaks. A backend may be newer: what it adds is ignored, unless it says it must not be. */
export const PROTOCOL = 1

/** What a backend can do beyond text both ways; the UI shows only what is here. */
export type Capability =
  'typing' | 'read' | 'files' | 'video' | 'callback' | 'invitation' | 'page' | 'letters' | 'messengers'

/** Words and faces of the site, as the panel shows them. */
export interface Settings {
  /** Name of the site or team, in the panel's header. */
  title?: string
  /** Who usually answers. */
  team?: readonly Operator[]
  /** Address of the privacy notice. */
  privacy?: string
  /** What is asked before the queue. */
  entryForm?: Form
  /** How it is asked how it was, once a conversation has ended; absent: it is not. */
  feedback?: FeedbackForm
  /** What is asked when nobody is there; absent: name, phone, e-mail and a message. */
  offlineForm?: Form
  /** What may be told of the site's addresses. */
  page?: PageRules
  /** What is on when a call begins, by the way in; absent: both, and after a callback the camera alone. */
  starts?: { [E in 'webchat' | 'video' | 'callback']?: CallStart }
}

/** What is on when a call begins. */
export type CallStart = 'both' | 'camera' | 'microphone' | 'none'

/** What the backend takes at most. */
export interface Limits {
  /** Longest text of one message, in UTF-16 code units. */
  text: number
  /** Largest file, in bytes. */
  file?: number
  /** Files that may wait to be sent at once. */
  files?: number
}

/** First event of every stream. */
export interface Hello {
  type: 'hello'
  /** Protocol of the backend. */
  protocol: number
  /** Oldest protocol the backend still understands. */
  oldest?: number
  visitor: { id: Id; /** Bearer token; only when this very stream made the visitor. */ token?: string }
  capabilities: readonly string[]
  /** `server`: the same command id is accepted once for ever. `echo`: look for it in the stream before repeating. */
  dedupe: 'server' | 'echo'
  limits: Limits
  settings: Settings
  availability: Availabilities
  groups?: GroupStates
}

/**
 * Whether a chat leads to a person now, by what can be chosen in a field of the entry form that is a `group`. Absent: it is
 * not known, and each is offered as if it did.
 */
export type GroupStates = Readonly<Record<string, Availability>>

/** Everything there is, in place of a replay: what the client held before is gone. */
export interface Snapshot {
  type: 'snapshot'
  cursor?: Cursor
  sessions: readonly Session[]
  messages: readonly Message[]
  /** Whether older messages can be had by `history.get`. */
  more?: boolean
}

/** Events between `hello` and the end of the stream. One without a cursor is ephemeral. */
export type ServerEvent =
  | Hello
  | Snapshot
  | { type: 'live'; cursor?: Cursor }
  | { type: 'session.changed'; cursor?: Cursor; session: Session }
  | { type: 'message.added' | 'message.changed'; cursor?: Cursor; message: Message }
  | { type: 'typing.changed'; session: Id; operator: Operator; on: boolean }
  /** Whole each time: of groups that are not named in it nothing is known any more. */
  | { type: 'availability.changed'; availability: Availabilities; groups?: GroupStates }
  /** The owner of the site has changed what `hello` told; what the launcher shows stays as it is. */
  | { type: 'settings.changed'; settings: Settings }
  | { type: 'callback.changed'; cursor?: Cursor; callback: Callback }
  /** How the visitor's last offer stands: told when that changes, and when a stream begins. */
  | { type: 'offer.changed'; offer: Offer }
  /** For the tab `to` alone; what was missed comes by `call.fetch`. */
  | ({ type: 'call.signal'; call: Id; to: Id } & CallMail)
  /** A call that a page of this visitor opened in a tab of its own. */
  | { type: 'ticket.changed'; hash: string; ticket: TicketState }
  | { type: 'params.changed'; cursor?: Cursor; session: Id; params: readonly Parameter[] }
  /** The backend is about to close this stream; come back after `after` milliseconds. */
  | { type: 'bye'; after: number }
