import type { Form } from './form.js'

/** The things both ends talk about. Field terms follow the product page; every object on the wire is one of these. */

/** An opaque identifier, unguessable where it matters; never parsed by the client. */
export type Id = string
/** A place in a backend's stream. Minted by the backend or its adapter, opaque to everybody else, never persisted. */
export type Cursor = string
/** Milliseconds since 1970-01-01T00:00:00Z, by the backend's clock. */
export type Time = number

/** The way a client came. */
export type Entry =
  | 'webchat'
  | 'video'
  | 'callback'
  | 'invitation'
  | 'messenger'
  | 'whatsapp'
  | 'apple'
  | 'vk'
  | 'telegram'
  | 'viber'
  | 'line'
  | 'phone'

/** Why an entry leads to nobody now. */
export type OfflineReason = 'hours' | 'noOperators' | 'queueFull' | 'away' | 'blocked' | 'unreachable'

/** Whether an entry leads to a person now. `unknown` holds before the visitor acts. */
export interface Availability {
  state: 'unknown' | 'online' | 'busy' | 'offline'
  /** Why it is offline. */
  reason?: OfflineReason
  /** Expected wait in seconds, when the backend knows it. */
  wait?: number
  /** With the reason `hours`: when it opens next, if that is known. */
  at?: Time
}
/** Whether each entry leads to a person; of one that is missing nothing is known. */
export type Availabilities = Partial<Record<Entry, Availability>>

/** Somebody who answers. */
export interface Operator {
  id: Id
  name: string
  /** Address of a picture, on the backend's own origin. */
  photo?: string
  /** One short line under the name, such as a department. */
  title?: string
}

/** A key and value attached to a session, with where it came from. */
export interface Parameter {
  key: string
  value: string
  source: 'page' | 'api' | 'entryForm' | 'form' | 'card' | 'backend'
  /** What the form, or the widget's settings, call it. */
  label?: string
  /** What was chosen, in the words of the form: `value` is what rules go by. */
  text?: string
  /** When it was set. Of a consent, whose value is the version of its wording: when it was agreed to. */
  at?: Time
}

/** A page the client is on; cleaned before it leaves the browser. */
export interface PageView {
  url: string
  title?: string
  /** When they came to it. */
  at?: Time
  /** They look at something else: another tab, another program. */
  hidden?: boolean
  /** How far down the page is in sight, in per cent. Told only where the widget's settings ask for it. */
  scroll?: number
}

/** How far a session is; it never goes back but from `accepted` to `queued`, when it is handed on. */
export type SessionState = 'created' | 'queued' | 'accepted' | 'ended'

/** One conversation from entry to end. Merged by `id`; the higher `version` wins. */
export interface Session {
  id: Id
  version: number
  entry: Entry
  state: SessionState
  /** Name of the widget it came from. */
  widget: string
  /** Place in the queue, from 1, while queued. */
  position?: number
  /** Expected wait in seconds, while queued. */
  wait?: number
  operators: readonly Operator[]
  createdAt: Time
  acceptedAt?: Time
  endedAt?: Time
  endedBy?: 'visitor' | 'operator' | 'system'
  /** Highest message `seq` each side has read. */
  readByVisitor?: number
  readByOperator?: number
  /** The visitor has said how it was. */
  rated?: boolean
  /** The call in it, or the last one. */
  call?: Call
}

/** A stored file, as both sides may fetch it. */
export interface FileRef {
  id: Id
  name: string
  type: string
  /** Bytes. */
  size: number
  /** Absolute address, on the backend's own origin. It needs no credential: who knows it may read the file. */
  url: string
  /** Of a picture, once the backend has looked at it; absent: it is not shown but fetched. */
  width?: number
  height?: number
}

/** A button of a card: a link, or an answer that the visitor gives by it. */
export interface CardAction {
  label: string
  url?: string
  /** Text sent as the visitor's message when pressed. */
  reply?: string
}
/** A picture, a title and what may be done about them. */
export interface Card {
  title: string
  text?: string
  image?: string
  actions: readonly CardAction[]
}

/** What a conversation says of itself between the messages. */
export type Notice =
  | 'session.queued'
  | 'operator.joined'
  | 'operator.left'
  | 'session.ended'
  | 'session.redirected'
  /** Somebody else takes over, and it is not known yet who. */
  | 'session.regrouped'
  | 'page.changed'
  | 'call.began'
  | 'call.declined'
  | 'call.ended'

/**
 * What a message holds. `text` is always there in words, so that an end which does not know a kind still shows
 * something true; `data` belongs to the room that renders the kind and is read there.
 */
export type MessageBody =
  | { kind: 'text'; text: string }
  | { kind: 'notice'; text: string; data: { notice: Notice; name?: string } }
  | { kind: 'file'; text: string; data: FileRef }
  | { kind: 'card' | 'list' | 'carousel'; text: string; data: { cards: readonly Card[] } }
  | { kind: 'replies'; text: string; data: { replies: readonly string[] } }
  /** Asks the visitor for something; the last one in a conversation may be filled in, once. */
  | { kind: 'form'; text: string; data: Form }
  /** What they have filled in: `form` is the id of the message that asked. */
  | { kind: 'filled'; text: string; data: { form: Id; values: readonly FilledValue[] } }
  /** Somebody offers a call; how it stands, the session says. */
  | { kind: 'offer'; text: string; data: { offer: 'video'; call: Id } }
  | { kind: 'location'; text: string; data: { latitude: number; longitude: number } }

/** One field as it was filled in, in the words of the form; of a file its name. */
export interface FilledValue {
  label: string
  value: string
}

/** A body as it comes from the wire: kinds of later versions stay readable by their `text`. */
export interface WireBody {
  kind: string
  text: string
  data?: unknown
}

/** One line of a conversation. Merged by `id`; the higher `version` wins; own ones are known by `command`. */
export interface Message {
  id: Id
  version: number
  session: Id
  /** Its place: strictly increasing along the visitor's log, the same for every reader. */
  seq: number
  at: Time
  from: 'visitor' | 'operator' | 'bot' | 'system'
  /** Who of the operators wrote it. */
  author?: Operator
  /** Id of the command that made it: how a sender knows its own. */
  command?: Id
  body: WireBody
  state?: 'edited' | 'removed'
}

/** A chat that an operator offers to a visitor who is on the site: one at a time. */
export interface Offer {
  id: Id
  /** In the operator's own words. */
  text: string
  operator: Operator
  at: Time
  /** `over`: it was taken back, or the visitor left or did something else. */
  state: 'open' | 'accepted' | 'declined' | 'over'
}

/** How far a callback has come. `invalid`: the number turned out to be none. */
export type CallbackState = 'requested' | 'dialled' | 'reached' | 'notReached' | 'invalid' | 'cancelled'

/** A requested call back. A visitor has one at most that is not over; `version` grows from one to the next. */
export interface Callback {
  id: Id
  version: number
  /** E.164. */
  phone: string
  /** Start of the half hour that was chosen; absent means as soon as somebody can. */
  at?: Time
  requestedAt: Time
  /** Since when it rings at the desk; absent while its time has not come. */
  dueAt?: Time
  /** Since when it has rung for longer than was promised, or hours are over; absent while it is in time, and once it is dialled. */
  overdueAt?: Time
  /** When the site opens again; absent while it is open. */
  opensAt?: Time
  /** IANA zone of the site's clock, where it has hours. */
  zone?: string
  /** When somebody took it to dial, and when its state was last said. */
  dialledAt?: Time
  endedAt?: Time
  state: CallbackState
}

/** Half an hour in which somebody may be called. */
export interface CallbackSlot {
  at: Time
  /** Whether another callback fits into it. */
  free: boolean
}

/** The side of a call. */
export type Side = 'visitor' | 'operator'

/** A video call: part of its session, and told with it. */
export interface Call {
  id: Id
  session: Id
  state: 'offered' | 'running' | 'ended'
  /** Who asked for it. */
  by: Side
  /** The operator in it, once one is. */
  operator?: Id
  /** The one tab of each side that is in it, by an id of the tab's own making. */
  seats: { [S in Side]?: Id }
  /** When it was offered; when both had agreed; when it was over. */
  at: Time
  startedAt?: Time
  endedAt?: Time
  /** The last one that the operator has asked for. */
  picture?: CallPicture
}

/** A picture of the client's video: taken once, and only once they have agreed to this one. It comes as a message. */
export interface CallPicture {
  id: Id
  state: 'asked' | 'allowed' | 'declined' | 'taken'
}

/** What came of asking for camera and microphone. */
export type DeviceOutcome = 'granted' | 'audioOnly' | 'denied' | 'noDevices' | 'inUse' | 'insecure' | 'unsupported'

/** How far a call has come that a page opened in a tab of its own. */
export interface TicketState {
  /** `unused`: the tab has not come to the backend. */
  state: 'unused' | 'joined' | 'ended'
  /** Absent until an operator accepts. */
  call?: Call
}

/** What a side sent the other by way of the backend; only the two engines understand it. */
export interface CallMail {
  /** Its place among those to the same tab: without holes, but for a restart of the backend. */
  place: number
  /** The tab it is from. */
  from: Id
  signals: readonly unknown[]
}

/** By what means a call runs: the engine, and what it needs. */
export type CallMeans =
  | {
      engine: 'p2p'
      servers: readonly CallServer[]
      /** Only by way of the relays, so that no address is told. */
      relayOnly: boolean
      /** Ms that the credentials hold from when they are given; absent: for ever. */
      expiresIn?: number
    }
  | { engine: 'link'; url: string }

/** A STUN or TURN server, in the shape of the platform's `RTCIceServer`. */
export interface CallServer {
  urls: readonly string[]
  username?: string
  credential?: string
}

/** That nothing of a visitor is left at the backend: it names nobody, and the backend knows it by its `id`. */
export interface Receipt {
  id: Id
  at: Time
  /** How much there was: of `conversations`, `messages`, `letters`, `callbacks`, `files`. */
  erased: Readonly<Record<string, number>>
}
