import type { DeviceOutcome, PageView, Parameter } from '../../src/protocol/entities.js'
import type { Limits } from '../../src/protocol/events.js'
import { callbackFields } from '../../src/protocol/parse-callback.js'
import { parseCall, parseSignal } from '../../src/protocol/parse-call.js'
import { parseFile } from '../../src/protocol/parse-file.js'
import { message, operator as author, sessionFields } from '../../src/protocol/parse-event.js'
import type { Parser } from '../../src/protocol/parse.js'
import { flag, lenient, list, number, oneOf, optional, record, text, time, union } from '../../src/protocol/parse.js'
import { scale } from '../../src/protocol/parse-form.js'
import type {
  Client,
  Delivery,
  DeskCallback,
  DeskEvent,
  Verified,
  DeskForm,
  DeskGroup,
  DeskOffer,
  DeskOperator,
  DeskSession,
  DialResult,
  Feedback,
  Invitation,
  InvitationKind,
  Knock,
  Letter,
  LetterProgress,
  Relay,
} from './desk.js'

type Part<T extends DeskEvent['type']> = Omit<Extract<DeskEvent, { type: T }>, 'type'>

const cursor = optional(text)

const operator = record<DeskOperator>({
  id: text,
  version: number,
  name: text,
  photo: optional(text),
  title: optional(text),
  available: flag,
  maxChats: number,
  admin: optional(flag),
})

const delivery = record<Delivery>({
  state: oneOf('kept', 'queued', 'waiting', 'sent', 'refused'),
  tries: number,
  at: optional(time),
  by: optional(oneOf('smtp', 'folder')),
  why: optional(text),
})

const page = record<PageView>({
  url: text,
  title: optional(text),
  at: optional(number),
  hidden: optional(flag),
  scroll: optional(number),
})

const client = record<Client>({
  id: text,
  version: number,
  label: text,
  name: optional(text),
  phone: optional(text),
  locale: optional(text),
  browser: optional(text),
  system: optional(text),
  device: optional(oneOf('desktop', 'mobile', 'tablet')),
  online: flag,
  leftAt: optional(number),
  since: optional(number),
  offer: optional(
    record<DeskOffer>({
      id: text,
      version: number,
      text,
      operator: author,
      at: number,
      endedAt: optional(number),
      unanswered: optional(flag),
      state: oneOf('open', 'accepted', 'declined', 'over'),
    }),
  ),
  visits: number,
  page: optional(page),
  zone: optional(text),
  note: optional(record<NonNullable<Client['note']>>({ text, by: text, name: text, at: number })),
  tags: optional(list(text)),
  params: lenient(
    record<Parameter>({
      key: text,
      value: text,
      source: text as Parser<Parameter['source']>,
      label: optional(text),
      text: optional(text),
      at: optional(time),
    }),
  ),
  verified: optional(
    record<Verified>({ sub: text, name: optional(text), email: optional(text), phone: optional(text), at: time }),
  ),
  blocked: optional(record<NonNullable<Client['blocked']>>({ by: text, name: text, at: time })),
  channel: optional(text),
  mail: optional(
    record<NonNullable<Client['mail']>>({
      to: text,
      version: text,
      at: time,
      stopped: optional(time),
      latest: optional(
        record<NonNullable<NonNullable<Client['mail']>['latest']>>({ id: text, at: time, by: text, delivery }),
      ),
    }),
  ),
  from: optional(record<NonNullable<Client['from']>>({ client: text, label: text, widget: text, at: time })),
})

const kind = oneOf<InvitationKind>('chat', 'video')

const invitation = record<Invitation>({
  id: text,
  version: number,
  operator: text,
  kind,
  use: oneOf('once', 'many'),
  createdAt: number,
  expiresAt: number,
  state: oneOf('live', 'used', 'revoked'),
  code: optional(text),
})

export const session = record<DeskSession>({
  ...sessionFields,
  client: text,
  page: optional(page),
  referrer: optional(text),
  group: optional(text),
  queuedAt: optional(number),
  knock: optional(record<Knock>({ invitation: text, operator: text, kind })),
  groupedAt: optional(number),
  waitsFor: optional(text),
  call: optional(parseCall),
  ticket: optional(text),
  opener: optional(text),
  wordless: optional(flag),
  devices: optional(
    oneOf<DeviceOutcome>('granted', 'audioOnly', 'denied', 'noDevices', 'inUse', 'insecure', 'unsupported'),
  ),
  form: optional(record<NonNullable<DeskSession['form']>>({ message: text, seq: number, filled: optional(flag) })),
  feedback: optional(
    record<Feedback>({
      rating: number,
      scale,
      given: optional(number),
      at: time,
      comment: optional(text),
      transcript: optional(record<NonNullable<Feedback['transcript']>>({ to: text, delivery })),
    }),
  ),
})

const relay = record<Relay>({
  id: text,
  version: number,
  session: text,
  channel: text,
  seq: number,
  at: time,
  delivery,
})

const progressFields: { [K in keyof LetterProgress]-?: Parser<LetterProgress[K]> } = {
  id: text,
  version: number,
  delivery,
  handled: optional(record<NonNullable<LetterProgress['handled']>>({ by: text, name: text, at: time })),
}
const progress = record<LetterProgress>(progressFields)

const letter = record<Letter>({
  ...progressFields,
  client: text,
  widget: text,
  at: time,
  name: optional(text),
  email: optional(text),
  phone: optional(text),
  text,
  more: list(record<Letter['more'][number]>({ key: text, value: text })),
  files: optional(lenient(parseFile)),
})

const callback = record<DeskCallback>({
  ...callbackFields,
  client: text,
  widget: text,
  group: optional(text),
  by: optional(author),
  session: optional(text),
  result: optional(oneOf<DialResult>('answered', 'noAnswer', 'busy', 'invalid')),
  held: optional(flag),
})

/**
 * Reads one event of an operator's stream. Unknown types give undefined; `drop` hears of each malformed list item left out.
 * @throws {Malformed} when it is of a known type but not of its shape.
 */
export const parseDeskEvent = union<DeskEvent>({
  hello: record<Part<'hello'>>({
    protocol: number,
    operator,
    dedupe: oneOf('server'),
    limits: record<Limits>({ text: number, file: optional(number), files: optional(number) }),
  }),
  snapshot: record<Part<'snapshot'>>({
    cursor,
    operators: lenient(operator),
    clients: lenient(client),
    sessions: lenient(session),
    messages: lenient(message),
    letters: lenient(letter),
    invitations: optional(lenient(invitation)),
    callbacks: optional(lenient(callback)),
    relays: optional(lenient(relay)),
  }),
  'pages.told': record({ client: text, pages: lenient(page) }),
  live: record({ cursor }),
  'life.began': record({ cursor }),
  'operator.changed': record({ cursor, operator }),
  'client.changed': record({ cursor, client }),
  'session.changed': record({ cursor, session }),
  'message.added': record({ cursor, message }),
  'message.changed': record({ cursor, message }),
  'relay.changed': record({ cursor, relay }),
  'letter.added': record({ cursor, letter }),
  'letter.changed': record({ cursor, progress }),
  'invitation.changed': record({ cursor, invitation }),
  'callback.changed': record({ cursor, callback }),
  erased: record({ clients: list(text) }),
  'guessing.changed': record({ on: flag }),
  'forms.changed': record({ forms: list(record<DeskForm>({ widget: text, id: text, title: text })) }),
  'groups.changed': record({ groups: list(record<DeskGroup>({ name: text, operators: optional(list(text)) })) }),
  'settings.changed': record({}),
  'call.signal': parseSignal,
  'typing.changed': record({ session: text, on: flag }),
  bye: record({ after: number }),
})
