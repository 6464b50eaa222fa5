import type { Availability, Message, Operator, Session } from './entities.js'
import type { Hello, Limits, ServerEvent, Settings, Snapshot } from './events.js'
import type { Parser } from './parse.js'
import {
  anything,
  dictionary,
  flag,
  lenient,
  list,
  number,
  oneOf,
  optional,
  record,
  text,
  time,
  union,
} from './parse.js'

export const operator = record<Operator>({ id: text, name: text, photo: optional(text), title: optional(text) })

/** Field by field, so that the far end's parser may add its own. An entry of a later version is still a session. */
export const sessionFields: { [K in keyof Session]-?: Parser<Session[K]> } = {
  id: text,
  version: number,
  entry: text as Parser<Session['entry']>,
  state: oneOf('created', 'queued', 'accepted', 'ended'),
  widget: text,
  position: optional(number),
  wait: optional(number),
  operators: list(operator),
  createdAt: time,
  acceptedAt: optional(time),
  endedAt: optional(time),
  endedBy: optional(oneOf('visitor', 'operator', 'system')),
  readByVisitor: optional(number),
  readByOperator: optional(number),
  rated: optional(flag),
  // Read by the room that holds the call.
  call: anything as Parser<Session['call']>,
}
export const session = record<Session>(sessionFields)

export const message = record<Message>({
  id: text,
  version: number,
  session: text,
  seq: number,
  at: time,
  from: oneOf('visitor', 'operator', 'bot', 'system'),
  author: optional(operator),
  command: optional(text),
  body: record({ kind: text, text, data: anything }),
  state: optional(oneOf('edited', 'removed')),
})

const STATES: readonly string[] = ['online', 'busy', 'offline']
const cursor = optional(text)
const availability = dictionary(
  record<Availability>({
    // A state of a later version leads nowhere we know of.
    state: value => (STATES.includes(value as string) ? (value as Availability['state']) : 'unknown'),
    reason: optional(text as Parser<NonNullable<Availability['reason']>>),
    wait: optional(number),
    at: optional(time),
  }),
)
/** What stands at the door: by the way in, and by what is chosen in the entry form. */
const door = { availability, groups: optional(availability) }

const settings = record<Settings>({
  title: optional(text),
  team: optional(lenient(operator)),
  privacy: optional(text),
  // Forms are read by the room that draws them.
  entryForm: anything as Parser<Settings['entryForm']>,
  feedback: anything as Parser<Settings['feedback']>,
  page: anything as Parser<Settings['page']>,
  offlineForm: anything as Parser<Settings['offlineForm']>,
  starts: anything as Parser<Settings['starts']>,
})

/**
 * Reads one event of a visitor's stream. Unknown types, and those whose room is not built yet, give undefined; `drop` hears of each malformed list item left out.
 * @throws {Malformed} when it is of a known type but not of its shape.
 */
export const parseEvent = union<ServerEvent>({
  hello: record<Omit<Hello, 'type'>>({
    protocol: number,
    oldest: optional(number),
    visitor: record<Hello['visitor']>({ id: text, token: optional(text) }),
    capabilities: list(text),
    dedupe: oneOf('server', 'echo'),
    limits: record<Limits>({ text: number, file: optional(number), files: optional(number) }),
    settings,
    ...door,
  }),
  snapshot: record<Omit<Snapshot, 'type'>>({
    cursor,
    sessions: lenient(session),
    messages: lenient(message),
    more: optional(flag),
  }),
  live: record({ cursor }),
  'session.changed': record({ cursor, session }),
  // Read by the room that shows it.
  'callback.changed': record({ cursor, callback: dictionary(anything) }),
  'offer.changed': record({ offer: dictionary(anything) }),
  'message.added': record({ cursor, message }),
  'message.changed': record({ cursor, message }),
  'typing.changed': record({ session: text, operator, on: flag }),
  'availability.changed': record(door),
  'settings.changed': record({ settings }),
  'call.signal': anything as Parser<object>,
  'ticket.changed': anything as Parser<object>,
  bye: record({ after: number }),
})
