/** What the operator's desk and the backend say to each other. Entities are the visitor protocol's; this adds the far end. */
import type { CallCommandMap, Command, Reply } from '../../src/protocol/commands.js'
import type {
  Callback,
  CallMail,
  Cursor,
  DeviceOutcome,
  FileRef,
  Id,
  Message,
  Operator,
  PageView,
  Session,
  Time,
} from '../../src/protocol/entities.js'
import type { PersonFile } from './person.js'
import type { RatingScale } from '../../src/protocol/form.js'
import type { Limits } from '../../src/protocol/events.js'
import type { Client } from './client.js'
import type { Delivery } from './delivery.js'

export type { Client, DeskOffer, Verified } from './client.js'
export type { Delivery } from './delivery.js'

/** An operator as colleagues see them. */
export interface DeskOperator extends Operator {
  version: number
  available: boolean
  /** Conversations at once. */
  maxChats: number
  /** Whether they may change the settings of the site. */
  admin?: boolean
}

/** What comes of an invitation once it is accepted. */
export type InvitationKind = 'chat' | 'video'

/** A number that leads to the operator who made it. */
export interface Invitation {
  id: Id
  version: number
  /** Whose it is. */
  operator: Id
  kind: InvitationKind
  use: 'once' | 'many'
  createdAt: Time
  /** From when on it leads nowhere; its state stays as it is. */
  expiresAt: Time
  state: 'live' | 'used' | 'revoked'
  /** The six digits: for nobody but its operator, and as long as it is live. */
  code?: string
}

/** That a client came by an invitation: they ring at that operator alone. */
export interface Knock {
  invitation: Id
  operator: Id
  kind: InvitationKind
}

/** A session with the client it belongs to. */
export interface DeskSession extends Session {
  client: Id
  /** The page it began on, and the address that had led to the site. */
  page?: PageView
  referrer?: string
  /** Group of operators it came to; absent where none are set. */
  group?: string
  queuedAt?: Time
  knock?: Knock
  /** How the client found it. */
  feedback?: Feedback
  /** When it came to that group, if it waited for another one before. */
  groupedAt?: Time
  /** Operator it rings at while it waits; others may accept it all the same. */
  waitsFor?: Id
  /** Of a call in a tab of its own: SHA-256 of its ticket, and the client whose page has opened it. */
  ticket?: string
  opener?: Id
  /** The client is where no messages are shown, such as on a call page: neither words nor forms are seen there. */
  wordless?: boolean
  /** What came of asking the client for camera and microphone. */
  devices?: DeviceOutcome
  /** The last form that was sent into it: the message, its place, and whether it was filled in. */
  form?: { message: Id; seq: number; filled?: boolean }
}

/** A form that may be sent to a client who came by a widget. */
export interface DeskForm {
  widget: string
  id: Id
  title: string
}

/** What came of dialling. */
export type DialResult = 'answered' | 'noAnswer' | 'busy' | 'invalid'

/** A callback with whom it belongs to and who has to do with it. */
export interface DeskCallback extends Callback {
  client: Id
  widget: string
  group?: string
  /** Who took it to dial. */
  by?: Operator
  /** The session that came of it. */
  session?: Id
  result?: DialResult
  /** One too many, of one number or from one place: it is nobody's business to dial it, and its visitor is not told. */
  held?: boolean
}

/** A group of operators, as operators see it. */
export interface DeskGroup {
  name: string
  /** Who answers; absent: everybody. */
  operators?: readonly Id[]
}

/** Settings of one widget or group as they are typed, by name of the field; `version` marks the ones that were read. */
export interface SettingTexts {
  name: string
  version: string
  values: Readonly<Record<string, string>>
}

/** What an administrator may set. */
export interface SiteSettings {
  widgets: readonly SettingTexts[]
  /** In their order: the first one takes whoever is led nowhere else. */
  groups: readonly SettingTexts[]
  /** Who may be in a group. */
  operators: readonly { id: Id; name: string }[]
  /** Whether what a widget looks like is set here too; elsewhere the page says it. */
  looks: boolean
}

/** What came of a change: the new version, or what is not right about which field. Then nothing was changed. */
export interface SettingChange {
  version?: string
  /** `at`: where in a setting that has parts, from its outside in, such as `2/title`. */
  faults?: readonly { name: string; text: string; at?: string }[]
}

/** How far what was said to a client of a messenger has come on its way there. */
export interface Relay {
  /** Of the message. */
  id: Id
  version: number
  session: Id
  channel: string
  /** Of the message. */
  seq: number
  /** When it was said. */
  at: Time
  delivery: Delivery
}

/** What a client says of a conversation that is over. */
export interface Feedback {
  /** From 1 to 5, whatever the scale. */
  rating: number
  scale: RatingScale
  /** `ten`: as it was given, from 0 to 10. */
  given?: number
  at: Time
  comment?: string
  /** They wish to have the conversation, at this address. */
  transcript?: { to: string; delivery: Delivery }
}

/** What changes about a letter. */
export interface LetterProgress {
  id: Id
  version: number
  delivery: Delivery
  /** Which operator has answered it, and when. */
  handled?: { by: Id; name: string; at: Time }
}

/** What somebody left when nobody was there. */
export interface Letter extends LetterProgress {
  client: Id
  widget: string
  at: Time
  name?: string
  /** As it was written: perhaps no address at all. */
  email?: string
  phone?: string
  text: string
  /** What else the form asked for, by its names. */
  more: readonly { key: string; value: string }[]
  /** What came with it. */
  files?: readonly FileRef[]
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
      /** Those that nobody has handled, and those handled in the last hour. */
      letters: readonly Letter[]
      /** The operator’s own that lead to them now. */
      invitations?: readonly Invitation[]
      /** Those that are not over, and those that were over in the last hour. */
      callbacks?: readonly DeskCallback[]
      /** What was said in these sessions and has not arrived at its messenger. */
      relays?: readonly Relay[]
    }
  /** Behind a snapshot: where its clients have been, oldest first; they go on from there with `client.changed`. */
  | { type: 'pages.told'; client: Id; pages: readonly PageView[] }
  | { type: 'live'; cursor?: Cursor }
  /** The server has taken its log up anew: of no interest but for the cursor. */
  | { type: 'life.began'; cursor?: Cursor }
  | { type: 'operator.changed'; cursor?: Cursor; operator: DeskOperator }
  | { type: 'client.changed'; cursor?: Cursor; client: Client }
  | { type: 'session.changed'; cursor?: Cursor; session: DeskSession }
  | { type: 'message.added' | 'message.changed'; cursor?: Cursor; message: Message }
  | { type: 'relay.changed'; cursor?: Cursor; relay: Relay }
  | { type: 'letter.added'; cursor?: Cursor; letter: Letter }
  | { type: 'letter.changed'; cursor?: Cursor; progress: LetterProgress }
  | { type: 'invitation.changed'; cursor?: Cursor; invitation: Invitation }
  | { type: 'callback.changed'; cursor?: Cursor; callback: DeskCallback }
  /** Nothing is kept of these clients any more: nothing of them may stay on any screen. */
  | { type: 'erased'; clients: readonly Id[] }
  /** Somebody guesses numbers of invitations, or it has calmed down. */
  | { type: 'guessing.changed'; on: boolean }
  /** All groups there are; none were told: there are none. Behind `hello`, and when they change. */
  | { type: 'groups.changed'; groups: readonly DeskGroup[] }
  /** All forms that may be sent into conversations; none were told: there are none. Before `live`, and when they change. */
  | { type: 'forms.changed'; forms: readonly DeskForm[] }
  /** Somebody has changed the settings of the site. */
  | { type: 'settings.changed' }
  /** For the tab `to` alone. */
  | ({ type: 'call.signal'; call: Id; to: Id } & CallMail)
  /** The visitor writes, or stopped. */
  | { type: 'typing.changed'; session: Id; on: boolean }
  | { type: 'bye'; after: number }

export interface DeskCommandMap extends CallCommandMap {
  'session.accept': { session: Id }
  'session.end': { session: Id }
  /** `name`: id of the operator, or name of the group. */
  'session.redirect': { session: Id; to: 'operator' | 'group'; name: string }
  'session.invite': { session: Id; operator: Id }
  /** The operator goes; the colleagues in it stay. */
  'session.leave': { session: Id }
  'client.block': { client: Id; on: boolean }
  /** A client's conversations that are over, the newest first; with `before`, those that began before it. */
  'sessions.get': { client: Id; before?: Id }
  /** What was said in a session, from its beginning, or behind the `seq` that is there already. */
  'messages.get': { session: Id; after?: number }
  /** What operators note of a client, for each other; an empty note, or no tags, take away what there was. */
  'client.describe': { client: Id; note?: string; tags?: readonly string[] }
  /** For administrators: all that is kept of a client, for them to read. */
  'client.export': { client: Id }
  /** Asks the client for a picture of their video. */
  'picture.ask': { session: Id; call: Id }
  /** `picture`: the file is the one that the client has agreed to. */
  'message.send': { session: Id; text: string; files?: readonly Id[]; picture?: Id }
  /** Asks the client to fill in a form of their widget. */
  'form.send': { session: Id; form: Id }
  /** For one use within ten minutes, or with `until` for any number of uses up to then. */
  'invitation.create': { kind?: InvitationKind; until?: Time }
  'invitation.revoke': { invitation: Id }
  /** Offers a chat to somebody who is on the site, in a sentence of the operator's own. */
  'offer.make': { client: Id; text: string }
  'offer.withdraw': { offer: Id }
  /** Takes one that is due, to dial it: a session with the client begins. */
  'callback.accept': { callback: Id }
  'callback.result': { callback: Id; result: DialResult }
  'operator.available': { on: boolean }
  'letter.handle': { letter: Id; on: boolean }
  /** Mails once more what the mail server has refused. */
  'letter.retry': { letter: Id }
  /** Tells a bridge once more what it has refused. */
  'relay.retry': { session: Id; relay: Id }
  'typing.set': { session: Id; on: boolean }
  'read.mark': { session: Id; seq: number }
  /** As a visitor's. */
  'upload.drop': { upload: Id }
  /** For administrators, as the next three: all that may be set. */
  'settings.get': object
  /** `values` are the settings to change, as typed; `version` is that of the ones they were changed in. */
  'widget.change': { name: string; version: string; values: Readonly<Record<string, string>> }
  /** Without `version` it is a new group. */
  'group.change': { name: string; version?: string; values: Readonly<Record<string, string>> }
  'group.remove': { name: string; version: string }
}
/** Of what was before: whether there are others behind these, `more` says. */
export interface PastSessions {
  sessions: readonly DeskSession[]
  more: boolean
}
export interface PastMessages {
  messages: readonly Message[]
  more: boolean
}

interface DeskReplyMap {
  'sessions.get': PastSessions
  'messages.get': PastMessages
  'client.export': { person: PersonFile }
  'form.send': { message: Message }
  'settings.get': SiteSettings
  'widget.change': SettingChange
  'group.change': SettingChange
}
export type DeskCommand = { [K in keyof DeskCommandMap]: { id: Id; type: K } & DeskCommandMap[K] }[keyof DeskCommandMap]
export type DeskReply<C extends DeskCommand = DeskCommand> = C extends { type: infer T extends keyof DeskReplyMap }
  ? DeskReplyMap[T]
  : Reply<C & Command>
