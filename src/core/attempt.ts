import { isTransportFailure, toFailure, type Failure } from '../protocol/failure.js'
import type { Cursor } from '../protocol/entities.js'
import { own } from '../protocol/own.js'
import type { Clock, Log } from '../protocol/ports.js'
import type { StreamEvent, Transport } from '../protocol/transport.js'
import { createOrder } from './order.js'

/** No byte for so long (ms) means that the stream is dead: a backend beats every 15 s. */
const PATIENCE = 33_000
/** Who comes back after so long (ms) does not wait for that: one beat is missing already. */
const MISSED = 18_000

/** Code of an attempt that was not heard of any more. */
export const SILENCE = 'silence'

export interface AttemptOptions<E extends StreamEvent> {
  open: Transport<E>['open']
  after: Cursor | undefined
  /** Takes one event; if it throws, the event counts as not received. */
  onEvent(event: E): void
  /** Once, unless stopped before. */
  onEnd(failure: Failure, code: string): void
  clock: Clock
  log: Log
}

export interface Attempt {
  /** Whether it should have been heard of by now. */
  isDead(): boolean
  /** After it nothing is heard of this attempt. */
  stop(): void
}

/** One try to listen, from open to its one end, watched for silence and order. */
export const startAttempt = <E extends StreamEvent>({ clock, log, ...options }: AttemptOptions<E>): Attempt => {
  const controller = new AbortController()
  const order = createOrder()
  let lastByte = clock.now()
  let undoWatch = () => {}

  const onAlive = () => void (lastByte = clock.now())
  /** One timer whatever the number of bytes: it measures the silence when it rings. */
  const watch = () => {
    // A clock that was set back must not put it off.
    lastByte = Math.min(lastByte, clock.now())
    const rest = lastByte + PATIENCE - clock.now()
    if (rest > 0) undoWatch = clock.after(rest, watch)
    else end({ kind: 'retry', done: 'unknown' }, SILENCE)
  }
  const stop = () => {
    undoWatch()
    controller.abort()
  }
  const end = (failure: Failure, code: string) => {
    if (controller.signal.aborted) return
    stop()
    options.onEnd(failure, code)
  }
  const fail = (thrown: unknown) => end(toFailure(thrown), isTransportFailure(thrown) ? thrown.message : 'error')
  const onEvent = (told: E) => {
    if (controller.signal.aborted) return
    onAlive()
    // Its own keys alone: an adapter's event may lack some that a page has put on all objects.
    const event = own(told)
    try {
      order(event)
      options.onEvent(event)
    } catch (error) {
      if (!isTransportFailure(error)) log('error', 'event.unapplied', `${event.type}: ${String(error)}`)
      fail(error)
      throw error
    }
  }

  watch()
  Promise.resolve()
    .then(() => options.open({ after: options.after, signal: controller.signal, onAlive, onEvent }))
    .then(() => end({ kind: 'retry', done: 'no' }, 'closed'), fail)
  return { stop, isDead: () => clock.now() - lastByte >= MISSED }
}
