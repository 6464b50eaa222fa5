import type { Command } from '../../../src/protocol/commands.js'
import type { Receipt } from '../../../src/protocol/entities.js'
import type { Client, DeskCommand } from '../../protocol/desk.js'
import type { PersonFile } from '../../protocol/person.js'
import { because, type Paper } from './papers.js'
import { IDS } from './samples.js'
import { ID, list, object, optional, ref, said, TEXT, TIME, whole } from './schema.js'

/** Of a client whose site says who they are. */
export const personFields = {
  verified: optional(
    said(
      object<NonNullable<Client['verified']>>({
        sub: said(TEXT, 'The site’s own name for them.'),
        name: optional(TEXT),
        email: optional(TEXT),
        phone: optional(TEXT),
        at: TIME,
      }),
      'What their site has signed of them, and when it did so first; all else they said themselves.',
    ),
  ),
}

const THING = { type: 'object' }

/** What is left of who was erased, and what there is of who is not. */
export const personParts = {
  Receipt: object<Receipt>(
    {
      id: said(ID, 'By which the backend knows it.'),
      at: TIME,
      erased: said(
        { type: 'object', additionalProperties: whole(0) },
        'How much there was: of `conversations`, `messages`, `letters`, `callbacks`, `files`.',
      ),
    },
    { description: 'That nothing of a visitor is left; it names nobody.' },
  ),
  PersonFile: object<PersonFile>(
    {
      client: said(THING, 'As they are now.'),
      conversations: list(object<PersonFile['conversations'][number]>({ session: THING, messages: list(THING) })),
      letters: list(THING),
      callbacks: list(THING),
      log: said(list(THING), 'Every row that tells of them, in order.'),
    },
    { description: 'All that is kept of one person. It is for people to read: what stands in a row may change.' },
  ),
}

const erased = { conversations: 2, messages: 17, letters: 0, callbacks: 1, files: 3 }
const { command: id, visitor, foreign } = IDS
export const forgetting: Paper<Command<'visitor.forget'>> = {
  summary:
    'Erases everything about this visitor, token included, and says so in a receipt that names nobody. Their streams end with `bye`. Asked again with the same token, it gives the same receipt.',
  fields: {},
  example: { id, type: 'visitor.forget' },
  reply: {
    schema: object<{ receipt?: Receipt }>({ receipt: optional(ref('Receipt')) }),
    example: { receipt: { id: 'Zr8kqTnVd0a1bW3yKx5u7A', at: 1_790_000_000_000, erased } },
  },
  refused: [because('every command has an id', { type: 'visitor.forget' })],
}

const value = { id, type: 'client.export', client: visitor } as const
const person: PersonFile = {
  client: { id: visitor, label: 'Visitor 7' },
  ...{ conversations: [], letters: [], callbacks: [] },
  log: [{ pos: 12, client: visitor, change: { type: 'client.changed', client: { id: visitor, label: 'Visitor 7' } } }],
}
export const exporting: Paper<Extract<DeskCommand, { type: 'client.export' }>> = {
  summary: 'Asks for all that is kept of a client, for them to read. For administrators. Not kept.',
  fields: { client: ID },
  example: value,
  reply: { schema: object<{ person: PersonFile }>({ person: ref('PersonFile') }), example: { person } },
  refused: [
    because('it does not say whom', { id, type: 'client.export' }),
    { because: 'there is none of that id', value: { ...value, client: foreign }, status: 404, code: 'gone' },
    {
      because: 'it is for administrators',
      value,
      when: 'the operator is no administrator',
      status: 422,
      code: 'admin.only',
    },
  ],
}
