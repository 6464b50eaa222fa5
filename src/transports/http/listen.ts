import { getBytes, getLines, getMessages } from '@microsoft/fetch-event-source/lib/esm/parse.js'
import { isTransportFailure, TransportFailure } from '../../protocol/failure.js'
import { Malformed } from '../../protocol/parse.js'
import type { OpenOptions, StreamEvent } from '../../protocol/transport.js'
import { ask } from './ask.js'
import { createDensity } from './density.js'
import type { PipeOptions } from './pipe.js'
import { refusal } from './refusal.js'

/*
 * Of fetch-event-source only the parser is used. Its cursor moves before an event is complete, its retry leaks sockets and
 * its visibility handling opens second streams (measured; trust.md 1.2): none of them can run, since none is imported.
 */

/** Bytes of one event beyond which the other side is not ours. */
const LARGEST = 256 * 1024
const STREAM = 'text/event-stream'

export const listen = async <E extends StreamEvent>(pipe: PipeOptions<E>, options: OpenOptions<E>): Promise<void> => {
  if (options.signal.aborted) throw closed()
  const attempt = new AbortController()
  const abort = () => attempt.abort()
  options.signal.addEventListener('abort', abort)
  try {
    const response = await ask(pipe, 'stream', {
      body: { ...pipe.opening(), after: options.after },
      accept: STREAM,
      signal: attempt.signal,
    })
    const isStream = response.headers.get('content-type')?.startsWith(STREAM)
    if (!response.ok || !response.body || !isStream) throw await refusal(response, 'no')
    await getBytes(response.body, createReader(pipe, options))
    throw closed()
  } catch (error) {
    throw isTransportFailure(error) ? error : new TransportFailure({ kind: 'retry', done: 'no' }, 'network')
  } finally {
    options.signal.removeEventListener('abort', abort)
    // Whatever ended it, no socket stays open.
    attempt.abort()
  }
}

const closed = () => new TransportFailure({ kind: 'retry', done: 'no' }, 'closed')

type Reading<E extends StreamEvent> = Pick<PipeOptions<E>, 'log' | 'parse' | 'onEvent'>

/** Chunks in, events out. */
const createReader = <E extends StreamEvent>({ log, parse, onEvent }: Reading<E>, options: OpenOptions<E>) => {
  const isNext = createDensity(options.after)
  const drop = () => log('warn', 'event.malformed')
  let size = 0
  const onData = (data: string) => {
    size = 0
    // Of a chunk that was read before the abort, nothing more is delivered. Without data it was a heartbeat.
    if (options.signal.aborted || !data) return
    const value = tolerate(() => JSON.parse(data) as unknown, drop)
    if (!isNext(value)) return
    const event = value === undefined ? value : tolerate(() => parse(value, drop), drop)
    if (event === undefined) return
    onEvent?.(event)
    options.onEvent(event)
  }
  const onLine = getLines(
    getMessages(
      () => {},
      () => {},
      ({ data }) => onData(data),
    ),
  )
  return (chunk: Uint8Array) => {
    if (options.signal.aborted) return
    options.onAlive()
    size += chunk.length
    onLine(chunk)
    if (size > LARGEST) throw new TransportFailure({ kind: 'rejected', code: 'protocol.size' })
  }
}

/** Malformed events are left out and counted. */
const tolerate = <T>(read: () => T, drop: () => void): T | undefined => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof SyntaxError)) throw error
    drop()
    return undefined
  }
}
