import { own } from '../../protocol/own.js'
import type { StreamEvent } from '../../protocol/transport.js'
import type { PipeOptions } from './pipe.js'

export interface Question {
  body: object
  /** In the place of that: bytes, of their own type. */
  bytes?: Blob
  signal: AbortSignal
  /** What is wanted back. */
  accept: string
}

/** One POST. Where it goes and what it carries is said here and nowhere else: not by the page, whatever it put on all objects. */
export const ask = async <E extends StreamEvent>(
  { base, fetch, headers, credentials }: Pick<PipeOptions<E>, 'base' | 'fetch' | 'headers' | 'credentials'>,
  path: string,
  { body, bytes, signal, accept }: Question,
): Promise<Response> =>
  fetch(`${base}/${path}`, {
    __proto__: null,
    method: 'POST',
    body: bytes ?? JSON.stringify(body),
    headers: own({ 'content-type': bytes?.type ?? 'application/json', accept, ...(await headers()) }),
    credentials,
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal,
  })
