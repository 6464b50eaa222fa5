import type { Context } from 'hono'
import { TransportFailure, type Failure } from '../../src/protocol/failure.js'

/*
 * Every refusal is JSON: { code, message, limit?, after? }. `code` is for programs, `message` a sentence for the
 * developer who reads it in the network panel.
 *
 *   400 malformed, unknown   401 auth, signature   403 origin   404 gone   409 conflict   413 tooLarge (limit)
 *   415 not JSON   422 refused by the domain (code says why)   429 rate (Retry-After)   500 unsure, send it again
 *   503 not taken for certain (Retry-After)
 */

export interface Refused {
  status: 400 | 401 | 403 | 404 | 413 | 415 | 429
  code: string
  /** Bytes. */
  limit?: number
  /** Milliseconds. */
  after?: number
}

/** A refusal that HTTP itself is the reason of. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly refused: Refused

  constructor(refused: Refused, message: string) {
    super(message)
    this.refused = refused
  }
}

/** The answer to whatever was thrown; undefined when it is nothing we know. */
export const toAnswer = (c: Context, thrown: unknown): Response | undefined => {
  if (thrown instanceof Refusal) {
    const { status, ...refused } = thrown.refused
    if (refused.after !== undefined) c.header('Retry-After', toSeconds(refused.after))
    return c.json({ ...refused, message: thrown.message }, status)
  }
  if (!(thrown instanceof TransportFailure)) return undefined
  const { failure, message } = thrown
  if ('after' in failure && failure.after !== undefined) c.header('Retry-After', toSeconds(failure.after))
  return c.json({ ...codeOf(failure), message }, statusOf(failure))
}

const statusOf = (failure: Failure) => {
  if (failure.kind === 'auth') return 401
  if (failure.kind === 'gone') return 404
  if (failure.kind === 'reset') return 409
  if (failure.kind === 'tooLarge') return 413
  if (failure.kind === 'retry') return failure.done === 'no' ? 503 : 500
  if (failure.code === 'conflict') return 409
  if (failure.code.startsWith('signature.')) return 401
  return failure.code === 'malformed' || failure.code === 'unknown' ? 400 : 422
}

const codeOf = (failure: Failure) => {
  if (failure.kind === 'rejected') return { code: failure.code, ...(failure.after && { after: failure.after }) }
  if (failure.kind === 'retry' && failure.done === 'no') return { code: 'unavailable' }
  if (failure.kind === 'tooLarge' && failure.limit !== undefined) return { code: failure.kind, limit: failure.limit }
  return { code: failure.kind }
}

const toSeconds = (ms: number) => String(Math.max(1, Math.ceil(ms / 1_000)))
