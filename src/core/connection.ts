import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Cursor } from '../protocol/entities.js'
import type { Failure } from '../protocol/failure.js'
import type { Clock, Log } from '../protocol/ports.js'
import type { StreamEvent, Transport } from '../protocol/transport.js'
import { startAttempt, type Attempt } from './attempt.js'
import { backoff } from './backoff.js'
import type { ConnectionState, ConnectionStatus } from './model.js'

/*
 * The one retry loop. The cursor moves only after an event was applied, so a cut at any byte loses nothing.
 *
 *   idle ─start→ connecting ─live→ online ─cut→ reconnecting (offline: the platform has no network) ─live→ online
 *   any ─auth→ authExpired    any ─rejected, gone, newer protocol, broken order→ failed    any ─dispose→ ended
 */

/** So long (ms) online and earlier failures are forgiven. */
const HEALTHY = 10_000
/** Signs of life from the platform shorten the wait at most once in so many ms. */
const EARLY = 2_000

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
  /** The platform woke up (network, visibility, restored page): look now. */
  wake(): void
  /** The page goes to sleep: let the stream go until `wake`. */
  pause(): void
  dispose(): void
}

export const createConnection = <E extends StreamEvent>(options: ConnectionOptions<E>): Connection => {
  const { clock, random } = options
  const status = signal<ConnectionStatus>({ state: 'idle' })
  const lives = signal(0)
  let current: Attempt | undefined
  let cursor: Cursor | undefined
  let failures = 0
  let lastEarly = -EARLY
  let undoTimer = () => {}

  const show = (state: ConnectionState, code?: string) => void (status.value = code ? { state, code } : { state })
  const isRunning = () => !['idle', 'failed', 'authExpired', 'ended'].includes(status.value.state)
  const drop = () => {
    undoTimer()
    current?.stop()
    current = undefined
  }
  const attempt = () => {
    drop()
    current = startAttempt<E>({ ...options, after: cursor, onEvent, onEnd })
  }
  const again = (ms: number) => void (undoTimer = clock.after(ms, attempt))
  const begin = () => {
    failures = 0
    show(lives.value ? 'reconnecting' : 'connecting')
    attempt()
  }

  const onEvent = (event: E) => {
    options.apply(event)
    if (event.type === 'snapshot' || event.cursor !== undefined) cursor = event.cursor
    if (event.type === 'bye')
      onEnd({ kind: 'retry', after: (event as { after?: number }).after ?? 0, done: 'no' }, 'bye')
    if (event.type !== 'live') return
    show('online')
    lives.value++
    undoTimer = clock.after(HEALTHY, () => void (failures = 0))
  }

  const onEnd = (failure: Failure, code: string) => {
    drop()
    const anew = failure.kind === 'reset' || (failure.kind === 'auth' && !!options.onRefused?.())
    if (anew) cursor = undefined
    else if (failure.kind === 'auth') return show('authExpired', 'auth')
    else if (failure.kind !== 'retry') return show('failed', failure.kind === 'rejected' ? failure.code : failure.kind)
    show(options.hasNetwork() ? 'reconnecting' : 'offline', code)
    again(anew && !failures ? 0 : backoff(failures, random, failure.kind === 'retry' ? failure.after : undefined))
    failures++
  }

  const wake = () => {
    if (!isRunning() || (current && !current.isDead())) return
    const early = lastEarly + EARLY - clock.now()
    drop()
    if (early > 0) return again(early)
    lastEarly = clock.now()
    attempt()
  }
  const stop = (state: ConnectionState, code?: string) => {
    drop()
    show(state, code)
  }

  return {
    status,
    lives,
    start: () => isRunning() || begin(),
    reopen: begin,
    wake,
    pause: () => isRunning() && stop('reconnecting', 'paused'),
    dispose: () => stop('ended'),
  }
}
