import type { Command } from '../../../src/protocol/commands.js'
import { MOST_PARAMS } from '../../backend/visitor-commands.js'
import { because, type Paper } from './papers.js'
import { IDS } from './samples.js'
import { given, orNull, ref, short } from './schema.js'

const { command: id } = IDS

/** Commands by which a page tells where its visitor is, and what it knows of them. */
export const contextCommands = {
  'page.share': {
    summary: 'Tells the page the visitor is on; without one, stops sharing.',
    fields: { page: given(ref('Page')) },
    example: { id, type: 'page.share', page: { url: 'https://shop.example/basket', title: 'Basket' } },
    refused: [because('an address is text', { id, type: 'page.share', page: { url: 7 } })],
  },
  'params.set': {
    summary: `Sets parameters by key; \`null\` removes one. All together have at most ${MOST_PARAMS} characters (\`params.many\`).`,
    fields: {
      params: {
        type: 'object',
        maxProperties: 50,
        propertyNames: short(64),
        additionalProperties: orNull(short(1_000)),
      },
    },
    example: { id, type: 'params.set', params: { plan: 'silver' } },
    refused: [because('values are text', { id, type: 'params.set', params: { plan: 7 } })],
  },
} satisfies { [T in 'page.share' | 'params.set']: Paper<Command<T>> }
