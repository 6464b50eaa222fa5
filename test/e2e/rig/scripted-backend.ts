import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { listen, readBody } from './listen.js'

type Answer = (response: ServerResponse) => void
export interface SentCommand {
  id: string
  type: string
  text?: string
  before?: number
}

/** A backend that says exactly what a test tells it to, right or wrong. It serves the real widget. */
export interface ScriptedBackend {
  readonly url: string
  /** How streams are answered from now on. */
  onStream(answer: Answer): void
  /** How commands are answered from now on. */
  onCommand(answer: (command: SentCommand, response: ServerResponse) => void): void
  /** Says something on every open stream: an event, or bytes as they are. */
  say(event: object | string): void
  /** What a good backend says of itself first. */
  readonly hello: object
  /** Bodies with which streams were opened, and all commands that came, in order. */
  readonly opened: readonly unknown[]
  readonly commands: readonly SentCommand[]
  close(): Promise<void>
}

export const createScriptedBackend = async (): Promise<ScriptedBackend> => {
  if (!existsSync('dist/zvonek.js')) throw new Error('dist/zvonek.js is missing: npm run build first.')
  const opened: unknown[] = []
  const commands: SentCommand[] = []
  const streams = new Set<ServerResponse>()
  let onStream: Answer = response => begin(response)
  let onCommand = (command: SentCommand, response: ServerResponse) => json(response, 200, toReply(command, commands))

  const { url, close } = await listen((request, response) => {
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value)
    const { pathname } = new URL(request.url ?? '/', 'http://backend')
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    if (request.method === 'GET') return void serveFile(pathname, response)
    void readBody(request).then(body => {
      if (pathname === '/v1/stream') {
        opened.push(JSON.parse(body))
        response.once('close', () => streams.delete(response))
        streams.add(response)
        onStream(response)
      } else {
        const command = JSON.parse(body) as SentCommand
        commands.push(command)
        onCommand(command, response)
      }
    })
  })

  return {
    url,
    onStream: answer => (onStream = answer),
    onCommand: answer => (onCommand = answer),
    say: event => {
      for (const stream of streams) stream.write(typeof event === 'string' ? event : frame(event))
    },
    hello: HELLO,
    opened,
    commands,
    close,
  }
}

/** A stream as a good backend begins it. @param hello overrides what it says of itself. */
export const begin = (response: ServerResponse, hello: object = {}): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of [{ ...HELLO, ...hello }, SNAPSHOT, { type: 'live', cursor: 'e.1' }]) response.write(frame(event))
}

export const json = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** What a proxy in between says in the backend's place. */
export const html = (response: ServerResponse, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end('<!doctype html><h1>Please sign in</h1>')

export const OPERATOR = { id: 'eva', name: 'Eva' }
export const SESSION = {
  id: 's1',
  version: 1,
  entry: 'webchat',
  state: 'accepted',
  widget: 'main',
  operators: [OPERATOR],
  createdAt: 1,
  acceptedAt: 2,
}

/** A message of the operator, as an event. */
export const spoken = (seq: number, text: string) => ({
  type: 'message.added',
  cursor: `e.${seq}`,
  message: {
    id: `m${seq}`,
    version: 1,
    session: 's1',
    seq,
    at: 1,
    from: 'operator',
    author: OPERATOR,
    body: { kind: 'text', text },
  },
})

const toReply = ({ id, type, text }: SentCommand, all: readonly SentCommand[]): object => {
  if (type === 'session.start') return { session: { ...SESSION, state: 'queued', operators: [] } }
  // Far behind what the stream says: the same command always at the same place.
  const seq = 1_000 + all.findIndex(command => command.id === id)
  const body = { kind: 'text', text }
  return { message: { id: `m-${id}`, version: 1, session: 's1', seq, at: 1, from: 'visitor', command: id, body } }
}

const HELLO = {
  type: 'hello',
  protocol: 1,
  visitor: { id: 'v1', token: 'token-of-v1' },
  capabilities: ['typing', 'read'],
  dedupe: 'server',
  limits: { text: 4_000 },
  settings: { title: 'Scripted' },
  availability: { webchat: { state: 'online' } },
}
const SNAPSHOT = { type: 'snapshot', cursor: 'e.1', sessions: [], messages: [] }

/** An event as bytes of a stream. */
export const frame = (event: object) => `data: ${JSON.stringify(event)}\n\n`

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, x-zvonek-identity',
  'access-control-expose-headers': 'retry-after',
  'cross-origin-resource-policy': 'cross-origin',
}

const serveFile = (pathname: string, response: ServerResponse) =>
  readFile(join('dist', pathname)).then(
    file => response.writeHead(200, { 'content-type': 'text/javascript' }).end(file),
    () => response.writeHead(404).end(),
  )
