import { LONGEST } from '../identity/identify.js'
import { channelPaths, channelSchemas } from './channel-papers.js'
import { deskCommands } from './desk-commands.js'
import { deskPaths, loginSchema } from './desk-paths.js'
import { entities } from './entities.js'
import { fileSchemas } from './file-papers.js'
import { deskEvents, visitorEvents, type EventPaper } from './events.js'
import { LATER, type Paper } from './papers.js'
import { description } from './prose.js'
import { refusalSchema } from './refusals.js'
import { ID, literal, object, ref, union, type Schema } from './schema.js'
import { sitePaths } from './site-paths.js'
import { personParts } from './person-papers.js'
import { commandParts, visitorCommands } from './visitor-commands.js'
import { openings, visitorPaths } from './visitor-paths.js'

type Papers<P> = Readonly<Record<string, P | typeof LATER>>
type AnyPaper = Omit<Paper<{ id: string; type: string }>, 'fields'> & { fields: object }
type AnyEvent = Omit<EventPaper<{ type: string }>, 'fields'> & { fields: object }
type Schemas = Record<string, Schema>

/** The protocol as OpenAPI 3.1, for who writes the other end in another language. */
export const createDocument = ({ version }: { version: string }) => ({
  openapi: '3.1.1',
  info: {
    title: 'Zvonek: HTTP and server-sent events',
    version,
    summary: 'Between a contact widget, its backend and the operators’ desk.',
    description,
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'visitor', description: 'For pages with the widget, of any allowed origin.' },
    { name: 'desk', description: 'For the operators’ desk, a page of this server.' },
    { name: 'channel', description: 'For bridges to messengers, which are servers.' },
    { name: 'site', description: 'About the server itself.' },
    { name: 'files', description: 'The built widget, and this server’s own pages.' },
  ],
  paths: { ...visitorPaths, ...channelPaths, ...deskPaths, ...sitePaths },
  components: { schemas: createSchemas(), parameters, securitySchemes },
})

const createSchemas = (): Schemas => ({
  ...entities,
  ...commandParts,
  ...personParts,
  ...openings,
  ...channelSchemas,
  ...fileSchemas,
  Login: loginSchema,
  Refusal: refusalSchema,
  Nothing: object({}, { description: 'The command is taken; there is nothing more to say.' }),
  ...commandSchemas('', visitorCommands),
  ...eventSchemas('', visitorEvents),
  ...commandSchemas('Desk', deskCommands),
  ...eventSchemas('Desk', deskEvents),
})

const commandSchemas = (side: string, papers: Papers<AnyPaper>): Schemas => {
  const done = taken(papers)
  const replies = done.flatMap(([type, { reply }]) => (reply ? [[`${side}Reply.${type}`, reply] as const] : []))
  const unsupported = Object.keys(papers).filter(type => papers[type] === LATER)
  const name = (type: string) => `${side}Command.${type}`
  return {
    [`${side}Command`]: {
      ...union(Object.fromEntries(done.map(([type]) => [type, name(type)]))),
      ...(unsupported.length && { 'x-unsupported': unsupported }),
    },
    ...Object.fromEntries(done.map(([type, paper]) => [name(type), commandSchema(side, type, paper)])),
    [`${side}Reply`]: { anyOf: [...replies.map(([reply]) => ref(reply)), ref('Nothing')] },
    ...Object.fromEntries(replies.map(([reply, { schema, example }]) => [reply, { ...schema, examples: [example] }])),
  }
}

const commandSchema = (side: string, type: string, { summary, fields, example, reply, refused }: AnyPaper): Schema =>
  object<object>(
    { id: ID, type: literal(type), ...fields },
    {
      description: summary,
      examples: [example],
      'x-reply': ref(reply ? `${side}Reply.${type}` : 'Nothing').$ref,
      'x-refused': refused.map(({ because: summary, ...one }) => ({ summary, ...one })),
    },
  )

const eventSchemas = (side: string, papers: Papers<AnyEvent>): Schemas => {
  const sent = taken(papers)
  const name = (type: string) => `${side}Event.${type}`
  return {
    [`${side}Event`]: union(Object.fromEntries(sent.map(([type]) => [type, name(type)]))),
    ...Object.fromEntries(sent.map(([type, paper]) => [name(type), eventSchema(type, paper)])),
  }
}

const eventSchema = (type: string, { summary, fields, example, unsent }: AnyEvent): Schema =>
  object<object>(
    { type: literal(type), ...fields },
    {
      description: `${summary}${unsent ? ' Not sent by this backend yet.' : ''}`,
      examples: [example],
      ...(unsent && { 'x-unsent': true }),
    },
  )

const taken = <P>(papers: Papers<P>): [string, P][] =>
  Object.entries(papers).flatMap(([type, paper]) => (paper === LATER ? [] : [[type, paper]]))

const parameters = {
  Origin: {
    name: 'Origin',
    in: 'header',
    schema: { type: 'string' },
    description: 'Said by browsers: the page’s origin. Refused unless it is allowed; absent from other programs.',
  },
  Identity: {
    name: 'X-Zvonek-Identity',
    in: 'header',
    schema: { type: 'string' },
    description: `A token (JWT) by which the site says who its visitor is: HS256, RS256 or EdDSA by a key that this server knows by \`kid\`; \`aud\` is its public address, \`sub\` the person, \`exp\` at most ${LONGEST} s after \`iat\`. Instead of the visitor’s token, which opens nothing of a person’s.`,
  },
  DeskOperator: {
    name: 'X-Zvonek-Operator',
    in: 'header',
    required: true,
    schema: { type: 'string' },
    description:
      'Id of the operator who asks; their cookie must be there. A header, so that no other page can send it.',
  },
}

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'The visitor’s token, from `hello` of the stream that made them.',
  },
  metricsKey: { type: 'http', scheme: 'bearer', description: 'What `ZVONEK_METRICS_KEY` says.' },
  deskCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'zvonek-desk-OPERATOR',
    description: 'Set by `/v1/desk/login`, one for each operator; named `__Host-zvonek-desk-OPERATOR` behind TLS.',
  },
}
