import { TransportFailure } from '../../src/protocol/failure.js'

/** The backend understood and will not; `sentence` tells a developer what to do, `after` (ms) when to ask anew. */
export const refuse = (code: string, sentence: string, after?: number): TransportFailure =>
  new TransportFailure({ kind: 'rejected', code, ...(after !== undefined && { after }) }, sentence)

/** One wording for “there is none” and “it is not yours”: nobody learns which ids exist. */
export const gone = (what: string): TransportFailure =>
  new TransportFailure({ kind: 'gone' }, `There is no such ${what} for you.`)

export const ended = (): TransportFailure => refuse('session.ended', 'This session has ended: start a new one.')

export const unauthorized = (sentence: string): TransportFailure => new TransportFailure({ kind: 'auth' }, sentence)

/** The store failed: nobody knows whether it holds the command; asking again with the same id is safe. */
export const unsure = (): TransportFailure =>
  new TransportFailure({ kind: 'retry', done: 'unknown' }, 'The store failed. Send the same command again.')

/** The store took nothing, and says so. */
export const unavailable = (): TransportFailure =>
  new TransportFailure(
    { kind: 'retry', after: 2_000, done: 'no' },
    'The store cannot be written at present. Send the same command again later.',
  )

/** `limit` in UTF-16 code units. */
export const tooLong = (limit: number, what = 'message'): TransportFailure =>
  new TransportFailure({ kind: 'tooLarge', limit }, `A ${what} has at most ${limit} characters. Send it in parts.`)
