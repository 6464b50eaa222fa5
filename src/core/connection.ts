import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Cursor } from '../protocol/entities.js'
import type { Failure } from '../protocol/failure.js'
import type { Clock, Log } from '../protocol/ports.js'
import type { StreamEvent, Transport } from '../protocol/transport.js'
import { SILENCE, startAttempt, type Attempt } from './attempt.js'
import type { ConnectionState, ConnectionStatus } from './model.js'
import { createPace } from './pace.js'
import { createStatus } from './status.js'

/*
 * The one retry loop. The cursor moves only after an event was applied, so a cut at any byte loses nothing.
 *
 *   idle ─start→ connecting ─live→ online ─cut→ reconnecting (offline: the platform has no network) ─live→ online
 *   any ─auth→ authExpired    any ─rejected, gone, newer protocol, broken order→ failed    any ─dispose→ ended
 */

export interface ConnectionOptions<E extends StreamEvent> {
  open: Transport<E>['open']
  /** Takes one event into the model; if it throws, the event counts as not received. */
  apply(event: E): void
  clock: Clock
  /** From 0 to 1. */
  random(): number
  log: Log
  /** Whether the platform believes in a network. */
  hasNetwork(): boolean
  /** The credential was refused. Return true once another may do: the loop then starts from nothing. */
  onRefused?(): boolean
}

export interface Connection {
  readonly status: ReadonlySignal<ConnectionStatus>
  /** How many times the stream has become live: lets others wait for a complete view. */
  readonly lives: ReadonlySignal<number>
  /** Connects, also out of `failed` and `authExpired`. Does nothing while it runs. */
  start(): void
  /** Drops the present attempt, if any, and makes a new one at once. */
  reopen(): void
  /** There is doubt about the stream or its credential: makes a new attempt, at the pace of failures. */
  recheck(): void
  /** Whose stream it is has another proof of it: goes on with that, from where it is. */
  renew(): void
  /** The platform woke up (network, visibility, restored page): look now. */
  wake(): void
  /** The page goes to sleep: let the stream go until `wake`. */
  pause(): void
  dispose(): void
}

export const createConnection = <E extends StreamEvent>(options: ConnectionOptions<E>): Connection => {
  const { status, show, isRunning } = createStatus()
  const lives = signal(0)
  let current: Attempt | undefined
  let cursor: Cursor | undefined

  const stop = () => {
    pace.stop()
    current?.stop()
    current = undefined
  }
  const attempt = () => {
    stop()
    current = startAttempt<E>({ ...options, after: cursor, onEvent, onEnd })
  }
  const pace = createPace(attempt, options)
  const begin = () => {
    if (status.value.state === 'ended') return
    pace.forgive()
    show(lives.value ? 'reconnecting' : 'connecting')
    attempt()
  }
  const rest = (state: ConnectionState, code?: string) => {
    stop()
    show(state, code)
  }
  const onEvent = (event: E) => {
    options.apply(event)
    if (event.type === 'snapshot' || event.cursor !== undefined) cursor = event.cursor
    if (event.type === 'bye') onEnd(toFarewell(event), 'bye')
    if (event.type !== 'live') return
    show('online')
    lives.value++
    pace.works()
  }
  const onEnd = (failure: Failure, code: string) => {
    const isAnew = failure.kind === 'reset' || (failure.kind === 'auth' && !!options.onRefused?.())
    if (!isAnew && failure.kind !== 'retry') return rest(...toEnd(failure))
    rest(options.hasNetwork() ? 'reconnecting' : 'offline', code)
    if (failure.kind === 'retry' && code !== SILENCE) return pace.again(failure)
    if (isAnew) cursor = undefined
    pace.anew()
  }

  return {
    status,
    lives,
    start: () => isRunning() || begin(),
    reopen: begin,
    recheck: () => {
      if (!isRunning()) return
      rest('reconnecting', 'doubt')
      pace.again()
    },
    renew: () => /idle|ended/.test(status.value.state) || attempt(),
    wake: () => {
      if (isRunning() && (current?.isDead() ?? true)) pace.early()
    },
    pause: () => isRunning() && rest('reconnecting', 'paused'),
    dispose: () => rest('ended'),
  }
}

/** The backend says when to come back; that is an end like any other. */
const toFarewell = (bye: StreamEvent & { after?: number }): Failure => ({
  kind: 'retry',
  after: bye.after ?? 0,
  done: 'no',
})

/** What time does not mend. */
const toEnd = (failure: Failure): [ConnectionState, string] => {
  if (failure.kind === 'auth') return ['authExpired', 'auth']
  return ['failed', failure.kind === 'rejected' ? failure.code : failure.kind]
}
