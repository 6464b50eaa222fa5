import type { Callback, CallbackSlot } from '../../../src/protocol/entities.js'
import type { DeskCallback, DeskCommand } from '../../protocol/desk.js'
import type { DoneCommand } from '../../backend/parse-command.js'
import { because, type Paper } from './papers.js'
import { callback, IDS } from './samples.js'
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
  type Fields,
} from './schema.js'

/* Everything written down of being called back: entities, and the commands of both sides. */

const fields: Fields<Callback> = {
  id: ID,
  version: said(whole(1), 'Grows with every change, and from one callback of a visitor to their next.'),
  phone: said(TEXT, 'E.164.'),
  at: optional(said(TIME, 'Start of the half hour that was chosen; absent: as soon as somebody can.')),
  requestedAt: TIME,
  dueAt: optional(said(TIME, 'Since when it rings at the desk; absent while its time has not come.')),
  overdueAt: optional(
    said(
      TIME,
      'Since when it has rung for longer than was promised, or hours are over; absent while it is in time, and once it is dialled.',
    ),
  ),
  opensAt: optional(said(TIME, 'When the site opens again; absent while it is open.')),
  zone: optional(said(TEXT, 'IANA zone of the site’s clock, where it has hours.')),
  dialledAt: optional(said(TIME, 'When somebody took it to dial.')),
  endedAt: optional(said(TIME, 'When it was cancelled, or its result said.')),
  state: oneOf('requested', 'dialled', 'reached', 'notReached', 'invalid', 'cancelled'),
}
const RESULT = oneOf('answered', 'noAnswer', 'busy', 'invalid')

export const callbackEntities = {
  Callback: object(fields, { description: 'A requested call back. A visitor has one at most that is not over.' }),
  CallbackSlot: object<CallbackSlot>(
    { at: TIME, free: said(FLAG, 'Whether another callback fits into it.') },
    { description: 'Half an hour in which somebody may be called.' },
  ),
  DeskCallback: object<DeskCallback>(
    {
      ...fields,
      client: ID,
      widget: TEXT,
      group: optional(said(TEXT, 'Group of operators it came to; absent where none are set.')),
      by: optional(said(ref('Operator'), 'Who took it to dial.')),
      session: optional(said(ID, 'The session that came of it.')),
      result: optional(said(RESULT, 'What came of dialling.')),
      held: optional(
        said(FLAG, 'One too many, of one number or from one place: not to be dialled, and its visitor is not told.'),
      ),
    },
    { description: 'A callback as operators see it.' },
  ),
}

const { command: id, foreign, callback: own } = IDS
type Papers<K extends 'callback.request' | 'callback.cancel' | 'callback.slots'> = { [T in K]: Paper<DoneCommand<T>> }

const request = { id, type: 'callback.request', phone: '+420601234567', widget: 'main' } as const

/** What a visitor may ask. */
export const callbackCommands = {
  'callback.request': {
    summary: 'Asks to be called, or moves what was asked for and is not dialled yet. Who waits in the queue leaves it.',
    fields: {
      phone: said(short(64), 'E.164, or as it is dialled in `country`; it is kept in E.164.'),
      country: given(said(short(2), 'ISO 3166.')),
      at: given(said(whole(0), 'Start of a half hour that `callback.slots` offers; without it, as soon as possible.')),
      widget: short(64),
      locale: given(said(short(35), 'BCP 47 tag.')),
    },
    example: request,
    when: 'no session is open',
    reply: { schema: object({ callback: ref('Callback') }), example: { callback } },
    refused: [
      because('a number is text', { ...request, phone: 420 }),
      {
        because: 'no phone has such a number',
        value: { ...request, phone: '+42060123' },
        status: 422,
        code: 'callback.number',
      },
      {
        because: 'it costs whoever dials it',
        value: { ...request, phone: '+420906123456' },
        status: 422,
        code: 'callback.country',
      },
      { because: 'it is not offered', value: { ...request, at: 1 }, status: 422, code: 'callback.full' },
      {
        because: 'somebody dials it already',
        value: request,
        when: 'a callback is dialled',
        status: 422,
        code: 'callback.dialled',
      },
    ],
  },
  'callback.cancel': {
    summary: 'Nobody is to call any more; what is over already stays as it is.',
    fields: { callback: said(ID, 'The visitor’s own.') },
    example: { id, type: 'callback.cancel', callback: own },
    when: 'a callback is due',
    refused: [
      because('it does not say which', { id, type: 'callback.cancel' }),
      {
        because: 'it is not theirs',
        value: { id, type: 'callback.cancel', callback: foreign },
        status: 404,
        code: 'gone',
      },
    ],
  },
  'callback.slots': {
    summary: 'Gives the half hours of the next five days that are open, with those that are taken. Not kept.',
    fields: { widget: short(64) },
    example: { id, type: 'callback.slots', widget: 'main' },
    reply: {
      schema: object<{ slots: readonly CallbackSlot[]; zone?: string }>({
        slots: list(ref('CallbackSlot')),
        zone: optional(said(TEXT, 'IANA time zone of the site, where its hours say one.')),
      }),
      example: { slots: [{ at: 1_790_001_000_000, free: true }], zone: 'Europe/Prague' },
    },
    refused: [
      because('a widget has a name', { id, type: 'callback.slots', widget: 7 }),
      {
        because: 'there is no such widget',
        value: { id, type: 'callback.slots', widget: 'other' },
        status: 422,
        code: 'widget.unknown',
      },
    ],
  },
} satisfies Papers<'callback.request' | 'callback.cancel' | 'callback.slots'>

type DeskPaper<K extends DeskCommand['type']> = Paper<Extract<DeskCommand, { type: K }>>

/** What an operator may do with one. */
export const callbackDeskCommands = {
  'callback.accept': {
    summary:
      'Takes a callback that is due, to dial it: a session of the entry `callback` begins. One that was not reached may be taken again.',
    fields: { callback: ID },
    example: { id, type: 'callback.accept', callback: own },
    when: 'a callback is due',
    refused: [
      because('it names none', { id, type: 'callback.accept' }),
      {
        because: 'there is none of that id',
        value: { id, type: 'callback.accept', callback: foreign },
        status: 404,
        code: 'gone',
      },
      {
        because: 'somebody was quicker',
        value: { id, type: 'callback.accept', callback: own },
        when: 'a colleague dials the callback',
        status: 422,
        code: 'callback.taken',
      },
      {
        because: 'nobody waits by the phone',
        value: { id, type: 'callback.accept', callback: own },
        when: 'a callback was cancelled',
        status: 422,
        code: 'callback.over',
      },
    ],
  },
  'callback.result': {
    summary: 'Says what came of dialling; it may be said anew until they ask again.',
    fields: { callback: ID, result: RESULT },
    example: { id, type: 'callback.result', callback: own, result: 'answered' },
    when: 'a callback is dialled',
    refused: [
      because('there is no such result', { id, type: 'callback.result', callback: own, result: 'engaged' }),
      {
        because: 'nobody has dialled it',
        value: { id, type: 'callback.result', callback: own, result: 'answered' },
        when: 'a callback is due',
        status: 422,
        code: 'callback.over',
      },
    ],
  },
} satisfies { [K in 'callback.accept' | 'callback.result']: DeskPaper<K> }
