import type { Callback, Cursor, Id, Message, Receipt, Session, Time } from '../../src/protocol/entities.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import type {
  Client,
  DeskCallback,
  DeskEvent,
  DeskOperator,
  DeskSession,
  Invitation,
  Letter,
  LetterProgress,
  Relay,
} from '../protocol/desk.js'
import type { Agreement } from './agreement.js'
import type { Identity } from './persons.js'
import type { Reference } from './references.js'
import { without } from './without.js'

/*
 * Everything that ever happened is a row, and a row is one change. A visitor sees those of their own log that concern
 * them, counted by `seq`; the desk sees all, counted by `pos`. Both counts are dense, so a gap is always a loss.
 */

/** A client as the backend keeps them: what operators see, and what only the backend needs. */
export interface KnownClient extends Client {
  /** The 7 of “Visitor 7”. */
  number: number
  /** Marks this very log: a cursor of another one cannot be continued. */
  epoch: string
  /** Of who writes by a messenger: its own name for them. */
  contact?: string
  /** The last call tab that a page of theirs has opened: SHA-256 of its ticket. */
  ticket?: { hash: string; at: Time }
  mail?: NonNullable<Client['mail']> & {
    key: Agreement['key']
    /** Answers up to this `seq` were told. */
    upTo?: number
    /** Its address was told within the hour. */
    notBefore?: Time
  }
  /** Who their site says they are. */
  identity?: Identity
  /** Which of their tabs told where they are. */
  tab?: Id
  /** When they were last known to be here, to a day; older rows do not say it. */
  seen?: Time
}

export type Change =
  | { type: 'operator.changed'; operator: DeskOperator }
  | { type: 'client.changed'; client: KnownClient }
  | { type: 'session.changed'; session: DeskSession }
  | { type: 'message.added' | 'message.changed'; message: Message }
  /** Of what was said to a client of a messenger. */
  | { type: 'relay.changed'; relay: Relay }
  | { type: 'reference.changed'; reference: Reference }
  | { type: 'letter.added'; letter: Letter }
  | { type: 'letter.changed'; progress: LetterProgress }
  /** Without its number: that is in no store. */
  | { type: 'invitation.changed'; invitation: Invitation }
  | { type: 'callback.changed'; callback: DeskCallback }
  /** Whoever gives this address gets no mails: the person behind it has stopped them. */
  | { type: 'mail.stopped'; key: string }
  /** Who asked for it is not in it; `token` is the SHA-256 of the credential that it was asked for by, and opens nothing. */
  | { type: 'receipt.given'; receipt: Receipt; token?: string }
  | { type: 'life.began'; mark: string }

/*
 * A log may come back as an older copy of itself and grow again: then the same place names two different rows. So each
 * time a writer takes a log up, it begins a life: the first thing it writes is a mark of its own. Place and life together
 * name one row, and with it everything before; a cursor that names both cannot be continued in another history.
 */
export interface Life {
  /** `pos` of its first row. */
  from: number
  /** Chance, short. */
  mark: string
}

export interface Row {
  /** Place among all rows, from 1, dense. */
  pos: number
  /** Whose log it belongs to; `SITE` for what concerns no client. */
  client: Id
  /** Place in what the visitor sees of that log, from 1, dense; absent when they do not see it. */
  seq?: number
  change: Change
}

export const SITE: Id = 'site'

/** Whether the visitor whose log it is sees a change. */
export const isVisible = ({ type }: Change): boolean =>
  type === 'session.changed' || type === 'callback.changed' || type.startsWith('message.')

/** A session without what only operators may know. */
export const toVisitorSession = (session: DeskSession): Session =>
  without(
    session,
    ...(['client', 'group', 'queuedAt', 'groupedAt', 'waitsFor', 'knock', 'feedback', 'page', 'referrer'] as const),
    ...(['ticket', 'opener', 'wordless', 'devices', 'form'] as const),
  )

/** A callback without what only operators may know. */
export const toVisitorCallback = (callback: DeskCallback): Callback =>
  without(callback, 'client', 'widget', 'group', 'by', 'session', 'result', 'held')

/** A client without what only the backend needs. */
export const toDeskClient = ({ mail, identity, ...client }: KnownClient): Client => ({
  ...without(client, 'number', 'epoch', 'contact', 'ticket', 'tab', 'seen'),
  ...(mail && { mail: without(mail, 'key', 'upTo', 'notBefore') }),
  ...(identity && { verified: without(identity, 'site', 'spent') }),
})

/** A visible row as its visitor gets it. */
export const toVisitorEvent = ({ change }: Row, cursor: Cursor): ServerEvent | undefined => {
  if (change.type === 'session.changed') return { ...change, cursor, session: toVisitorSession(change.session) }
  if (change.type === 'callback.changed') return { ...change, cursor, callback: toVisitorCallback(change.callback) }
  if (change.type === 'message.added' || change.type === 'message.changed') return { ...change, cursor }
  return undefined
}

/** Any row as the desk gets it. */
export const toDeskEvent = ({ change }: Row, cursor: Cursor): DeskEvent => {
  if (!isForDesk(change)) return { type: 'life.began', cursor }
  if (change.type === 'client.changed') return { ...change, cursor, client: toDeskClient(change.client) }
  return { ...change, cursor }
}

/** All else is of no interest but for the count of cursors; a reference is nobody's to read. */
const isForDesk = (change: Change): change is Exclude<Change, { type: Hidden }> =>
  !HIDDEN.includes(change.type as Hidden)
const HIDDEN = ['life.began', 'reference.changed', 'mail.stopped', 'receipt.given'] as const
type Hidden = (typeof HIDDEN)[number]

/** A row of which nothing is left but its place: without it, whoever counts would miss one. */
export const toBlank = ({ pos }: Row, mark: string): Row => ({
  pos,
  client: SITE,
  change: { type: 'life.began', mark },
})

/** The life that wrote a row; of rows older than any life, and of none at all, it is the same. */
export const markAt = (lives: readonly Life[], pos: number): string =>
  lives.findLast(({ from }) => from <= pos)?.mark ?? '0'

/** A place in a log, and the mark of the life that wrote it. */
export interface Place {
  place: number
  mark: string
}

export const toCursor = (epoch: string, { place, mark }: Place): Cursor => `${epoch}.${place}.${mark}`

/** The place a cursor names, if it is one of this epoch. */
export const placeOf = (cursor: Cursor | undefined, epoch: string): Place | undefined => {
  const [, named, place, mark = ''] = /^([^.]+)\.(\d{1,15})\.([\w-]+)$/.exec(cursor ?? '') ?? []
  return named === epoch ? { place: Number(place), mark } : undefined
}
