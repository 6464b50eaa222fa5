import type { Availability, Message, Operator, Session, WireBody } from '../../../src/protocol/entities.js'
import type { Limits } from '../../../src/protocol/events.js'
import type {
  Client,
  Delivery,
  DeskOperator,
  DeskSession,
  Invitation,
  Knock,
  Letter,
  LetterProgress,
} from '../../protocol/desk.js'
import { ENTRIES } from '../../backend/parse-named.js'
import { feedbackEntity } from './asking-papers.js'
import { bridgedFields } from './channel-papers.js'
import { personFields } from './person-papers.js'
import { callbackEntities } from './callback-papers.js'
import { callEntities } from './call-papers.js'
import { contextParts } from './context-papers.js'
import { BODIES, KINDS, sessionForm } from './form-papers.js'
import { forms } from './forms.js'
import { mailFields } from './mail-papers.js'
import { offerEntities } from './offer-papers.js'
import { settings } from './settings-papers.js'
import {
  CURSOR,
  FLAG,
  ID,
  list,
  NUMBER,
  object,
  oneOf,
  optional,
  ref,
  said,
  TEXT,
  TIME,
  whole,
  type Fields,
  type Schema,
} from './schema.js'

const COUNT = whole(0)
const VERSION = said(whole(1), 'Grows with every change: of two with one `id`, the higher wins.')
const SEQ = said(
  whole(1),
  'Its place: strictly increasing along the visitor’s log, not always by one; the same for every reader.',
)
export const KIND = said(oneOf('chat', 'video'), 'What comes of it once it is accepted.')
const PHOTO = said(TEXT, 'Absolute address of a picture, on the backend’s own origin.')

const operatorFields: Fields<Operator> = {
  id: ID,
  name: TEXT,
  photo: optional(PHOTO),
  title: optional(said(TEXT, 'One short line under the name, such as a department.')),
}

const sessionFields: Fields<Session> = {
  id: ID,
  version: VERSION,
  entry: ref('Entry'),
  state: oneOf('created', 'queued', 'accepted', 'ended'),
  widget: said(TEXT, 'Name of the widget it came from.'),
  position: optional(said(whole(1), 'Place in the queue, while `queued`.')),
  wait: optional(said(NUMBER, 'Expected wait in seconds, while `queued`; not told by this backend yet.')),
  operators: list(ref('Operator')),
  createdAt: TIME,
  acceptedAt: optional(TIME),
  endedAt: optional(TIME),
  endedBy: optional(oneOf('visitor', 'operator', 'system')),
  readByVisitor: optional(said(COUNT, 'Highest message `seq` that the visitor has read.')),
  readByOperator: optional(said(COUNT, 'Highest message `seq` that an operator has read.')),
  rated: optional(said(FLAG, 'Whether the visitor has said how it was.')),
  call: optional(said(ref('Call'), 'The call in it, or the last one.')),
}

const progressFields: Fields<LetterProgress> = {
  id: ID,
  version: VERSION,
  delivery: ref('Delivery'),
  handled: optional(
    said(
      object<NonNullable<LetterProgress['handled']>>({ by: ID, name: TEXT, at: TIME }),
      'Which operator has answered it, and when.',
    ),
  ),
}

/** What both sides talk about. Each is the type of the same name. */
export const entities: Readonly<Record<string, Schema>> = {
  Id: {
    type: 'string',
    minLength: 1,
    maxLength: 128,
    description:
      'An opaque identifier: 1 to 128 UTF-16 code units, whole characters only. Those a client makes (of commands) must be its own for ever: 128 random bits will do.',
  },
  Cursor: {
    type: 'string',
    maxLength: 200,
    description:
      'A place in a stream, minted by the backend. Opaque: keep it in memory, give it back as `after`, never look inside.',
  },
  Time: {
    type: 'number',
    minimum: -8.64e15,
    maximum: 8.64e15,
    description: 'Milliseconds since 1970-01-01T00:00:00Z, by the backend’s clock.',
  },
  Entry: {
    ...oneOf(...ENTRIES),
    description:
      'The way a client came. This backend takes `webchat` and `video`, `invitation` by `invitation.redeem`, and `callback` by `callback.request`; messengers come by their channel.',
  },
  Availability: object<Availability>(
    {
      state: oneOf('unknown', 'online', 'busy', 'offline'),
      reason: optional(
        said(
          oneOf('hours', 'noOperators', 'queueFull', 'away', 'blocked', 'unreachable'),
          'Why it is offline; `blocked` is told to that visitor alone.',
        ),
      ),
      wait: optional(said(NUMBER, 'Expected wait in seconds for who would have to wait, as far as it is known.')),
      at: optional(said(TIME, 'With the reason `hours`: when it opens next.')),
    },
    { description: 'Whether an entry leads to a person now.' },
  ),
  Availabilities: {
    type: 'object',
    description: 'By entry; one that is absent is not served here.',
    additionalProperties: ref('Availability'),
  },
  Operator: object(operatorFields, { description: 'Somebody who answers.' }),
  ...contextParts,
  Session: object(sessionFields, { description: 'One conversation from entry to end.' }),
  Body: object<WireBody>(
    {
      kind: said(TEXT, KINDS),
      text: said(TEXT, 'Always there, in words.'),
      data: optional({ description: BODIES }),
    },
    { description: 'What a message holds.' },
  ),
  Message: object<Message>(
    {
      id: ID,
      version: VERSION,
      session: ID,
      seq: SEQ,
      at: TIME,
      from: oneOf('visitor', 'operator', 'bot', 'system'),
      author: optional(ref('Operator')),
      command: optional(said(ID, 'Id of the command that made it: how a sender knows its own.')),
      body: ref('Body'),
      state: optional(said(oneOf('edited', 'removed'), 'Not sent by this backend yet.')),
    },
    { description: 'One line of a conversation.' },
  ),
  Limits: object<Limits>({
    text: said(whole(1), 'Longest text of one message, in UTF-16 code units.'),
    file: optional(said(whole(1), 'Largest file, in bytes; absent where no files are taken.')),
    files: optional(whole(1)),
  }),
  ...forms,
  ...callbackEntities,
  ...offerEntities,
  ...settings,
  ...callEntities,
  DeskOperator: object<DeskOperator>(
    {
      ...operatorFields,
      version: VERSION,
      available: FLAG,
      maxChats: said(COUNT, 'Conversations at once.'),
      admin: optional(said(FLAG, 'Whether they may change settings.')),
    },
    { description: 'An operator as colleagues see them.' },
  ),
  Knock: object<Knock>(
    { invitation: ID, operator: said(ID, 'At whom alone it rings.'), kind: KIND },
    { description: 'That a client came by an invitation.' },
  ),
  Invitation: object<Invitation>(
    {
      id: ID,
      version: VERSION,
      operator: said(ID, 'Whose it is.'),
      kind: KIND,
      use: oneOf('once', 'many'),
      createdAt: TIME,
      expiresAt: said(TIME, 'From when on it leads nowhere; its `state` stays as it is.'),
      state: oneOf('live', 'used', 'revoked'),
      code: optional(said(TEXT, 'The six digits: for nobody but its operator, and as long as it is `live`.')),
    },
    { description: 'A number that leads to the operator who made it.' },
  ),
  DeskSession: object<DeskSession>(
    {
      ...sessionFields,
      client: ID,
      page: optional(said(ref('PageView'), 'The page it began on.')),
      referrer: optional(said(TEXT, 'Address of the page that had led to the site.')),
      group: optional(said(TEXT, 'Group of operators it came to; absent where none are set.')),
      queuedAt: optional(TIME),
      knock: optional(ref('Knock')),
      groupedAt: optional(said(TIME, 'When it came to that group, if it waited for another one before.')),
      waitsFor: optional(said(ID, 'Operator it rings at while it waits; others may accept it all the same.')),
      feedback: optional(ref('Feedback')),
      form: optional(sessionForm),
      ticket: optional(said(TEXT, 'Of a call in a tab of its own: SHA-256 of its ticket.')),
      opener: optional(said(ID, 'The client whose page has opened that tab.')),
      wordless: optional(said(FLAG, 'The client is where no messages are shown: neither words nor forms are seen.')),
      devices: optional(said(ref('DeviceOutcome'), 'What came of asking the client for camera and microphone.')),
    },
    { description: 'A session with the client it belongs to.' },
  ),
  Delivery: object<Delivery>(
    {
      state: said(
        oneOf('kept', 'queued', 'waiting', 'sent', 'refused'),
        '`kept`: there is no mailbox, so the desk is where it is read.',
      ),
      tries: said(COUNT, 'How often it was tried.'),
      at: optional(said(TIME, 'When it was sent or refused, or will be tried again.')),
      by: optional(said(oneOf('smtp', 'folder'), 'By mail, or as a file into the mailbox of the data folder.')),
      why: optional(said(TEXT, 'Why it waits or was refused: a number of the mail server, or a code.')),
    },
    { description: 'How far a letter has come on its way to the mailbox of the site.' },
  ),
  Feedback: feedbackEntity,
  LetterProgress: object(progressFields, { description: 'What changes about a letter.' }),
  Letter: object<Letter>(
    {
      ...progressFields,
      client: ID,
      widget: TEXT,
      at: TIME,
      name: optional(TEXT),
      email: optional(said(TEXT, 'As it was written: perhaps no address at all.')),
      phone: optional(TEXT),
      text: TEXT,
      more: list(object<Letter['more'][number]>({ key: TEXT, value: TEXT })),
      files: optional(list(ref('FileRef'))),
    },
    { description: 'What somebody left when nobody was there.' },
  ),
  Client: object<Client>(
    {
      id: ID,
      version: VERSION,
      label: said(TEXT, '“Visitor 7”: the name until a better one is known.'),
      name: optional(TEXT),
      phone: optional(TEXT),
      locale: optional(said(TEXT, 'BCP 47 tag.')),
      browser: optional(said(TEXT, '“Firefox 145”.')),
      system: optional(said(TEXT, '“Windows”, with a version where the browser says a true one.')),
      device: optional(
        said(oneOf('desktop', 'mobile', 'tablet'), 'What they hold in their hands, as far as the browser says.'),
      ),
      online: said(FLAG, 'Whether a page of theirs is connected.'),
      leftAt: optional(TIME),
      since: optional(said(TIME, 'When the visit began that goes on, or the last one.')),
      offer: optional(said(ref('DeskOffer'), 'The chat that an operator has offered them last.')),
      visits: said(COUNT, 'Sessions before the present one.'),
      page: optional(said(ref('PageView'), 'Where they are, if they let it be known.')),
      zone: optional(said(TEXT, 'Name of their time zone, such as `Europe/Prague`.')),
      params: list(ref('Parameter')),
      note: optional(
        said(
          object<NonNullable<Client['note']>>({ text: TEXT, by: ID, name: TEXT, at: TIME }),
          'What operators have noted of them, for each other: who did so last, and when.',
        ),
      ),
      tags: optional(said(list(TEXT), 'Words by which operators sort them.')),
      blocked: optional(
        said(
          object<NonNullable<Client['blocked']>>({ by: ID, name: TEXT, at: TIME }),
          'Which operator has blocked them, and when: they do not get through to anybody.',
        ),
      ),
      ...bridgedFields,
      ...personFields,
      ...mailFields,
    },
    { description: 'A client as operators see them.' },
  ),
}

/** What stands at the door of a widget. */
export const door = {
  availability: ref('Availabilities'),
  groups: optional(
    said(
      ref('Availabilities'),
      'Where groups can be chosen in the entry form: whether a chat leads to somebody of each, by its name. `webchat` is then as the nearest of them. Whole each time.',
    ),
  ),
}

export const cursor = optional(CURSOR)
