import { LONGEST_TAG, MANY_TAGS, MOST_NOTE } from '../../backend/describing.js'
import type { DeskCommand } from '../../protocol/desk.js'
import { because, type Paper } from './papers.js'
import { IDS } from './samples.js'
import { FLAG, given, ID, list, short } from './schema.js'

type Papers<K extends DeskCommand['type']> = { [T in K]: Paper<Extract<DeskCommand, { type: T }>> }

const { command: id, foreign, visitor } = IDS

/** What operators say of a client. */
export const clientCommands = {
  'client.block': {
    summary:
      'Blocks a client, or does not after all: they do not get through to anybody, and are told no more than that nobody is there. An open session of theirs ends, unless it is a colleague’s. Letters still come.',
    fields: { client: ID, on: FLAG },
    example: { id, type: 'client.block', client: visitor, on: true },
    refused: [
      because('it does not say whom', { id, type: 'client.block', on: true }),
      {
        because: 'there is none of that id',
        value: { id, type: 'client.block', client: foreign, on: true },
        status: 404,
        code: 'gone',
      },
      {
        because: 'a colleague is talking to them',
        value: { id, type: 'client.block', client: visitor, on: true },
        when: 'another operator has it',
        status: 422,
        code: 'session.notYours',
      },
    ],
  },
  'client.describe': {
    summary: `What operators note of a client, for each other: the client never hears of it. An empty note, or no tags, take away what there was; what is not given stays. A tag has at most ${LONGEST_TAG} characters.`,
    fields: {
      client: ID,
      note: given(short(MOST_NOTE)),
      tags: given({ ...list(short(LONGEST_TAG)), description: `Each counts once; at most ${MANY_TAGS}.` }),
    },
    example: { id, type: 'client.describe', client: visitor, note: 'Has the moon lamp', tags: ['lamps'] },
    refused: [
      because('it does not say of whom', { id, type: 'client.describe', note: 'Has the moon lamp' }),
      {
        because: 'there is none of that id',
        value: { id, type: 'client.describe', client: foreign, note: 'Has the moon lamp' },
        status: 404,
        code: 'gone',
      },
    ],
  },
} satisfies Papers<'client.block' | 'client.describe'>
