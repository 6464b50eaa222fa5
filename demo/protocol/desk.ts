/** What the operator's desk and the backend say to each other. Entities are the visitor protocol's; this adds the far end. */
import type { Command, Reply } from '../../src/protocol/commands.js'
import type { Cursor, Id, Message, Operator, PageView, Parameter, Session, Time } from '../../src/protocol/entities.js'
import type { Limits } from '../../src/protocol/events.js'

/** An operator as colleagues see them. */
export interface DeskOperator extends Operator {
  version: number
  available: boolean
  /** Conversations at once. */
  maxChats: number
}

/** A client as operators see them. */
export interface Client {
  id: Id
  version: number
  /** “Visitor 7”: the name until a better one is known. */
  label: string
  name?: string
  phone?: string
  /** BCP 47 tag. */
  locale?: string
  /** “Firefox 145”, “Windows 11”; absent when the browser did not say. */
  browser?: string
  system?: string
  /** Whether a page of theirs is connected now, and since when it is not. */
  online: boolean
  leftAt?: Time
  /** Sessions before the present one. */
  visits: number
  page?: PageView
  params: readonly Parameter[]
}

/** A session with the client it belongs to. */
export interface DeskSession extends Session {
  client: Id
  /** Group of operators it came to; absent where none are set. */
  group?: string
  queuedAt?: Time
}

export type DeskEvent =
  | { type: 'hello'; protocol: number; operator: DeskOperator; dedupe: 'server'; limits: Limits }
  | {
      type: 'snapshot'
      cursor?: Cursor
      operators: readonly DeskOperator[]
      clients: readonly Client[]
      /** Open ones, and those that ended in the last hour. */
      sessions: readonly DeskSession[]
      messages: readonly Message[]
    }
  | { type: 'live'; cursor?: Cursor }
  /** The server has taken its log up anew: of no interest but for the cursor. */
  | { type: 'life.began'; cursor?: Cursor }
  | { type: 'operator.changed'; cursor?: Cursor; operator: DeskOperator }
  | { type: 'client.changed'; cursor?: Cursor; client: Client }
  | { type: 'session.changed'; cursor?: Cursor; session: DeskSession }
  | { type: 'message.added' | 'message.changed'; cursor?: Cursor; message: Message }
  /** The visitor writes, or stopped. */
  | { type: 'typing.changed'; session: Id; on: boolean }
  | { type: 'bye'; after: number }

export interface DeskCommandMap {
  'session.accept': { session: Id }
  'session.end': { session: Id }
  'message.send': { session: Id; text: string }
  'operator.available': { on: boolean }
  'typing.set': { session: Id; on: boolean }
  'read.mark': { session: Id; seq: number }
}
export type DeskCommand = { [K in keyof DeskCommandMap]: { id: Id; type: K } & DeskCommandMap[K] }[keyof DeskCommandMap]
export type DeskReply<C extends DeskCommand = DeskCommand> = Reply<C & Command>
