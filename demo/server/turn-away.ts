import type { ServerResponse } from 'node:http'
import type { Clock } from '../../src/protocol/ports.js'

/* What those are told who are sent away before anything is done for them. */

export interface Refused {
  status: 429 | 503
  code: string
  /** Ms. */
  after: number
  message: string
}

/** So long (ms) who is sent away for asking too much waits for that answer. */
const SLOWLY = 1_000
/** More than so many who wait for it are not worth their memory: they are answered at once. */
const MOST_SLOW = 1_000

/** Tells them, in its time. */
export const createTurnAway = (clock: Clock) => {
  let slow = 0
  return (response: ServerResponse, why: Refused) => {
    if (why.status === 503 || slow >= MOST_SLOW) return answer(response, why)
    slow++
    // Until then not a byte is read from them.
    response.req.socket.pause()
    const undo = clock.after(SLOWLY, () => answer(response, why))
    response.once('close', () => {
      slow--
      undo()
    })
  }
}

export const CLOSING = {
  status: 503,
  code: 'closing',
  message: 'The server is being restarted: come back in a moment.',
} as const
export const RATE = { status: 429, code: 'rate', after: 1_000, message: '' } as const
export const CROWDED = {
  status: 429,
  code: 'crowded',
  after: 5_000,
  message: 'Too many requests and streams are open already: close some, or come back later.',
} as const

/** Every page may read why it was sent away: nothing else stands there. */
const HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
  Connection: 'close',
}

const answer = (response: ServerResponse, { status, after, code, message }: Refused) => {
  if (response.destroyed) return
  response.writeHead(status, { ...HEADERS, 'Retry-After': String(Math.max(1, Math.ceil(after / 1_000))) })
  response.end(JSON.stringify({ code, after, message }))
}

const MALFORMED = ['400 Bad Request', 'malformed', 'This is no HTTP request.'] as const
const NO_REQUEST: Readonly<Record<string, readonly [string, string, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'late', 'The request did not come whole in time: send it again.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'tooLarge', 'The headers are too large.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'tooLarge', 'The extensions of a chunk are too large.'],
}

/** The answer to what is no request, by Node's code of why; without a request there is no response to write it with. */
export const toBytes = (why: string): string => {
  const [status, code, message] = NO_REQUEST[why] ?? MALFORMED
  const text = JSON.stringify({ code, message })
  const headers = { ...HEADERS, 'Retry-After': '5', 'Content-Length': String(Buffer.byteLength(text)) }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${text}`
}
