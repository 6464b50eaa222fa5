import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { TransportFailure } from '../../src/protocol/failure.js'
import type { SseHub } from './sse.js'

/** Requests by Node's own server, whose answer a stream writes by itself. */
export type Env = { Bindings: HttpBindings }

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
  { hub, headers, base }: Streaming,
  open: (reader: Reader) => () => void,
) =>
  new Promise<Response>((resolve, reject) => {
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
      end()
      resolve(RESPONSE_ALREADY_SENT)
    })
  })

/** Whom to count: the address the connection comes from. */
export const addressOf = (c: Context<Env>): string => c.env.incoming.socket.remoteAddress ?? ''

/** The address a page has reached us by, unless a public one is set. */
export const baseOf = (c: Context<Env>, url: string | undefined): string => url ?? new URL(c.req.url).origin
