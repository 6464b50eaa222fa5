import type { DeskCommand } from '../../protocol/desk.js'
import { because, type Paper } from './papers.js'
import { deskEnded, greeting, IDS } from './samples.js'
import { FLAG, given, ID, list, object, ref, said, whole } from './schema.js'

type Papers<K extends DeskCommand['type']> = { [T in K]: Paper<Extract<DeskCommand, { type: T }>> }

const { command: id, visitor, session, foreign } = IDS
const MORE = said(FLAG, 'Whether there are others behind these.')

/** What operators ask of the past. It changes nothing: asking again is harmless, with any id. */
export const pastCommands = {
  'sessions.get': {
    summary:
      'Asks for the conversations of a client that are over, the newest first, ten at a time. A person whom their site names is one client on all their devices; of nobody else are two clients ever taken for one.',
    fields: { client: ID, before: given(said(ID, 'A session: those that began before it.')) },
    example: { id, type: 'sessions.get', client: visitor },
    reply: {
      schema: object({ sessions: list(ref('DeskSession')), more: MORE }),
      example: { sessions: [deskEnded], more: false },
    },
    refused: [
      because('it does not say of whom', { id, type: 'sessions.get' }),
      {
        because: 'there is none of that id, or they were forgotten',
        value: { id, type: 'sessions.get', client: foreign },
        status: 404,
        code: 'gone',
      },
      {
        because: 'the session it begins before is not theirs',
        value: { id, type: 'sessions.get', client: visitor, before: foreign },
        status: 404,
        code: 'gone',
      },
    ],
  },
  'messages.get': {
    summary: 'Asks for what was said in a session, from its beginning on, as much as fits into one answer.',
    fields: { session: ID, after: given(said(whole(0), 'The last `seq` that is there already.')) },
    example: { id, type: 'messages.get', session },
    reply: {
      schema: object({ messages: list(ref('Message')), more: MORE }),
      example: { messages: [greeting], more: false },
    },
    refused: [
      because('it does not say of which', { id, type: 'messages.get' }),
      {
        because: 'there is none of that id, or its client was forgotten',
        value: { id, type: 'messages.get', session: foreign },
        status: 404,
        code: 'gone',
      },
    ],
  },
} satisfies Papers<'sessions.get' | 'messages.get'>
