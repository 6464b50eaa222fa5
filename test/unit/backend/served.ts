import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Store } from '../../../demo/backend/store.js'
import { demoOperators } from '../../../demo/backend/demo-site.js'
import { createServer, type RunningServer, type ServerOptions } from '../../../demo/server/server.js'
import { demoWidgets } from '../../../demo/server/widgets.js'

export interface Served extends RunningServer {
  /** `http://127.0.0.1:PORT`. */
  base: string
  logged: string[]
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
}

/** A real server on a free port of this machine. */
export const startServer = async (given: Partial<ServerOptions> & { store?: Store } = {}): Promise<Served> => {
  const logged: string[] = []
  const server = await createServer({
    store: createMemoryStore('site'),
    operators: demoOperators,
    widgets: demoWidgets,
    dist: '/nonexistent',
    version: '1.2.3',
    deskKey: 'open sesame',
    secret: 'signs cookies',
    host: '127.0.0.1',
    port: 0,
    log: (level, code, detail) => logged.push([level, code, detail].join(' ')),
    ...given,
  })
  const base = `http://127.0.0.1:${server.port}`
  return {
    ...server,
    base,
    logged,
    post: (path, body, headers = {}) =>
      fetch(base + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

export interface EventStream {
  response: Response
  /** The next event; waits for it. */
  next(): Promise<Record<string, unknown> & { type: string }>
  /** Everything up to and with the next event of a type. */
  until(type: string): Promise<(Record<string, unknown> & { type: string })[]>
  /** All text until the server ends the stream. */
  rest(): Promise<string>
  close(): Promise<void>
}

/** Reads an answer as server-sent events. */
export const readEvents = (response: Response): EventStream => {
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader()
  const decoder = new TextDecoder()
  let text = ''
  const more = async () => {
    const { done, value } = await reader.read()
    text += decoder.decode(value, { stream: !done })
    return !done
  }
  const next: EventStream['next'] = async () => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const frame = text.slice(0, end)
        text = text.slice(end + 2)
        if (frame.startsWith('data: ')) return JSON.parse(frame.slice(6)) as Awaited<ReturnType<EventStream['next']>>
      } else if (!(await more())) throw new Error('the stream has ended')
    }
  }
  return {
    response,
    next,
    until: async type => {
      const events = []
      for (let event = await next(); ; event = await next()) {
        events.push(event)
        if (event.type === type) return events
      }
    },
    rest: async () => {
      while (await more());
      return text
    },
    close: () => reader.cancel(),
  }
}

/** Opens the visitor's stream and reads up to `live`. */
export const openStream = async (served: Served, body: object = {}, headers: Record<string, string> = {}) => {
  const stream = readEvents(await served.post('/v1/stream', { protocol: 1, widget: 'main', ...body }, headers))
  const events = await stream.until('live')
  const hello = events[0] as unknown as { visitor: { id: string; token?: string } }
  return { ...stream, events, token: hello.visitor.token ?? '' }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** Logs an operator in; gives the headers that say so. */
export const logIn = async (served: Served, operator = 'anna') => {
  const response = await served.post('/v1/desk/login', { key: 'open sesame', operator })
  const cookie = response.headers.get('set-cookie') ?? ''
  return { response, cookie, headers: { 'x-zvonek-operator': operator, cookie: cookie.split(';')[0] ?? '' } }
}
