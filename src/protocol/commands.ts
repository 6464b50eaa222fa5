import type {
  Callback,
  CallbackSlot,
  CallMail,
  CallMeans,
  Cursor,
  DeviceOutcome,
  Entry,
  Id,
  Message,
  PageView,
  Receipt,
  Session,
  TicketState,
} from './entities.js'
import type { RatingScale } from './form.js'

/** Where a session comes from, as far as the visitor lets it be known. */
export interface SessionStart {
  entry: Entry
  widget: string
  /** Group of operators, when the page or the entry form chose one. */
  group?: string
  /** BCP 47 tag of the widget's language. */
  locale?: string
  page?: PageView
  /** Address of the page that led to the site; cleaned like any other. */
  referrer?: string
  params?: Readonly<Record<string, string>>
  /** What the entry form asked for, by name of the field. */
  form?: Readonly<Record<string, string>>
  /** The page has settled what the entry form would ask for. */
  skipForm?: boolean
  /** Where a person filled it in: as of a letter. */
  took?: number
  trap?: string
  check?: string
  /** Of a call in a tab of its own: the one-time ticket that the page which opened it put into the address. */
  ticket?: string
  /** It is shown where no messages are, such as on a call page: neither words nor forms of operators are seen there. */
  wordless?: boolean
}

/** What either side says of the call in a session; both in the same words. */
export interface CallCommandMap {
  /** Asks the other side for a call. */
  'call.offer': { session: Id }
  'call.answer': { session: Id; call: Id; accept: boolean }
  /** Takes this side's one seat for a tab; another tab gives it up only to who names it in `was`. Again with the same seat: fresh credentials. */
  'call.join': { session: Id; call: Id; seat: Id; was?: Id }
  /** Hangs up, or takes the offer back. */
  'call.end': { session: Id; call: Id }
  /** Sends to the other side's tab; `turn` counts from 1 and makes repeating harmless. */
  'call.signal': { session: Id; call: Id; seat: Id; to: Id; turn: number; signals: readonly unknown[] }
  /** What was sent to this tab, behind `after`. */
  'call.fetch': { session: Id; call: Id; seat: Id; after: number }
}

/** And what of it only the visitor says. */
export interface SideCommandMap extends CallCommandMap {
  /** Whether the operator may take the picture of the visitor's video that they have asked for. */
  'picture.answer': { session: Id; call: Id; picture: Id; accept: boolean }
}

/**
 * What a client asks of a backend, by name. The first group changes a conversation and goes one at a time through the
 * outbox; the second goes beside it and is never kept: by whoever waits for the answer, or by nobody.
 */
export interface CommandMap extends SideCommandMap {
  'session.start': SessionStart
  'session.leave': { session: Id }
  /** Without `session` it belongs to the visitor's open one. */
  'message.send': { session?: Id; text: string; files?: readonly Id[] }
  'message.edit': { message: Id; text: string }
  'message.remove': { message: Id }
  /** `form` is the id of the message that asked; without `session`, in the visitor's open one. */
  'form.submit': { form: Id; session?: Id; values: Readonly<Record<string, string>> }
  /** After the end, once. `rating` as it was chosen on the scale, which is `stars` if absent; the backend brings it to 1–5. */
  'feedback.send': { session: Id; rating: number; scale?: RatingScale; comment?: string; transcriptTo?: string }
  /**
   * `took` (ms) is how long it was being filled in; `trap` is what stood in a field that nobody sees; `check` is what a
   * check of the site's own gave for it.
   */
  'letter.send': {
    values: Readonly<Record<string, string>>
    took: number
    trap?: string
    check?: string
    widget: string
  }
  /**
   * Asks to be called: E.164, or as it is dialled in `country` (ISO 3166). `at` is the start of a half hour that
   * `callback.slots` offered; without it, as soon as possible. What was asked for before and not dialled yet is moved.
   */
  'callback.request': { phone: string; country?: string; at?: number; widget: string; locale?: string }
  'callback.cancel': { callback: Id }

  /** Rings at the operator who made the number: `code` is its six digits. */
  'invitation.redeem': { code: string } & Omit<
    SessionStart,
    'entry' | 'group' | 'form' | 'skipForm' | 'took' | 'trap' | 'check' | 'ticket' | 'wordless'
  >
  /** What the visitor says to an operator's offer. A yes makes a session with that operator at once, if it is not too late. */
  'offer.answer': { offer: Id; accept: boolean } & Pick<
    SessionStart,
    'widget' | 'locale' | 'page' | 'referrer' | 'params'
  >
  'callback.slots': { widget: string }
  /** The visitor goes to a messenger, whose far end will bring the reference: random, so that nobody else knows it. */
  'messenger.open': { entry: Entry; reference: string; widget: string; page?: PageView }
  'typing.set': { session: Id; on: boolean }
  'read.mark': { session: Id; seq: number }
  /**
   * The page in front, in the tab of that name; `hidden` without a page: that tab is out of sight; neither: it is not shared any more.
   * `zone` is the name of the browser's time zone.
   */
  'page.share': { page?: PageView; hidden?: boolean; tab?: Id; widget?: string; zone?: string }
  /** Sets by key; null removes. */
  'params.set': { params: Readonly<Record<string, string | null>>; widget?: string }
  /** What came of asking for camera and microphone, for the operator to know. */
  'call.report': { session: Id; outcome: DeviceOutcome }
  /** The page that opened a call tab says which, by the SHA-256 of its ticket in hexadecimal, and where it was opened. */
  'ticket.link': { ticket: string; widget: string; page?: PageView; params?: Readonly<Record<string, string>> }
  /** Nothing of an upload is wanted any more, however far it has come; what is sent already stays. `upload` is the sender's own id of it. */
  'upload.drop': { upload: Id }
  'history.get': { before?: number; limit?: number }
  /** This device is theirs no longer: what proved who they are proves nothing from now on. */
  'visitor.logout': object
  'visitor.forget': object
}

/** What a visitor may ask of a backend, by name. */
export type CommandType = keyof CommandMap
/** A command as it travels: its own id makes repeating it harmless. */
export type Command<T extends CommandType = CommandType> = {
  [K in T]: { id: Id; type: K } & CommandMap[K]
}[T]
/** Any command of a visitor. */
export type ClientCommand = Command

/** What a backend answers beside that it holds a command; to those that are not here, nothing. */
export interface ReplyMap {
  'session.start': { session: Session }
  'message.send': { message: Message }
  /** What was filled in, as it stands in the conversation. */
  'form.submit': { message: Message }
  'callback.request': { callback: Callback }
  'invitation.redeem': { session: Session }
  'offer.answer': { session?: Session }
  /** `zone`: the IANA time zone of the site, where its hours say one. */
  'callback.slots': { slots: readonly CallbackSlot[]; zone?: string }
  'history.get': { messages: readonly Message[]; more: boolean }
  'call.join': { means: CallMeans }
  'call.fetch': { mails: readonly CallMail[] }
  'ticket.link': { ticket: TicketState }
  /** The same for each device that asks by the same credential, however often. */
  'visitor.forget': { receipt?: Receipt }
}
/** The backend's answer once it holds a command for good. */
export type Reply<C extends { type: string } = ClientCommand> = { cursor?: Cursor } & (C extends { type: infer T }
  ? T extends keyof ReplyMap
    ? ReplyMap[T]
    : object
  : never)

/** Commands that are kept in the outbox until the backend holds them. */
export type OutboxType = Exclude<
  CommandType,
  | 'invitation.redeem'
  | 'offer.answer'
  | 'callback.slots'
  | 'messenger.open'
  | 'typing.set'
  | 'read.mark'
  | 'page.share'
  | 'params.set'
  | keyof SideCommandMap
  | 'call.report'
  | 'ticket.link'
  | 'upload.drop'
  | 'history.get'
  | 'visitor.logout'
  | 'visitor.forget'
>
