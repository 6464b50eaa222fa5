import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { TransportFailure } from '../../src/protocol/failure.js'
import type { SseHub } from './sse.js'

/** Requests by Node's own server, whose answer a stream writes by itself; `client` is whom to count them for. */
export type Env = { Bindings: HttpBindings; Variables: { client: string } }

interface Reader {
  onEvent(event: object): void
  close(failure: TransportFailure): void
  drained(): Promise<void>
}

export interface Streaming {
  hub: SseHub
  headers: Record<string, string>
  /** Address of this server as the page knows it. */
  base: string
  /** Counts it; returns its undo. */
  enter(): () => void
}

/**
 * Answers with a stream. What is refused before the first event is thrown, so that it has a status of its own; later the
 * stream just ends, and `bye` has said when to come back.
 */
export const stream = (c: Context<Env>, streaming: Streaming, open: (reader: Reader) => () => void) =>
  begin(c.env.outgoing, streaming, open)

/** Apart, so that a stream that stands for hours does not hold all that its request was read with. */
const begin = (
  outgoing: HttpBindings['outgoing'],
  { hub, headers, base, enter }: Streaming,
  open: (reader: Reader) => () => void,
) =>
  new Promise<Response>((resolve, reject) => {
    const leave = enter()
    const pipe = hub.open(outgoing, { headers, base })
    const end = open({
      onEvent: event => {
        pipe.send(event)
        resolve(RESPONSE_ALREADY_SENT)
      },
      close: failure => (pipe.begun ? pipe.end() : reject(failure)),
      drained: () => pipe.drained(),
    })
    outgoing.on('close', () => {
      leave()
      end()
      resolve(RESPONSE_ALREADY_SENT)
    })
  })

/** Whom to count: the address the request comes from, as far as our proxies know. */
export const addressOf = (c: Context<Env>): string => c.get('client')

const PROXIED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/** Whether it comes from a program on this very machine, and through no proxy: those that name nobody speak HTTP/1.0. */
export const isAtHome = (c: Context<Env>): boolean =>
  /^(::ffff:)?127\.|^::1$/.test(c.env.incoming.socket.remoteAddress ?? '') &&
  c.env.incoming.httpVersion !== '1.0' &&
  !PROXIED.some(name => c.req.header(name) !== undefined)

/** The address a page has reached us by, unless a public one is set. */
export const baseOf = (c: Context<Env>, url: string | undefined): string => url ?? new URL(c.req.url).origin
