import type { PageView, Parameter } from '../../../src/protocol/entities.js'
import type { PageRules } from '../../../src/protocol/page-clean.js'
import { MANY_PARAMS, MOST_PARAMS } from '../../backend/params.js'
import type { DoneCommand } from '../../backend/parse-command.js'
import { because, type Paper } from './papers.js'
import { IDS } from './samples.js'
import {
  FLAG,
  given,
  list,
  object,
  oneOf,
  optional,
  orNull,
  ref,
  said,
  short,
  TEXT,
  TIME,
  whole,
  type Schema,
} from './schema.js'

const { command: id } = IDS

/** Where a client is, and what the page says of them. Each is the type of the same name. */
export const contextParts: Readonly<Record<string, Schema>> = {
  PageView: object<PageView>(
    {
      url: said(TEXT, 'Origin and path, and what the widget’s settings let through; secrets are hidden.'),
      title: optional(TEXT),
      at: optional(said(TIME, 'When they came to it.')),
      hidden: optional(said(FLAG, 'They look at something else.')),
      scroll: optional(
        said(
          { ...whole(0), maximum: 100 },
          'Per cent: how far down the page is in sight, where the widget’s settings ask for it.',
        ),
      ),
    },
    { description: 'A page the client is on.' },
  ),
  Parameter: object<Parameter>({
    key: TEXT,
    value: TEXT,
    source: oneOf('page', 'api', 'entryForm', 'form', 'card', 'backend'),
    label: optional(said(TEXT, 'What the form, or the widget’s settings, call it.')),
    text: optional(said(TEXT, 'What was chosen, in the words of the form.')),
    at: optional(
      said(TIME, 'When it was set. Of a consent, whose value is the version of its wording: when it was agreed to.'),
    ),
  }),
  PageRules: object<PageRules>({
    query: optional(said(list(TEXT), 'Names of query parameters whose values may be told.')),
    patterns: optional(said(list(TEXT), 'Beginnings of paths with names for what is not told, such as `/user/:id`.')),
    hash: optional(said(FLAG, 'The page keeps its route behind `#`.')),
    scroll: optional(said(FLAG, 'How far down a page is in sight may be told.')),
  }),
}

type Said = 'page.share' | 'params.set'

/** What is told while somebody goes about. */
export const contextCommands = {
  'page.share': {
    summary: 'Tells the page in front; with `hidden` alone, that its tab is out of sight; with neither, stops sharing.',
    fields: {
      page: given(ref('Page')),
      hidden: given(FLAG),
      tab: given(said(short(64), 'Any name that this tab alone has.')),
      widget: given(said(short(64), 'Whose rules for addresses hold; without it only paths are taken.')),
      zone: given(said(short(64), 'Name of the browser’s time zone.')),
    },
    example: { id, type: 'page.share', page: { url: 'https://shop.example/basket', title: 'Basket' } },
    refused: [because('an address is text', { id, type: 'page.share', page: { url: 7 } })],
  },
  'params.set': {
    summary: `Sets parameters by key; \`null\` removes one. There are at most ${MANY_PARAMS}, of ${MOST_PARAMS} characters together (\`params.many\`).`,
    fields: {
      params: {
        type: 'object',
        maxProperties: 50,
        propertyNames: short(64),
        additionalProperties: orNull(short(1_000)),
      },
      widget: given(said(short(64), 'Whose labels they get.')),
    },
    example: { id, type: 'params.set', params: { plan: 'silver' } },
    refused: [because('values are text', { id, type: 'params.set', params: { plan: 7 } })],
  },
} satisfies { [K in Said]: Paper<DoneCommand<K>> }
