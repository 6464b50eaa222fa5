import { createHash } from 'node:crypto'
import type { Call, CallMail, CallMeans, CallServer, TicketState } from '../../../src/protocol/entities.js'
import type { CallCommandMap, ClientCommand } from '../../../src/protocol/commands.js'
import { because, type Paper, type Refused, type Scene } from './papers.js'
import { pictureEntities } from './picture-entities.js'
import { anna, IDS } from './samples.js'
import {
  FLAG,
  given,
  ID,
  list,
  object,
  oneOf,
  optional,
  ref,
  said,
  short,
  TEXT,
  TIME,
  whole,
  type Schema,
} from './schema.js'

const { session, call, seat, command: id } = IDS
const other = 'its other tab'

export const running: Call = {
  id: call,
  session,
  state: 'running',
  by: 'visitor',
  operator: anna.id,
  seats: { visitor: seat },
  at: 1_790_000_000_000,
  startedAt: 1_790_000_009_000,
}
export const mail: CallMail = { place: 1, from: seat, signals: [{ candidate: 'candidate:1 1 udp …' }] }

const signals: Schema = {
  type: 'array',
  minItems: 1,
  maxItems: 64,
  items: {},
  description: 'What one engine says to the other, such as a session description; nobody on the way looks into it.',
}
const mailFields = {
  place: said(whole(1), 'Its place among those to the same tab: without holes, but for a restart of the server.'),
  from: said(ID, 'The tab it is from.'),
  signals,
}

/** What is said of calls. */
export const callEntities: Readonly<Record<string, Schema>> = {
  Side: oneOf('visitor', 'operator'),
  Call: object<Call>(
    {
      id: ID,
      session: ID,
      state: oneOf('offered', 'running', 'ended'),
      by: said(ref('Side'), 'Who asked for it.'),
      operator: optional(said(ID, 'The operator in it, once one is.')),
      seats: said(
        object<Call['seats']>({ visitor: optional(ID), operator: optional(ID) }),
        'The one tab of each side that is in it, by an id of the tab’s own making.',
      ),
      at: TIME,
      startedAt: optional(TIME),
      endedAt: optional(TIME),
      picture: optional(said(ref('CallPicture'), 'The last one that the operator has asked for.')),
    },
    { description: 'A video call: part of its session.' },
  ),
  ...pictureEntities,
  CallMail: object<CallMail>(mailFields),
  CallServer: object<CallServer>(
    { urls: list(TEXT), username: optional(TEXT), credential: optional(TEXT) },
    { description: 'In the shape of `RTCIceServer`. Credentials are of this call alone, and for an hour.' },
  ),
  CallMeans: {
    description: 'By what means a call runs.',
    oneOf: [
      object<Extract<CallMeans, { engine: 'p2p' }>>({
        engine: { const: 'p2p' },
        servers: list(ref('CallServer')),
        relayOnly: said(FLAG, 'Only by way of the relays: neither side learns the other’s address.'),
        expiresIn: optional(said(whole(1), 'Ms that the credentials hold: join again before. Absent: for ever.')),
      }),
      object<Extract<CallMeans, { engine: 'link' }>>({
        engine: { const: 'link' },
        url: said(TEXT, 'A meeting somewhere else.'),
      }),
    ],
  },
  DeviceOutcome: oneOf('granted', 'audioOnly', 'denied', 'noDevices', 'inUse', 'insecure', 'unsupported'),
  Ticket: object<TicketState>(
    {
      state: said(oneOf('unused', 'joined', 'ended'), '`unused`: the tab has not come here yet.'),
      call: optional(said(ref('Call'), 'Absent until an operator accepts.')),
    },
    { description: 'How far a call has come that a page opened in a tab of its own.' },
  ),
}

export const signalFields = { call: ID, to: said(ID, 'The tab it is for: others leave it alone.'), ...mailFields }

export const when =
  (scene: Scene, code: string, value: object) =>
  (why: string): Refused => ({
    ...{ because: why, value, when: scene },
    status: 422,
    code,
  })
const join = { id, type: 'call.join', session, call, seat } as const
const offer = { id, type: 'call.offer', session } as const
const accept = { id, type: 'call.answer', session, call, accept: true } as const
export const NAMED = said(ID, 'The call of that session.')
export const foreign = (value: object): Refused => ({
  because: 'it is no call of this session',
  value: { ...value, call: IDS.foreign },
  when: 'a call runs',
  status: 404,
  code: 'gone',
})

type CallPapers = { [K in keyof CallCommandMap]: Paper<{ id: string; type: K } & CallCommandMap[K]> }

/** The commands about a call, which both sides send in the same words; what they are refused for is partly one side's own. */
const callPapers = (mine: { offer: readonly Refused[]; join: readonly Refused[] }): CallPapers => ({
  ...alike,
  'call.offer': { ...alike['call.offer'], refused: [...alike['call.offer'].refused, ...mine.offer] },
  'call.join': { ...alike['call.join'], refused: [...alike['call.join'].refused, ...mine.join] },
})

const alike: CallPapers = {
  'call.offer': {
    summary: 'Asks the other side for a video call. Asking again while it is open gives the one there is.',
    fields: { session: ID },
    example: offer,
    reply: { schema: object({ call: ref('Call') }), example: { call: { ...running, state: 'offered', seats: {} } } },
    refused: [
      because('it names no session', { id, type: 'call.offer' }),
      when('the operator talks to somebody else too', 'operator.busy', offer)('a call needs the operator alone'),
    ],
  },
  'call.answer': {
    summary: 'Accepts the call that the other side offers, or declines it.',
    fields: { session: ID, call: NAMED, accept: FLAG },
    example: accept,
    when: 'a call is offered to this side',
    reply: { schema: object<{ call?: Call }>({ call: optional(ref('Call')) }), example: { call: running } },
    refused: [
      because('yes or no is to be said', { id, type: 'call.answer', session, call }),
      foreign(accept),
      when('the call is over', 'call.over', accept)('it has ended'),
      when('this side has offered a call', 'call.own', accept)('it is for the other side to accept'),
    ],
  },
  'call.join': {
    summary:
      'Takes this side’s one seat in a running call for a tab, and tells by what means it runs. Again with the same seat: fresh credentials. Answered anew each time, never kept.',
    fields: {
      session: ID,
      call: NAMED,
      seat: said(ID, 'Made by the tab, anew for each page it shows.'),
      was: given(said(ID, 'Who has the seat now: without it, a seat that is taken stays taken.')),
    },
    example: join,
    when: 'a call runs',
    reply: {
      schema: object({ means: ref('CallMeans') }),
      example: {
        means: {
          engine: 'p2p',
          servers: [{ urls: ['turn:turn.example.com'], username: `1790003600:${call}`, credential: 'gvDz…' }],
          relayOnly: true,
          expiresIn: 3_600_000,
        },
      },
    },
    refused: [
      because('a tab has a name', { id, type: 'call.join', session, call }),
      foreign(join),
      when('a call is offered to this side', 'call.waiting', join)('nobody has accepted it yet'),
      when('the call is over', 'call.over', join)('it has ended'),
      when('another tab is in the call', 'call.elsewhere', join)('the seat is taken'),
    ],
  },
  'call.end': {
    summary: 'Hangs up, or takes an offer back. One that is over stays so.',
    fields: { session: ID, call: NAMED },
    example: { id, type: 'call.end', session, call },
    when: 'a call runs',
    refused: [
      because('it names no call', { id, type: 'call.end', session }),
      foreign({ id, type: 'call.end', session }),
    ],
  },
  'call.signal': {
    summary:
      'Passes what this tab’s engine says to the other side’s tab. It waits there in memory for who has lost the line; to a tab that has left it goes nowhere.',
    fields: {
      session: ID,
      call: NAMED,
      seat: said(ID, 'This tab.'),
      to: said(ID, 'The other side’s tab.'),
      turn: said(whole(1), 'Counts what this tab sends to that one; the same again has no second effect.'),
      signals,
    },
    example: { id, type: 'call.signal', session, call, seat, to: other, turn: 1, signals: mail.signals },
    when: 'this tab is in the call',
    refused: [
      because('there is something to say', {
        id,
        type: 'call.signal',
        session,
        call,
        seat,
        to: other,
        turn: 1,
        signals: [],
      }),
      when('another tab is in the call', 'call.elsewhere', {
        id,
        type: 'call.signal',
        session,
        call,
        seat,
        to: other,
        turn: 1,
        signals: mail.signals,
      })('this tab has no seat in it'),
    ],
  },
  'call.fetch': {
    summary: 'Gives what was sent to this tab behind a place: after a line was cut, or a place was missed.',
    fields: { session: ID, call: NAMED, seat: said(ID, 'This tab.'), after: said(whole(0), '0: from the beginning.') },
    example: { id, type: 'call.fetch', session, call, seat, after: 0 },
    when: 'this tab is in the call',
    reply: {
      schema: object({ mails: list(ref('CallMail')), upTo: said(whole(0), 'The next is behind this place.') }),
      example: { mails: [mail], upTo: 1 },
    },
    refused: [
      because('a place is a whole number', { id, type: 'call.fetch', session, call, seat, after: -1 }),
      when('another tab is in the call', 'call.elsewhere', { id, type: 'call.fetch', session, call, seat, after: 0 })(
        'this tab has no seat in it',
      ),
    ],
  },
}

export const visitorCallPapers = callPapers({
  offer: [when('the session waits', 'session.waiting', offer)('nobody has accepted it')],
  join: [],
})
export const deskCallPapers = callPapers({
  offer: [when('another operator has it', 'session.notYours', offer)('it is a colleague’s conversation')],
  join: [when('a colleague is in the call', 'call.notYours', join)('the colleague talks')],
})

/** 128 bits of a page's own making, and what it says of them. */
export const TICKET = '21096-45871-33920-58763-10482-60219-37754-09381'
const link = {
  id,
  type: 'ticket.link',
  ticket: createHash('sha256').update(TICKET).digest('hex'),
  widget: 'main',
} as const

/** What only a visitor's page may say. */
export const tabPapers: {
  [K in 'call.report' | 'ticket.link']: Paper<Extract<ClientCommand, { type: K }>>
} = {
  'call.report': {
    summary: 'Says what came of asking for camera and microphone, for the operator to know.',
    fields: { session: ID, outcome: ref('DeviceOutcome') },
    example: { id, type: 'call.report', session, outcome: 'audioOnly' },
    refused: [because('it is one of seven', { id, type: 'call.report', session, outcome: 'fine' })],
  },
  'ticket.link': {
    summary:
      'The page that opened a call tab says which, and where it was opened. Before the tab comes or after it, once or often.',
    fields: {
      ticket: said({ type: 'string', pattern: '^[0-9a-f]{64}$' }, 'SHA-256 of the ticket, in hexadecimal.'),
      widget: short(64),
      page: given(ref('Page')),
      params: given(ref('Values')),
    },
    example: link,
    reply: { schema: object({ ticket: ref('Ticket') }), example: { ticket: { state: 'unused' } } },
    refused: [
      because('the ticket itself is for the tab alone', { ...link, ticket: TICKET }),
      { because: 'it is another page’s', value: link, when: 'the ticket was used', status: 422, code: 'ticket.taken' },
    ],
  },
}

/** Of `session.start`. */
export const TICKET_FIELD = given(
  said(
    { type: 'string', pattern: '^[\\d-]{16,128}$' },
    'Of `video` in a tab of its own: the one-time ticket from its address, digits and dashes of 128 bits.',
  ),
)
