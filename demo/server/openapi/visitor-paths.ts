import type { CheckedEvent } from '../../backend/check.js'
import { PROTOCOL } from '../../../src/protocol/events.js'
import { visitorEvents } from './events.js'
import { uploadPaths } from './file-papers.js'
import { events, json, jsonBody, PRIVATE, type PathItem } from './operations.js'
import { refused } from './refusals.js'
import { given, literal, object, ref, said, short, TIME, whole } from './schema.js'
import { CURSOR_SAMPLE } from './samples.js'
import { visitorCommands } from './visitor-commands.js'

const { hello, live } = visitorEvents
const ORIGIN = { $ref: '#/components/parameters/Origin' }
const IDENTITY = { $ref: '#/components/parameters/Identity' }

/** CORS is decided before anything else; every answer varies by `Origin`. */
const preflight = (operationId: string): PathItem[string] => ({
  operationId,
  summary: 'The browser’s question before a page of another origin may ask.',
  tags: ['visitor'],
  security: [{}],
  parameters: [ORIGIN],
  responses: {
    '204': {
      description: 'What such a page may send. Kept by browsers for two hours.',
      headers: {
        'Access-Control-Allow-Origin': {
          description: 'The origin itself when it is allowed; `*` otherwise, so that the refusal can be read.',
          schema: { type: 'string' },
        },
        'Access-Control-Allow-Methods': { schema: { const: 'POST' } },
        'Access-Control-Allow-Headers': { schema: { const: 'authorization, content-type, x-zvonek-identity' } },
        'Access-Control-Max-Age': { schema: { const: '7200' } },
        Vary: { schema: { const: 'Origin' } },
      },
    },
  },
})

const CHECKED = {
  type: 'checked',
  protocol: PROTOCOL,
  oldest: PROTOCOL,
  now: 1_790_000_000_000,
  availability: { webchat: { state: 'online' }, video: { state: 'offline', reason: 'hours' } },
} satisfies CheckedEvent

const stream: PathItem[string] = {
  operationId: 'openStream',
  summary: 'Listens: the visitor’s own events until either side ends it.',
  description:
    'Without a token it makes a visitor, whose token stands in `hello` and nowhere else. With an identity it is the person’s, whatever device they come by; the stream ends with the identity, and goes on with the next.',
  tags: ['visitor'],
  security: [{ bearer: [] }, {}],
  parameters: [ORIGIN, IDENTITY],
  ...jsonBody(ref('Opening'), { protocol: PROTOCOL, widget: 'main', locale: 'cs', after: CURSOR_SAMPLE }),
  responses: {
    '200': events(ref('Event'), [hello.example, live.example]),
    ...refused('malformed', 'auth', 'origin', 'tooLarge', 'type', 'widget.unknown', 'retry'),
    ...refused('rate', 'crowded'),
    ...refused('unavailable', 'closing'),
  },
}

const check: PathItem[string] = {
  operationId: 'check',
  summary: 'Tells who looks why a widget does not work how things stand; for developers, by `diagnose()`.',
  description:
    'Makes no visitor and changes nothing. One event comes at once; then the stream stays open for a second and ends, so that who asks sees whether something on the way holds answers back.',
  tags: ['visitor'],
  security: [{}],
  parameters: [ORIGIN],
  ...jsonBody(ref('Checking'), { protocol: PROTOCOL, widget: 'main' }),
  responses: {
    '200': events(ref('Checked'), [CHECKED]),
    ...refused('malformed', 'origin', 'tooLarge', 'type', 'widget.unknown', 'retry'),
    ...refused('rate', 'crowded', 'closing'),
  },
}

/** What was understood, and will not be done. */
const UNDERSTOOD = [
  ...(['unsupported', 'widget.unknown', 'group.closed', 'queue.full', 'session.none', 'session.ended'] as const),
  ...(['session.open', 'text.empty', 'params.many', 'letter.automatic', 'invitation.unknown'] as const),
  ...([
    'session.waiting',
    'operator.busy',
    'call.own',
    'call.over',
    'call.waiting',
    'call.elsewhere',
    'ticket.taken',
  ] as const),
  ...(['invitation.used', 'invitation.revoked', 'invitation.expired', 'invitation.away', 'invitation.often'] as const),
  ...([
    'form.missing',
    'form.automatic',
    'check.failed',
    'form.wrong',
    'form.old',
    'form.done',
    'feedback.given',
    'feedback.scale',
    'session.running',
  ] as const),
  ...(['callback.number', 'callback.country', 'callback.full', 'callback.dialled'] as const),
  ...(['transcript.none', 'transcript.address', 'transcript.often', 'reference.many', 'file.unknown'] as const),
]

const commands: PathItem[string] = {
  operationId: 'sendCommand',
  summary: 'Sends one command. The answer means that the backend holds it for good.',
  description:
    'The same id and body again is the same answer and no second effect, for ever. Wait for each answer before the next: only so is their order kept.',
  tags: ['visitor'],
  security: [{ bearer: [] }],
  parameters: [ORIGIN, IDENTITY],
  ...jsonBody(ref('Command'), visitorCommands['message.send'].example),
  responses: {
    '200': {
      description: 'Taken. `x-reply` of the command’s schema says which of these it is.',
      headers: PRIVATE,
      ...json(ref('Reply'), visitorCommands['message.send'].reply.example),
    },
    ...refused('malformed', 'unknown', 'auth', 'origin', 'gone', 'conflict', 'tooLarge', 'type', 'unsupported'),
    ...refused(...UNDERSTOOD),
    ...refused('rate', 'crowded'),
    ...refused('retry', 'failed'),
    ...refused('unavailable', 'closing'),
  },
}

const files = uploadPaths({
  prefix: '/v1',
  name: '',
  more: { tags: ['visitor'], security: [{ bearer: [] }], parameters: [ORIGIN] },
})
const filePaths = Object.fromEntries(
  Object.entries(files).map(([path, item], at) => [
    path,
    { ...item, options: preflight(at ? 'preflightPart' : 'preflightUpload') },
  ]),
)

export const visitorPaths: Readonly<Record<string, PathItem>> = {
  '/v1/stream': { post: stream, options: preflight('preflightStream') },
  '/v1/check': { post: check, options: preflight('preflightCheck') },
  '/v1/commands': { post: commands, options: preflight('preflightCommands') },
  ...filePaths,
}

const AFTER = said(
  short(200),
  'The last cursor that was applied: continue behind it. Without it, or when it cannot be continued, a snapshot comes.',
)

/** What both streams are opened with. */
export const openings = {
  Opening: object<{ protocol: number; widget: string; after?: string; locale?: string }>({
    protocol: said(whole(1), 'The protocol the client speaks.'),
    widget: said(short(64), 'Name of the widget, such as `main`.'),
    after: given(AFTER),
    locale: given(said(short(35), 'BCP 47 tag of the widget’s language.')),
  }),
  Checking: object<{ protocol: number; widget: string }>({
    protocol: said(whole(1), 'The protocol the client speaks.'),
    widget: said(short(64), 'Name of the widget, such as `main`.'),
  }),
  Checked: object<CheckedEvent>({
    type: literal('checked'),
    protocol: said(whole(1), 'The protocol the backend speaks.'),
    oldest: said(whole(1), 'The oldest it understands.'),
    now: said(TIME, 'By the clock of the backend.'),
    availability: said(ref('Availabilities'), 'Of the widget that was asked about.'),
  }),
  DeskOpening: object<{ protocol: number; after?: string }>({
    protocol: said(whole(1), 'The protocol the desk speaks.'),
    after: given(AFTER),
  }),
}
