import type { Availabilities, Call, Callback, Entry, Message, Receipt, Session } from '../protocol/entities.js'

/**
 * What the one pipe to the backend is doing. `failed` and `ended` do not mend themselves, nor does `authExpired`, where the
 * backend refuses who the visitor is: another token by `identify` goes on, or the visitor's next press.
 */
export type ConnectionState =
  'idle' | 'connecting' | 'online' | 'reconnecting' | 'authExpired' | 'offline' | 'failed' | 'ended'

/** What the widget tells the page, by name. Every event also has `id`, `at` and `type`. */
export interface WidgetEvents {
  /** The buttons are on the page. Late subscribers get it too. */
  ready: object
  /** A panel has opened, or closed. */
  open: { entry: Entry }
  close: { entry: Entry }
  connection: { state: ConnectionState; /** Why it failed. */ code?: string }
  /** Which ways in lead to a person now. Late subscribers get the last one. */
  availability: { availability: Availabilities }
  'session.created': { session: Session }
  'session.queued': { session: Session }
  'session.accepted': { session: Session }
  'session.ended': { session: Session }
  /** A message stands in the conversation, of either side. */
  message: { message: Message }
  /** An own message was not sent; the visitor sees it and may try again. */
  'message.failed': { code: string }
  /** How many messages of the other side the visitor has not seen. */
  unread: { count: number }
  'callback.changed': { callback: Callback }
  'call.started': { call: Call }
  'call.ended': { call: Call }
  'form.submitted': { form: string }
  /** A rule says so: its action `emit`. */
  rule: { rule: string; name: string }
  /** Somebody has pressed a button, or a verb waits: the site is to ask for consent, with the option `consent: true`. */
  consent: object
  /** The backend has erased what `forget()` asked for, perhaps on another page. */
  erased: { receipt: Receipt }
  'params.changed': { params: Readonly<Record<string, string>> }
  /** Something did not work; `code` as in {@link ZvonekError}, `message` for the developer. */
  error: { code: string; message?: string }
}

/** One event as a listener gets it. */
export type WidgetEvent<T extends keyof WidgetEvents = keyof WidgetEvents> = {
  [K in T]: {
    /** Unique within this widget on this page. */
    id: string
    /** Milliseconds since 1970, by this browser's clock. */
    at: number
    type: K
  } & WidgetEvents[K]
}[T]

/** The widget at one moment. */
export interface WidgetState {
  connection: ConnectionState
  /** Per entry; `unknown` before the visitor acts. */
  availability: Availabilities
  /** The open session, or the last one that ended. */
  session?: Session | undefined
  unread: number
  /** The last callback that was asked for. */
  callback?: Callback | undefined
  /** The entry whose panel is open. */
  open?: Entry | undefined
  call?: Call | undefined
}
