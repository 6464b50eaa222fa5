import type { DoneCommand } from '../../backend/parse-command.js'
import { MOST_FORM } from '../../backend/entry-form.js'
import type { DeskCommand, DeskForm, DeskSession } from '../../protocol/desk.js'
import { without } from '../../backend/without.js'
import { because, type Paper } from './papers.js'
import { anna, greeting, IDS } from './samples.js'
import { FLAG, given, ID, object, optional, ref, said, short, TEXT, whole, type Schema } from './schema.js'

const { command: id, session, message, foreign } = IDS
const LONG = 'x'.repeat(MOST_FORM / 2 + 1)
const asks = {
  id: 'return',
  title: 'Return of goods',
  fields: [{ name: 'order', type: 'text', label: 'Order number' }],
}
const values = { order: '2026-1184', reason: 'wrong' }

/** What a message may be, and what it holds then. */
export const KINDS =
  '`text`, `notice`, `offer`, `file`, `form` and `filled` today. A kind you do not know is shown by its `text`.'
export const BODIES =
  '`{ notice, name? }`, `{ offer: "video", call }`, a `FileRef`, a `Form`, or `{ form, values: [{ label, value }] }` of what was filled in.'

/** The forms that may be sent, and how the last one stands. */
export const formEntities: Readonly<Record<'DeskForm', Schema>> = {
  DeskForm: object<DeskForm>(
    { widget: said(TEXT, 'Name of the widget that its clients came by.'), id: ID, title: TEXT },
    { description: 'A form that may be sent into a conversation.' },
  ),
}
export const sessionForm = said(
  object<NonNullable<DeskSession['form']>>({ message: ID, seq: whole(1), filled: optional(FLAG) }),
  'The last form that was sent into it: the message that holds it, its place, and whether it was filled in.',
)

/** Asks a client to fill something in. */
export const formSent: Paper<Extract<DeskCommand, { type: 'form.send' }>> = {
  summary: 'Asks the client to fill in a form of their widget. Those that were sent before are asked for no longer.',
  fields: { session: said(ID, 'One the operator has accepted.'), form: said(short(200), 'As `forms.changed` tells.') },
  example: { id, type: 'form.send', session, form: 'return' },
  reply: {
    schema: object({ message: ref('Message') }),
    example: {
      message: {
        ...without(greeting, 'command'),
        from: 'operator',
        author: anna,
        body: { kind: 'form', text: asks.title, data: asks },
      },
    },
  },
  refused: [
    because('it names no form', { id, type: 'form.send', session }),
    {
      because: 'the widget has no such form',
      value: { id, type: 'form.send', session, form: 'other' },
      status: 422,
      code: 'form.unknown',
    },
    {
      because: 'who writes by a messenger has nothing to fill in',
      value: { id, type: 'form.send', session, form: 'return' },
      when: 'something was said to a messenger',
      status: 422,
      code: 'form.channel',
    },
    {
      because: 'a call page shows no forms',
      value: { id, type: 'form.send', session, form: 'return' },
      when: 'the client is on a call page',
      status: 422,
      code: 'form.unseen',
    },
    {
      because: 'the client has left',
      value: { id, type: 'form.send', session, form: 'return' },
      when: 'the session has ended',
      status: 422,
      code: 'session.ended',
    },
    {
      because: 'a colleague talks',
      value: { id, type: 'form.send', session, form: 'return' },
      when: 'another operator has it',
      status: 422,
      code: 'session.notYours',
    },
  ],
}

const submit = { id, type: 'form.submit', form: message, values } as const

/** What the client says to that. */
export const formFilled: Paper<DoneCommand<'form.submit'>> = {
  summary:
    'Fills in the form that was sent last, once. It stands in the conversation as a message, and among the parameters.',
  fields: {
    form: said(ID, 'Id of the message that holds it.'),
    session: given(said(ID, 'One of the visitor’s own; the open one if absent.')),
    values: said(
      { type: 'object', maxProperties: 50, propertyNames: short(64), additionalProperties: short(4_000) },
      `By name of the field, at most ${MOST_FORM} characters.`,
    ),
  },
  example: submit,
  when: 'a form was sent',
  reply: {
    schema: object({ message: ref('Message') }),
    example: {
      message: {
        ...greeting,
        body: {
          kind: 'filled',
          text: 'Order number: 2026-1184',
          data: { form: message, values: [{ label: 'Order number', value: '2026-1184' }] },
        },
      },
    },
  },
  refused: [
    because('values are texts', { ...submit, values: { order: 7 } }),
    {
      because: 'something is missing',
      value: { ...submit, values: {} },
      when: 'a form was sent',
      status: 422,
      code: 'form.wrong',
    },
    {
      because: 'nobody fills in that much',
      value: { ...submit, values: { order: LONG, reason: LONG } },
      when: 'a form was sent',
      status: 413,
      code: 'tooLarge',
    },
    { because: 'no form was sent', value: submit, status: 422, code: 'form.old' },
    {
      because: 'they have filled it in before',
      value: submit,
      when: 'a form was filled in',
      status: 422,
      code: 'form.done',
    },
    {
      because: 'the conversation is over',
      value: { ...submit, session },
      when: 'the session has ended',
      status: 422,
      code: 'session.ended',
    },
    { because: 'it is not theirs', value: { ...submit, session: foreign }, status: 404, code: 'gone' },
  ],
}
