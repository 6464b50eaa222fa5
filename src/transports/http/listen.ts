import { fetchEventSource } from '@microsoft/fetch-event-source'
import { TransportFailure } from '../../protocol/failure.js'
import { Malformed } from '../../protocol/parse.js'
import type { OpenOptions, StreamEvent } from '../../protocol/transport.js'
import { createDensity } from './density.js'
import type { PipeOptions } from './pipe.js'
import { refusal } from './refusal.js'

/*
 * fetch-event-source parses the stream and nothing else: its cursor, its retry and its hiding loop lose messages or
 * leak sockets (measured; trust.md 1.2). So: our own cursor, one AbortController per attempt, every end is an error,
 * `openWhenHidden` always, and silence after the abort.
 */

/** Bytes of one event beyond which the other side is not ours. */
const LARGEST = 256 * 1024

export const listen = async <E extends StreamEvent>(
  { base, fetch, log, headers, credentials, opening, parse, onEvent }: PipeOptions<E>,
  options: OpenOptions<E>,
): Promise<void> => {
  if (options.signal.aborted) throw closed()
  const attempt = new AbortController()
  const abort = () => attempt.abort()
  options.signal.addEventListener('abort', abort)
  const dense = createDensity(options.after)
  let size = 0

  const drop = () => log('warn', 'event.malformed')
  const take = (data: string) => {
    size = 0
    const value: unknown = JSON.parse(data)
    if (!dense(value)) return
    const event = parse(value, drop)
    if (!event) return
    onEvent?.(event)
    options.onEvent(event)
  }
  const measure = (bytes: number) => {
    options.onAlive()
    size += bytes
    if (size > LARGEST) throw new TransportFailure({ kind: 'rejected', code: 'protocol.size' })
  }

  try {
    await fetchEventSource(`${base}/stream`, {
      method: 'POST',
      body: JSON.stringify({ ...opening(), ...(options.after !== undefined && { after: options.after }) }),
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers() },
      credentials,
      referrerPolicy: 'no-referrer',
      signal: attempt.signal,
      openWhenHidden: true,
      fetch: async (url, init) =>
        measured(await fetch(url, { ...init, headers: own(init?.headers), signal: attempt.signal }), measure),
      onopen: async response => {
        if (!response.ok || !response.headers.get('content-type')?.startsWith('text/event-stream'))
          throw await refusal(response, 'no')
      },
      onmessage: ({ data }) => {
        if (attempt.signal.aborted) return
        if (!data) size = 0
        else tolerate(() => take(data), drop)
      },
      onclose: () => {
        throw closed()
      },
      onerror: error => {
        throw error
      },
    })
    throw closed()
  } catch (error) {
    throw error instanceof TransportFailure ? error : new TransportFailure({ kind: 'retry', done: 'no' }, 'network')
  } finally {
    options.signal.removeEventListener('abort', abort)
    attempt.abort()
  }
}

const closed = () => new TransportFailure({ kind: 'retry', done: 'no' }, 'closed')

/** Malformed events are left out and counted; what the model throws goes on. */
const tolerate = (take: () => void, drop: () => void) => {
  try {
    take()
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof SyntaxError)) throw error
    drop()
  }
}

/** The library adds its own cursor once a stream names ids; ours travels in the body. */
const own = (headers: HeadersInit | undefined) =>
  Object.fromEntries([...new Headers(headers)].filter(([name]) => name !== 'last-event-id'))

/** Passes every chunk by `measure`, before it is parsed. */
const measured = (response: Response, measure: (bytes: number) => void) => {
  if (!response.body || !response.ok) return response
  const gauge = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      measure(chunk.byteLength)
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body.pipeThrough(gauge), response)
}
