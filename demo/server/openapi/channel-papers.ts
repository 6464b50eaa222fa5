import type { Bridged, Contact } from '../../backend/parse-bridged.js'
import type { BridgeEvent } from '../../backend/relaying.js'
import type { Delivered } from '../../backend/channels.js'
import { TOLERANCE } from '../../backend/signature.js'
import type { DoneCommand } from '../../backend/parse-command.js'
import type { Client, DeskCommand, Relay } from '../../protocol/desk.js'
import { json, jsonBody, PRIVATE, type PathItem } from './operations.js'
import { because, type Paper } from './papers.js'
import { refused } from './refusals.js'
import { IDS } from './samples.js'
import { given, ID, object, oneOf, optional, ref, said, short, TEXT, TIME, whole, type Schema } from './schema.js'

const REFERENCE = '21734-88260-41957-03318-64092-75531-90846-1'
const AT = 1_790_000_030_000

/** What a bridge and the backend say to each other, and what the desk hears of it. */
export const channelSchemas: Readonly<Record<string, Schema>> = {
  Relay: object<Relay>(
    {
      id: said(ID, 'Of the message.'),
      version: said(whole(1), 'The higher one is the later.'),
      session: ID,
      channel: TEXT,
      seq: said(whole(1), 'Of the message.'),
      at: said(TIME, 'When it was said.'),
      delivery: ref('Delivery'),
    },
    { description: 'How far what was said to a client of a messenger has come on its way there.' },
  ),
  Bridged: object<Bridged>(
    {
      id: said(ID, 'The messenger’s own id of the message: what comes again under it is taken once.'),
      type: said(oneOf('message', 'forget'), '`forget`: the client asks that nothing of them is kept.'),
      contact: object<Contact>({
        id: said(ID, 'The same person is always the same id.'),
        name: given(short(200)),
        phone: given(said(short(32), 'E.164, where the messenger tells it.')),
        locale: given(said(short(35), 'BCP 47 tag.')),
      }),
      text: given(said(TEXT, 'May be absent where there is a reference. At most 4,000 UTF-16 code units.')),
      reference: given(
        said(short(64), 'Of the button, where the messenger hands it over apart (`ref`, `start`, `biz-intent-id`).'),
      ),
    },
    { description: 'What somebody has written at a messenger.' },
  ),
  Delivered: object<Delivered>(
    { session: optional(ID), message: optional(ID) },
    { description: 'The backend holds it. Empty for `forget`.' },
  ),
  BridgeEvent: object<BridgeEvent>(
    {
      type: oneOf('message.sent', 'session.accepted', 'session.ended'),
      timestamp: said(TEXT, 'When it was said, in ISO 8601.'),
      data: object<BridgeEvent['data']>({
        channel: TEXT,
        contact: said(ID, 'As the bridge has delivered it.'),
        session: ID,
        text: said(TEXT, 'What is to be shown.'),
        operator: optional(object<{ name: string }>({ name: TEXT })),
      }),
    },
    { description: 'What is said to somebody at a messenger.' },
  ),
}

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: TEXT,
})

const deliver: PathItem[string] = {
  operationId: 'deliver',
  summary: 'A bridge delivers what was written at a messenger.',
  description: `Signed as Standard Webhooks say (https://www.standardwebhooks.com): HMAC-SHA-256 over \`id.timestamp.body\` with the channel’s secret, at most ${TOLERANCE} s old. The same \`id\` in the body is the same message, for ever; in other words it is a \`conflict\`.`,
  tags: ['channel'],
  security: [{}],
  parameters: [
    { name: 'channel', in: 'path', required: true, schema: TEXT },
    header('webhook-id', 'Of this delivery.'),
    header('webhook-timestamp', 'Seconds since 1970.'),
    header('webhook-signature', '`v1,BASE64`; several with spaces between them.'),
  ],
  ...jsonBody(ref('Bridged'), {
    id: 'wamid.HBgMNDIwNjAxMjM0NTY3',
    type: 'message',
    contact: { id: '420601234567', name: 'Jana', phone: '+420601234567', locale: 'cs' },
    text: `Good day #${REFERENCE}`,
  }),
  responses: {
    '200': {
      description: 'Taken.',
      headers: PRIVATE,
      ...json(ref('Delivered'), { session: IDS.session, message: IDS.message }),
    },
    ...refused('malformed', 'signature.wrong', 'signature.old', 'gone', 'conflict', 'tooLarge'),
    ...refused('text.empty', 'group.closed', 'rate', 'crowded', 'retry', 'failed', 'unavailable', 'closing'),
  },
  callbacks: {
    webhook: {
      '{$webhook}': {
        post: {
          operationId: 'relay',
          summary: 'What operators say goes to the channel’s webhook.',
          description:
            'Signed in the same way; `webhook-id` stays the same on every try. In order for each contact: the next one goes when this one was answered with 2xx. Tried again after 5, 15 and 45 s, then twice as long each time up to an hour, for a day; 400, 413 and 422 end it at once.',
          tags: ['channel'],
          ...jsonBody(ref('BridgeEvent'), {
            type: 'message.sent',
            timestamp: new Date(AT).toISOString(),
            data: {
              ...{ channel: 'whatsapp', contact: '420601234567', session: IDS.session },
              ...{ text: 'Good day, how can I help?', operator: { name: 'Anna' } },
            },
          }),
          responses: { '2XX': { description: 'The bridge holds it.' } },
        },
      },
    },
  },
}

export const channelPaths: Readonly<Record<string, PathItem>> = { '/v1/channels/{channel}': { post: deliver } }

/** What is known of a client only if they write by a messenger. */
export const bridgedFields = {
  channel: optional(said(TEXT, 'They write by this messenger, and are told there.')),
  from: optional(
    said(
      object<NonNullable<Client['from']>>({ client: ID, label: TEXT, widget: TEXT, at: TIME }),
      'The visitor as whom they pressed the messenger’s button; `page` is where.',
    ),
  ),
}

export const relay: Relay = {
  ...{ id: IDS.message, version: 3, session: IDS.session, channel: 'whatsapp', seq: 6, at: AT },
  delivery: { state: 'waiting', tries: 1, at: AT + 5_000, why: '503' },
}

const { command: id } = IDS
/** What the desk asks of what did not get there. */
export const relayCommands = {
  'relay.retry': {
    summary:
      'Tells a bridge once more what it has refused, under the same `webhook-id`. What is still under way stays so.',
    fields: { session: said(ID, 'One the operator has accepted.'), relay: said(ID, 'Of the message.') },
    example: { id, type: 'relay.retry', session: IDS.session, relay: IDS.message },
    when: 'something was said to a messenger',
    refused: [
      because('it does not say which', { id, type: 'relay.retry', session: IDS.session }),
      {
        because: 'there is none of that id in it',
        value: { id, type: 'relay.retry', session: IDS.session, relay: IDS.foreign },
        status: 404,
        code: 'gone',
      },
    ],
  },
} satisfies { 'relay.retry': Paper<Extract<DeskCommand, { type: 'relay.retry' }>> }

const example: DoneCommand<'messenger.open'> = {
  id,
  type: 'messenger.open',
  entry: 'whatsapp',
  reference: REFERENCE,
  widget: 'main',
  page: { url: 'https://shop.example/basket', title: 'Basket' },
}

export const messengerOpen: Paper<DoneCommand<'messenger.open'>> = {
  summary: 'Tells that the visitor goes to a messenger, and which random reference the link carries there.',
  fields: {
    entry: ref('Entry'),
    reference: { type: 'string', pattern: '^[\\d\\-]{16,64}$', description: '128 random bits or more.' },
    widget: short(64),
    page: given(ref('Page')),
  },
  example,
  refused: [
    because('a reference is long, so that nobody guesses it', { ...example, reference: '482913' }),
    {
      because: 'the widget is one of this site',
      value: { ...example, widget: 'none' },
      status: 422,
      code: 'widget.unknown',
    },
  ],
}
