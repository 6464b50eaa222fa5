/**
 * Why an attempt failed, as one typed value. `done` says whether the backend may have taken the command anyway;
 * `after` is in milliseconds.
 */
export type Failure =
  | { kind: 'retry'; after?: number; done: 'no' | 'unknown' }
  /** The credential is missing, expired or refused. */
  | { kind: 'auth' }
  /** What was asked for is not there any more, or the backend will not have this client. */
  | { kind: 'gone' }
  /** The cursor cannot be continued: start from a snapshot. */
  | { kind: 'reset' }
  /** The backend understood and refused; `code` says why, `after` from when on it may be asked anew. */
  | { kind: 'rejected'; code: string; after?: number }
  | { kind: 'tooLarge'; /** Largest size taken, in the unit of the thing. */ limit?: number }

/**
 * What a transport rejects with: an error that carries a `failure`. Known by that property, not by class, so that an
 * adapter needs nothing of ours: `throw Object.assign(new Error('signed out'), { failure: { kind: 'auth' } })`.
 */
export class TransportFailure extends Error {
  override name = 'TransportFailure'
  readonly failure: Failure

  constructor(failure: Failure, message: string = failure.kind) {
    super(message)
    this.failure = failure
  }
}

/** Whether something that was thrown tells a failure of a transport, whichever copy of the class it was made by. */
export const isTransportFailure = (thrown: unknown): thrown is Error & { failure: Failure } =>
  thrown instanceof Error && Object.hasOwn(thrown, 'failure') && typeof (thrown as Failed).failure?.kind === 'string'

type Failed = Error & { failure?: { kind?: unknown } }

/** Reads anything thrown by a transport; what is not typed counts as an unsure, repeatable failure. */
export const toFailure = (thrown: unknown): Failure =>
  isTransportFailure(thrown) ? thrown.failure : { kind: 'retry', done: 'unknown' }
