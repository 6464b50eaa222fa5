import { relay } from './channel-papers.js'
import { PROTOCOL, type ServerEvent } from '../../../src/protocol/events.js'
import type { DeskEvent } from '../../protocol/desk.js'
import { cursor, door } from './entities.js'
import { mail, running, signalFields } from './call-papers.js'
import { toVisitorOffer } from '../../backend/offers.js'
import { LATER } from './papers.js'
import {
  accepted,
  anna,
  callback,
  CURSOR_SAMPLE,
  deskAccepted,
  deskAnna,
  deskCallback,
  deskQueued,
  greeting,
  IDS,
  invitation,
  jana,
  joined,
  letter,
  offer,
  queued,
} from './samples.js'
import {
  CURSOR,
  FLAG,
  ID,
  list,
  literal,
  object,
  optional,
  ref,
  said,
  TEXT,
  whole,
  type Fields,
  type Schema,
} from './schema.js'

type Of<E, T> = E extends { type: infer U } ? (T extends U ? Omit<E, 'type'> & { type: T } : never) : never

/** What is written down of one event. */
export interface EventPaper<E extends { type: string }> {
  summary: string
  fields: Fields<Omit<E, 'type'>>
  example: E
  /** Clients take it already; this backend has no reason yet to send it. */
  unsent?: true
}

type Papers<E extends { type: string }> = { [K in E['type']]: EventPaper<Of<E, K> & { type: K }> }

const protocol = said(whole(1), 'Protocol of the backend.')
const after = said(whole(0), 'Milliseconds until the reader should come back.')
const dedupe: Schema = {
  enum: ['server', 'echo'],
  description: '`server`: the same command id is taken once for ever.',
}
const message = { cursor, message: ref('Message') }

/** What both streams say alike. */
const shared = {
  live: {
    summary: 'All that was before has been told; what follows happens now.',
    fields: { cursor },
    example: { type: 'live', cursor: CURSOR_SAMPLE },
  },
  'message.added': {
    summary: 'Somebody wrote, or something is to be noticed.',
    fields: message,
    example: { type: 'message.added', cursor: CURSOR_SAMPLE, message: greeting },
  },
  'message.changed': {
    summary: 'A message is as it stands here now.',
    fields: message,
    example: { type: 'message.changed', cursor: CURSOR_SAMPLE, message: { ...greeting, version: 2 } },
    unsent: true,
  },
  bye: { summary: 'The backend ends the stream.', fields: { after }, example: { type: 'bye', after: 1_500 } },
} satisfies Pick<Papers<DeskEvent>, 'live' | 'message.added' | 'message.changed' | 'bye'>

/** Every event of the visitor’s stream. */
export const visitorEvents = {
  ...shared,
  hello: {
    summary: 'First of every stream.',
    fields: {
      protocol,
      oldest: optional(said(whole(1), 'Oldest protocol the backend still understands.')),
      visitor: object<{ id: string; token?: string }>({
        id: ID,
        token: optional(said(TEXT, 'Bearer token; only when this very stream made the visitor.')),
      }),
      capabilities: said(
        list(TEXT),
        'What this backend does beyond text both ways; here `typing`, `read`, `page`, `letters`, `invitation`, `callback`, `video`.',
      ),
      dedupe,
      limits: ref('Limits'),
      settings: ref('Settings'),
      ...door,
    },
    example: {
      type: 'hello',
      protocol: PROTOCOL,
      oldest: PROTOCOL,
      visitor: { id: IDS.visitor, token: 'aPq4s8LzW2xN6vRb0tYc9mKj1hGf7dSe3uOi5nTl-Xk' },
      capabilities: ['typing', 'read', 'page', 'letters', 'invitation', 'callback', 'messengers', 'video'],
      dedupe: 'server',
      limits: { text: 4_000 },
      settings: { title: 'Help', team: [anna] },
      availability: { webchat: { state: 'online' }, callback: { state: 'online' }, video: { state: 'busy' } },
    },
  },
  snapshot: {
    summary: 'Everything there is, in place of a replay: what the reader held before is gone.',
    fields: {
      cursor,
      sessions: list(ref('Session')),
      messages: list(ref('Message')),
      more: optional(said(FLAG, 'Whether `history.get` has older messages.')),
    },
    example: {
      type: 'snapshot',
      cursor: CURSOR_SAMPLE,
      sessions: [accepted],
      messages: [greeting, joined],
      more: false,
    },
  },
  'session.changed': {
    summary: 'A session is as it stands here now.',
    fields: { cursor, session: ref('Session') },
    example: { type: 'session.changed', cursor: CURSOR_SAMPLE, session: queued },
  },
  'callback.changed': {
    summary:
      'The visitor’s last callback is as it stands here now. Without a cursor, before a snapshot: what there is.',
    fields: { cursor, callback: ref('Callback') },
    example: { type: 'callback.changed', cursor: CURSOR_SAMPLE, callback },
  },
  'offer.changed': {
    summary: 'How the visitor’s last offer stands: when that changes, and before `live` whenever a stream begins.',
    fields: { offer: ref('Offer') },
    example: { type: 'offer.changed', offer: toVisitorOffer(offer) },
  },
  'typing.changed': {
    summary: 'An operator writes, or has stopped.',
    fields: { session: ID, operator: ref('Operator'), on: FLAG },
    example: { type: 'typing.changed', session: IDS.session, operator: anna, on: true },
  },
  'availability.changed': {
    summary: 'Somebody has come to the desk, or nobody is there any more; a group has opened, or closed, or is full.',
    fields: door,
    example: {
      type: 'availability.changed',
      availability: { webchat: { state: 'online' } },
      groups: { sales: { state: 'online' }, repairs: { state: 'offline', reason: 'noOperators' } },
    },
  },
  'settings.changed': {
    summary: 'The owner of the site has changed what `hello` told. What the launcher shows stays as it is.',
    fields: { settings: ref('Settings') },
    example: { type: 'settings.changed', settings: { title: 'Advice', team: [anna] } },
  },
  'call.signal': {
    summary: 'The other side’s engine says something. What was missed comes by `call.fetch`.',
    fields: signalFields,
    example: { type: 'call.signal', call: IDS.call, to: 'its other tab', ...mail },
  },
  'ticket.changed': {
    summary: 'How a call stands that a page of this visitor has opened in a tab of its own.',
    fields: { hash: said(TEXT, 'SHA-256 of its ticket.'), ticket: ref('Ticket') },
    example: { type: 'ticket.changed', hash: 'c'.repeat(64), ticket: { state: 'joined', call: running } },
  },
  'params.changed': LATER,
} satisfies { [K in ServerEvent['type']]: Papers<ServerEvent>[K] | typeof LATER }

/** Every event of the desk’s stream. */
export const deskEvents = {
  ...shared,
  'call.signal': visitorEvents['call.signal'],
  hello: {
    summary: 'First of every stream.',
    fields: { protocol, operator: ref('DeskOperator'), dedupe: literal('server'), limits: ref('Limits') },
    example: { type: 'hello', protocol: PROTOCOL, operator: deskAnna, dedupe: 'server', limits: { text: 4_000 } },
  },
  'life.began': {
    summary:
      'Something of no interest here, such as a new beginning of the log: it keeps the count of cursors without holes.',
    fields: { cursor },
    example: { type: 'life.began', cursor: CURSOR_SAMPLE },
  },
  snapshot: {
    summary: 'Open sessions, those that ended in the last hour, and what belongs to them.',
    fields: {
      cursor: optional(said(CURSOR, 'Absent when more of it follows as single changes: then `live` has it.')),
      operators: list(ref('DeskOperator')),
      clients: list(ref('Client')),
      sessions: list(ref('DeskSession')),
      messages: list(ref('Message')),
      letters: said(list(ref('Letter')), 'Those that nobody has handled, and those handled in the last hour.'),
      relays: optional(
        said(list(ref('Relay')), 'What was said in these sessions and has not arrived at its messenger.'),
      ),
      invitations: optional(said(list(ref('Invitation')), 'The operator’s own that lead to them now.')),
      callbacks: optional(said(list(ref('DeskCallback')), 'Those that are not over, or were in the last hour.')),
    },
    example: {
      type: 'snapshot',
      cursor: CURSOR_SAMPLE,
      operators: [deskAnna],
      clients: [jana],
      sessions: [deskAccepted],
      messages: [greeting, joined],
      letters: [letter],
      invitations: [{ ...invitation, code: IDS.code }],
      callbacks: [deskCallback],
    },
  },
  'pages.told': {
    summary: 'Behind `snapshot`: where a client has been, oldest first; `client.changed` goes on from there.',
    fields: { client: ID, pages: list(ref('PageView')) },
    example: { type: 'pages.told', client: IDS.visitor, pages: [jana.page!] },
  },
  'operator.changed': {
    summary: 'An operator is as they stand here now.',
    fields: { cursor, operator: ref('DeskOperator') },
    example: {
      type: 'operator.changed',
      cursor: CURSOR_SAMPLE,
      operator: { ...deskAnna, version: 2, available: false },
    },
  },
  'client.changed': {
    summary: 'A client is as they stand here now.',
    fields: { cursor, client: ref('Client') },
    example: { type: 'client.changed', cursor: CURSOR_SAMPLE, client: jana },
  },
  'session.changed': {
    summary: 'A session is as it stands here now.',
    fields: { cursor, session: ref('DeskSession') },
    example: { type: 'session.changed', cursor: CURSOR_SAMPLE, session: deskQueued },
  },
  'relay.changed': {
    summary: 'What was said to a client of a messenger has come further on its way there.',
    fields: { cursor, relay: ref('Relay') },
    example: { type: 'relay.changed', cursor: CURSOR_SAMPLE, relay },
  },
  'letter.added': {
    summary: 'Somebody has left a letter.',
    fields: { cursor, letter: ref('Letter') },
    example: { type: 'letter.added', cursor: CURSOR_SAMPLE, letter },
  },
  'letter.changed': {
    summary: 'A letter has come further, or was handled; its words stay what they were.',
    fields: { cursor, progress: ref('LetterProgress') },
    example: {
      type: 'letter.changed',
      cursor: CURSOR_SAMPLE,
      progress: { id: letter.id, version: 2, delivery: { state: 'sent', tries: 1, by: 'smtp', at: letter.at + 900 } },
    },
  },
  'invitation.changed': {
    summary: 'An invitation is as it stands here now. Colleagues hear of it without its number.',
    fields: { cursor, invitation: ref('Invitation') },
    example: { type: 'invitation.changed', cursor: CURSOR_SAMPLE, invitation: { ...invitation, code: IDS.code } },
  },
  'callback.changed': {
    summary: 'A callback is as it stands here now.',
    fields: { cursor, callback: ref('DeskCallback') },
    example: { type: 'callback.changed', cursor: CURSOR_SAMPLE, callback: deskCallback },
  },
  erased: {
    summary: 'Nothing is kept of these clients any more: all that a reader holds of them is to go. The stream goes on.',
    fields: { clients: list(ID) },
    example: { type: 'erased', clients: [IDS.visitor] },
  },
  'guessing.changed': {
    summary: 'Somebody guesses numbers of invitations, or it has calmed down. They see nothing before an acceptance.',
    fields: { on: FLAG },
    example: { type: 'guessing.changed', on: true },
  },
  'groups.changed': {
    summary: 'All groups there are: behind `hello` if there are any, and whenever they change.',
    fields: { groups: list(ref('DeskGroup')) },
    example: { type: 'groups.changed', groups: [{ name: 'sales' }, { name: 'repairs', operators: ['boris'] }] },
  },
  'forms.changed': {
    summary: 'All forms that may be sent into conversations: before `live` if there are any, and when they change.',
    fields: { forms: list(ref('DeskForm')) },
    example: { type: 'forms.changed', forms: [{ widget: 'main', id: 'return', title: 'Return of goods' }] },
  },
  'typing.changed': {
    summary: 'The visitor writes, or has stopped.',
    fields: { session: ID, on: FLAG },
    example: { type: 'typing.changed', session: IDS.session, on: true },
  },
  'settings.changed': {
    summary: 'Somebody has changed the settings of the site: an administrator asks for them anew.',
    fields: {},
    example: { type: 'settings.changed' },
  },
} satisfies Papers<DeskEvent>
