import { PROTOCOL } from '../../../src/protocol/events.js'
import { PASSWORD } from '../door/passwords.js'
import { deskCommands } from './desk-commands.js'
import { deskEvents } from './events.js'
import { uploadPaths } from './file-papers.js'
import { events, json, jsonBody, PRIVATE, type PathItem } from './operations.js'
import { refused } from './refusals.js'
import { object, oneOf, ref, said, short, TEXT, type Schema } from './schema.js'

const OPERATOR = { $ref: '#/components/parameters/DeskOperator' }
/** The cookie says that somebody may, the header says who of them asks. */
const desk = { tags: ['desk'], security: [{ deskCookie: [] }], parameters: [OPERATOR] }

const door: PathItem[string] = {
  operationId: 'askDoor',
  summary: 'What the door asks for: the key of the demo, or an operator’s own password.',
  tags: ['desk'],
  security: [{}],
  responses: {
    '200': {
      description: 'It asks for one of the two.',
      headers: PRIVATE,
      ...json(object<{ by: string }>({ by: oneOf('key', 'password') }), { by: 'password' }),
    },
    ...refused('origin'),
  },
}

const login: PathItem[string] = {
  operationId: 'logIn',
  summary: 'Exchanges a password, or the demo’s key, for a cookie of one operator.',
  description: 'Who guesses waits, longer each time, by name and by address.',
  tags: ['desk'],
  security: [{}],
  ...jsonBody(ref('Login'), { operator: 'anna', password: 'correct horse battery' }),
  responses: {
    '200': {
      description: 'Logged in for twelve hours, or until logged out, given a new password or removed.',
      headers: {
        ...PRIVATE,
        'Set-Cookie': {
          description: '`HttpOnly; SameSite=Strict; Path=/`; behind TLS `Secure` and named `__Host-…`.',
          schema: { type: 'string' },
        },
      },
      ...json(object<{ operator: string }>({ operator: TEXT }), { operator: 'anna' }),
    },
    ...refused('malformed', 'auth', 'origin', 'tooLarge', 'type', 'rate'),
  },
}

const logout: PathItem[string] = {
  operationId: 'logOut',
  summary: 'Ends the sign-in and takes the cookie away.',
  ...desk,
  responses: {
    '200': { description: 'Logged out.', headers: PRIVATE, ...json(object({}), {}) },
    ...refused('auth', 'origin'),
  },
}

const stream: PathItem[string] = {
  operationId: 'openDeskStream',
  summary: 'Listens: everything that happens at this site, until either side ends it.',
  ...desk,
  ...jsonBody(ref('DeskOpening'), { protocol: PROTOCOL }),
  responses: {
    '200': events(ref('DeskEvent'), [deskEvents.hello.example, deskEvents.live.example]),
    ...refused('malformed', 'auth', 'origin', 'tooLarge', 'type', 'crowded', 'retry', 'closing'),
  },
}

const commands: PathItem[string] = {
  operationId: 'sendDeskCommand',
  summary: 'Sends one command of an operator, as `/v1/commands` does for a visitor.',
  ...desk,
  ...jsonBody(ref('DeskCommand'), deskCommands['session.accept'].example),
  responses: {
    '200': {
      description: 'Taken. `x-reply` of the command’s schema says which of these it is.',
      headers: PRIVATE,
      ...json(ref('DeskReply'), deskCommands['message.send'].reply.example),
    },
    ...refused('malformed', 'unknown', 'auth', 'origin', 'gone', 'conflict', 'tooLarge', 'type'),
    ...refused(
      ...(['session.ended', 'session.taken', 'session.invited', 'session.notYours', 'session.alone'] as const),
      ...([
        'operator.busy',
        'operator.calling',
        'call.own',
        'call.over',
        'call.waiting',
        'call.elsewhere',
        'call.notYours',
        'picture.unasked',
      ] as const),
      ...(['form.unknown', 'form.channel', 'form.unseen'] as const),
      ...(['text.empty', 'file.unknown', 'operator.full', 'operator.away', 'group.closed', 'queue.full'] as const),
      ...(['invitation.until', 'invitation.many', 'callback.taken', 'callback.over'] as const),
      ...(['offer.gone', 'offer.taken', 'offer.declined', 'offer.one', 'offer.notYours'] as const),
      ...(['invitation.until', 'invitation.many', 'admin.only', 'settings.changed'] as const),
    ),
    ...refused('rate', 'crowded'),
    ...refused('retry', 'failed'),
    ...refused('unavailable', 'closing'),
  },
}

export const deskPaths: Readonly<Record<string, PathItem>> = {
  '/v1/desk/door': { get: door },
  '/v1/desk/login': { post: login },
  '/v1/desk/logout': { post: logout },
  '/v1/desk/stream': { post: stream },
  '/v1/desk/commands': { post: commands },
  ...uploadPaths({ prefix: '/v1/desk', name: 'Desk', more: desk }),
}

export const loginSchema: Schema = {
  anyOf: [
    object<{ operator: string; password: string }>({ operator: short(64), password: short(PASSWORD.most) }),
    object<{ operator: string; key: string }>({
      operator: short(64),
      key: said(
        TEXT,
        'Of the demo. Stands behind `#key=` of the printed address: there it never reaches a server’s log.',
      ),
    }),
  ],
}
