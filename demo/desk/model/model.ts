/** The desk without pixels: what its rooms read and what they may do. Signals are written only inside. */
import type { ReadonlySignal } from '@preact/signals-core'
import type { CallLine } from '../../../src/core/calling.js'
import type { ConnectionStatus, ThreadItem } from '../../../src/core/model.js'
import type { Uploads } from '../../../src/core/uploads.js'
import type { Id, Message, PageView, Time } from '../../../src/protocol/entities.js'
import type { Limits } from '../../../src/protocol/events.js'
import type {
  Client,
  DeskCallback,
  InvitationKind,
  DeskCommandMap,
  DeskForm,
  DeskOperator,
  DeskSession,
  DialResult,
  Invitation,
  Letter,
  Relay,
} from '../../protocol/desk.js'
import type { Colleague, Corner } from './colleagues.js'
import type { Line } from './line.js'
import type { DeskNotice } from './notices.js'
import type { OnSite } from './on-site.js'
import type { Past } from './past.js'
import type { Picturing } from './picturing.js'
import type { SettingsRoom } from './settings.js'

/** One of this operator's conversations, as its list shows it. */
export interface Talk {
  id: Id
  session: DeskSession
  client: Client | undefined
  name: string
  /** Whether the session still runs; one that the visitor left stays until it is closed. */
  open: boolean
  /** Whether words still reach the visitor: in an open session, or at their next visit when they were away too long. */
  answerable: boolean
  /** The visitor's messages that this operator has not seen. */
  unread: number
  /** The visitor writes now. */
  writing: boolean
  last: ThreadItem | undefined
}

/** Where a session is handed to. */
export type Target = Omit<DeskCommandMap['session.redirect'], 'session'>

export interface Desk extends OnSite, Picturing {
  readonly connection: ReadonlySignal<ConnectionStatus>
  /** What the operator is to know of it. */
  readonly line: ReadonlySignal<Line>
  /** Whether what the desk shows of others is true now: while the line is cut, nobody knows who is there. */
  readonly isHeard: ReadonlySignal<boolean>
  /** What the operator asked for and the server does not hold yet. */
  readonly outgoing: ReadonlySignal<number>
  /** Moves on each second while somebody reads it. */
  readonly now: ReadonlySignal<Time>
  readonly limits: ReadonlySignal<Limits>
  readonly me: ReadonlySignal<DeskOperator | undefined>
  readonly colleagues: ReadonlySignal<readonly Colleague[]>
  /** Groups of operators, in their order. */
  readonly groups: ReadonlySignal<readonly Corner[]>
  /** The last conversation that a colleague has handed to this operator, or asked them into, in words. */
  readonly handed: ReadonlySignal<{ text: string } | undefined>
  /** The switch as the operator left it, also while the server has not heard of it. */
  readonly available: ReadonlySignal<boolean>
  /** Whether a waiting session rings here. */
  isForMe(session: DeskSession): boolean
  /** The longest wait first; nobody ever moves. */
  readonly waiting: ReadonlySignal<readonly DeskSession[]>
  /** The one to be accepted first here. */
  readonly next: ReadonlySignal<DeskSession | undefined>
  /** In the order in which they were accepted. */
  readonly talks: ReadonlySignal<readonly Talk[]>
  readonly unread: ReadonlySignal<number>
  readonly selected: ReadonlySignal<Talk | undefined>
  /** Rows of the selected conversation. */
  readonly thread: ReadonlySignal<readonly ThreadItem[]>
  /** `seq` above which the line “New” stands in it. */
  readonly newFrom: ReadonlySignal<number | undefined>
  /** What stands in its composer. */
  readonly draft: ReadonlySignal<string>
  /** Files that are on their way, each to the conversation that is its `place`. */
  readonly uploads: Uploads
  /** The waiting session that is being previewed. */
  readonly preview: ReadonlySignal<DeskSession | undefined>
  /** Sessions whose acceptance or end is on its way. */
  readonly pending: ReadonlySignal<ReadonlySet<Id>>
  /** Clients who do not get through, in the order in which they were blocked. */
  readonly blocked: ReadonlySignal<readonly Client[]>
  /** What was left when nobody was there, in the order in which it came. */
  readonly letters: ReadonlySignal<readonly Letter[]>
  /** What was said in a session and has not arrived at its messenger, in its order. */
  relaysOf(session: Id): readonly Relay[]
  /** Letters that this operator has just marked, or unmarked, while the server has not heard of it. */
  readonly handling: ReadonlySignal<ReadonlyMap<Id, boolean>>
  /** What is to be dialled, what is due first; then what is over. */
  readonly callbacks: ReadonlySignal<readonly DeskCallback[]>
  /** How many were kept aside: too many of one number, or from one place. */
  readonly held: ReadonlySignal<number>
  /** Callbacks of which something is on its way, and what: the result, or that they are taken. */
  readonly calling: ReadonlySignal<ReadonlyMap<Id, DialResult | ''>>
  /** Forms that the client of a conversation may be asked to fill in now. */
  formsFor(talk: Talk): readonly DeskForm[]
  readonly notices: ReadonlySignal<readonly DeskNotice[]>
  /** This operator's own invitations, the newest first, with those that lead nowhere any more. */
  readonly invitations: ReadonlySignal<readonly Invitation[]>
  /** The card with the newest number is open. */
  readonly invitationCard: ReadonlySignal<boolean>
  /** A new one is on its way. */
  readonly inviting: ReadonlySignal<boolean>
  /** Somebody guesses the numbers of invitations. */
  readonly guessing: ReadonlySignal<boolean>
  /** Widgets and groups, for those who may change them. */
  readonly settings: SettingsRoom
  /** Conversations that are over, fetched when somebody looks. */
  readonly past: Past

  clientOf(entity: { client: Id }): Client | undefined
  messagesOf(session: Id): readonly Message[]
  /** Where the client of a session has been, oldest first. */
  pagesOf(session: { client: Id }): readonly PageView[]

  start(): void
  accept(session: Id): void
  /** Accepts the one who has waited longest, of those who ring here if there are any. */
  acceptNext(): void
  /** Looks at a waiting client without accepting; `undefined` closes the preview. */
  showPreview(session: Id | undefined): void
  end(session: Id): void
  /** Hands over a conversation, or one that waits. */
  redirect(session: Id, target: Target): void
  /** Asks a colleague into a conversation. */
  askIn(session: Id, operator: Id): void
  /** Goes out of a conversation that colleagues are in as well. */
  leave(session: Id): void
  /** Lets a client not through to anybody any more, or lets them again. */
  block(client: Id, on: boolean): void
  /** Notes something of a client, for all operators; what is not given stays. */
  describe(client: Id, what: { note?: string; tags?: readonly string[] }): void
  /** All that is kept of a client, as JSON, for administrators. Rejects where it does not come. */
  exportPerson(client: Id): Promise<string>
  /** Takes an ended conversation off the list. */
  close(session: Id): void
  select(session: Id): void
  /** The next conversation (1) or the one before (-1), around the list. */
  selectNext(step: 1 | -1): void
  setDraft(text: string): void
  /** Sends files to the selected conversation. */
  sendFiles(files: readonly File[]): void
  /** Sends the draft of the selected conversation; an empty one is left alone. */
  send(): void
  /** Asks the client of a conversation to fill in a form of their widget. */
  sendForm(session: Id, form: Id): void
  retry(key: string): void
  discard(key: string): void
  /** Makes a new number, for one use or for any up to a moment, and shows its card. */
  invite(wish?: { kind?: InvitationKind; until?: Time }): void
  /** Tells a bridge once more what it has refused. */
  relay(relay: Relay): void
  closeInvitation(): void
  revoke(invitation: Id): void
  setAvailable(on: boolean): void
  /** A letter is answered, or is not after all. */
  handle(letter: Id, on: boolean): void
  /** Mails once more what the mail server has refused. */
  retryLetter(letter: Id): void
  /** Takes a callback that is due, and shows its conversation. */
  acceptCallback(callback: Id): void
  noteResult(callback: Id, result: DialResult): void
  /** The operator looks at this page: what the selected conversation holds is read. */
  look(on: boolean): void
  dismiss(notice: number): void
  /** What the call that this operator is in, or is asked for, needs of the desk. */
  readonly callLine: CallLine
  /** The conversation that call belongs to. */
  readonly callTalk: ReadonlySignal<Talk | undefined>
  /** Asks the client of a conversation for a call. */
  offerCall(session: Id): void
  answerCall(accept: boolean): void
  reconnect(): void
  /** The page woke up: look for a connection if the last one may be dead. */
  wake(): void
  /** The page goes to sleep. */
  pause(): void
  dispose(): void
}
