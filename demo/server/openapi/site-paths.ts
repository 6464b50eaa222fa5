import { stopPath } from './mail-papers.js'
import { storedPath } from './file-papers.js'
import { json, PRIVATE, type PathItem } from './operations.js'
import { refused } from './refusals.js'
import { FLAG, list, literal, object, said, TEXT } from './schema.js'

const open = { tags: ['site'], security: [{}] }

const health: PathItem = {
  get: {
    operationId: 'health',
    summary: 'Whether the server lives, and its store can be written to and read.',
    ...open,
    responses: {
      '200': {
        description: 'It does.',
        headers: PRIVATE,
        ...json(object<{ ok: boolean; version: string }>({ ok: FLAG, version: TEXT }), { ok: true, version: '0.1.0' }),
      },
      '503': {
        description: 'The store fails; `code` is its own word for why.',
        headers: PRIVATE,
        ...json(
          object<{ ok: boolean; version: string; code: string; message: string }>({
            ok: FLAG,
            version: TEXT,
            code: TEXT,
            message: TEXT,
          }),
          { ok: false, version: '0.1.0', code: 'SQLITE_FULL', message: 'The store cannot be written to.' },
        ),
      },
    },
  },
}

const metrics: PathItem = {
  get: {
    operationId: 'metrics',
    summary: 'What goes on, in numbers, for Prometheus.',
    description: 'Told to programs on the same machine only, never through a proxy; once a key is set, to who has it.',
    tags: ['site'],
    security: [{}, { metricsKey: [] }],
    responses: {
      '200': { description: 'Its text format.', headers: PRIVATE, content: { 'text/plain; version=0.0.4': {} } },
      ...refused('gone'),
    },
  },
}

const demo: PathItem = {
  get: {
    operationId: 'demo',
    summary: 'The ways to the desk, key included: for the QA page of who has started the server.',
    description:
      'Told only to a browser on the same machine, only to this server’s own page (`Sec-Fetch-Site: same-origin`), never through a proxy, and only where no public address is set.',
    ...open,
    responses: {
      '200': {
        description: 'Addresses, relative to this server.',
        headers: PRIVATE,
        ...json(
          object<{ desk: object[] }>({
            desk: list(object<{ name: string; href: string }>({ name: TEXT, href: TEXT })),
          }),
          { desk: [{ name: 'Anna', href: '/desk/#key=KEY&operator=anna' }] },
        ),
      },
      ...refused('gone'),
    },
  },
}

const self: PathItem = {
  get: {
    operationId: 'openapi',
    summary: 'This document.',
    ...open,
    responses: {
      '200': {
        description: 'OpenAPI 3.1, for any page.',
        ...json(object<{ openapi: string }>({ openapi: literal('3.1.1') })),
      },
    },
  },
}

/** A file that anybody may have: its type and what it is. */
const file = (operationId: string, [type, summary]: readonly [string, string], ...parameters: object[]): PathItem => ({
  get: {
    operationId,
    summary,
    tags: ['files'],
    security: [{}],
    ...(parameters.length && { parameters }),
    responses: {
      '200': { description: 'The file, with an `ETag`.', content: { [type]: {} } },
      '304': { description: 'The reader has it.' },
      '404': { description: 'There is none.' },
    },
  },
})
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: TEXT })
const SCRIPT = 'text/javascript; charset=utf-8'
const PAGE = 'text/html; charset=utf-8'
const ANY = '*/*'

export const sitePaths: Readonly<Record<string, PathItem>> = {
  '/healthz': health,
  '/metrics': metrics,
  '/v1/demo': demo,
  '/v1/openapi.json': self,
  '/stop/{lang}/{token}': stopPath,
  '/zvonek.js': file('script', [SCRIPT, 'The widget, with the settings of `?widget=` in it. Kept for five minutes.'], {
    name: 'widget',
    in: 'query',
    schema: said(TEXT, 'Without it the script takes everything from its page.'),
  }),
  '/v/{version}/zvonek.js': file(
    'pinnedScript',
    [SCRIPT, 'The plain widget of one version. Kept for ever.'],
    inPath('version'),
  ),
  '/element.js': file('element', [SCRIPT, 'Registers `<zvonek-widget>`.']),
  '/c/{name}': file('chunk', [SCRIPT, 'What the widget loads when it is needed. Kept for ever.'], inPath('name')),
  '/index.js': file('packageDoor', [SCRIPT, 'The module `zvonek`.']),
  '/element/define.js': file('elementDefineDoor', [SCRIPT, 'The module `zvonek/element/define`.']),
  '/transports/http.js': file('httpDoor', [SCRIPT, 'The module `zvonek/transports/http`.']),
  '/transports/memory.js': file('memoryDoor', [SCRIPT, 'The module `zvonek/transports/memory`.']),
  '/photos/{name}': file('photo', ['image/svg+xml', 'An operator’s picture.'], inPath('name')),
  '/files/{id}': storedPath,
  '/': file('qaPage', [PAGE, 'The QA page.']),
  '/qa/{name}': file('qaFile', [ANY, 'What belongs to the QA page.'], inPath('name')),
  '/call': file('callPage', [PAGE, 'The page that “Video call” opens.']),
  '/call/{name}': file('callFile', [ANY, 'What belongs to the call page.'], inPath('name')),
  '/desk': {
    get: {
      operationId: 'deskWithoutSlash',
      summary: 'The way to `/desk/`.',
      tags: ['files'],
      security: [{}],
      responses: { '308': { description: 'It is there.', headers: { Location: { schema: literal('/desk/') } } } },
    },
  },
  '/desk/': file('deskPage', [PAGE, 'The operator’s desk.']),
  '/desk/{name}': file('deskFile', [ANY, 'What belongs to the desk.'], inPath('name')),
}
