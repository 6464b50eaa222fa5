import type { ClientCommand } from '../../protocol/commands.js'
import { PROTOCOL, type ServerEvent } from '../../protocol/events.js'
import { parseEvent } from '../../protocol/parse-event.js'
import type { Log } from '../../protocol/ports.js'
import type { StreamEvent, Transport, TransportContext } from '../../protocol/transport.js'
import type { HttpOptions } from '../http.js'
import { createCredential } from '../credential.js'
import { listen } from './listen.js'
import { post } from './post.js'

export interface PipeOptions<E extends StreamEvent> {
  /** Address to which `/stream` and `/commands` are appended. */
  base: string
  fetch: typeof fetch
  log: Log
  /** Whether cookies of the backend's own origin travel: never for visitors. */
  credentials: RequestCredentials
  /** Read afresh for every request, so that a renewed credential is used at once. */
  headers(): Record<string, string> | Promise<Record<string, string>>
  /** What a stream says of itself besides where it continues. */
  opening(): Record<string, unknown>
  /** Gives undefined for what this version does not know; throws for what is malformed. */
  parse(value: unknown, drop: () => void): E | undefined
  onEvent?(event: E): void
}

/** Both directions over HTTP, for any end: the visitor's and the operator's desk differ only in these options. */
export const createPipe = <E extends StreamEvent, C extends { id: string; type: string }>(
  options: PipeOptions<E>,
): Required<Transport<E, C>> => ({
  open: opening => listen(options, opening),
  send: (command, { signal }) => post(options, command, signal),
  upload: async (file, uploading) => (await import('./upload.js')).upload(options, file, uploading),
})

/** The visitor's pipe. A stream without a token makes the visitor; the token comes in `hello`. */
export const createVisitorPipe = ({ url }: HttpOptions, context: TransportContext): Transport => {
  const { token, hear, fail } = createCredential(context)
  const pipe = createPipe<ServerEvent, ClientCommand>({
    ...context,
    credentials: 'omit',
    base: `${new URL(url, globalThis.location?.href).href.replace(/\/$/, '')}/v1`,
    headers: async () => {
      const identity = await context.identity()
      return {
        ...(token() && { authorization: `Bearer ${token()}` }),
        ...(identity && { 'x-zvonek-identity': identity }),
      }
    },
    opening: () => ({ protocol: PROTOCOL, widget: context.widget, locale: context.locale() }),
    parse: parseEvent,
    onEvent: hear,
  })
  return {
    ...pipe,
    open: opening => pipe.open(opening).catch(fail),
    send: (command, sending) => pipe.send(command, sending).catch(fail),
  }
}
