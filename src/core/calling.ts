import { computed, signal, type ReadonlySignal } from '@preact/signals-core'
import type { SideCommandMap } from '../protocol/commands.js'
import type { Call, CallMeans, Id, Side } from '../protocol/entities.js'
import { toFailure } from '../protocol/failure.js'
import { parseMeans } from '../protocol/parse-call.js'
import { own } from '../protocol/own.js'
import type { Clock, KeyStore, Log } from '../protocol/ports.js'
import { backoff } from './backoff.js'
import { createCallMail } from './call-mail.js'
import { react } from './react.js'

/*
 * One side's seat in a call, and the post between the two tabs.
 *
 *   waiting (not agreed to) → joining → seated → over        elsewhere: another tab has the seat
 */
export type SeatState = 'waiting' | 'joining' | 'seated' | 'elsewhere' | 'over'

/** What a call needs of whoever holds the conversation: the visitor's widget, a call page, the desk. */
export interface CallLine {
  side: Side
  /** The call as the backend tells it; undefined where there is none. */
  call: ReadonlySignal<Call | undefined>
  /** Sends a command beside the outbox. @throws {TransportFailure} */
  ask<K extends keyof SideCommandMap>(type: K, command: SideCommandMap[K]): Promise<object>
  /** The last event of the stream. */
  heard: ReadonlySignal<{ type: string } | undefined>
  /** How often the stream has become live: what was told meanwhile may have been missed. */
  lives: ReadonlySignal<number>
  /** Of this tab alone: so a reload keeps its seat. */
  store: KeyStore
  clock: Clock
  random(): number
  newId(): Id
  log: Log
  /** Hangs up, however long that takes to be heard. */
  end(call: Call): void
}

/** The two tabs that talk, and by what means they began to. Another tab on either side is another pair. */
export interface Pair {
  session: Id
  call: Id
  mine: Id
  theirs: Id
  means: CallMeans
}

export interface Calling {
  readonly state: ReadonlySignal<SeatState>
  /** The freshest there are: they are renewed before they end. */
  readonly means: ReadonlySignal<CallMeans | undefined>
  /** Both tabs are there. */
  readonly pair: ReadonlySignal<Pair | undefined>
  /** Takes the seat for this tab from another one. */
  join(): void
  /** Sends to the other tab. */
  post(signal: object): void
  /** Takes what the other tab sends; returns the undo. */
  listen(take: (signal: unknown) => void): () => void
  dispose(): void
}

export interface CallingOptions extends CallLine {
  /** The seat is taken once the person wants it. */
  wanted: ReadonlySignal<boolean>
}

export const createCalling = (line: CallingOptions): Calling => {
  const { side, call, wanted } = line
  const seat = line.newId()
  const timers = createTimers(line.clock)
  const { means, refused, join, begin } = createJoining(line, { seat, timers })
  const other: Side = side === 'visitor' ? 'operator' : 'visitor'

  const state = computed<SeatState>(() => {
    const now = call.value
    if (!now || now.state === 'ended') return 'over'
    if (now.state === 'offered') return 'waiting'
    if (now.seats[side] === seat) return means.value ? 'seated' : 'joining'
    return refused.value || means.value ? 'elsewhere' : 'joining'
  })
  let last: Pair | undefined
  // The same pair stays the same whatever else of the session changes: another would be another connection.
  const pair = computed<Pair | undefined>(() => {
    const now = call.value
    const theirs = now?.seats[other]
    if (state.value !== 'seated' || !now || theirs === undefined || !means.value) return (last = undefined)
    if (last?.call !== now.id || last.theirs !== theirs)
      last = { session: now.session, call: now.id, mine: seat, theirs, means: means.value }
    return last
  })
  // Computed, so that what else changes of the session is no new call.
  const running = computed(() => (wanted.value && call.value?.state === 'running' ? call.value.id : undefined))
  const undo = react(() => running.value, begin)
  const mail = createCallMail({ ...line, pair, later: timers.set })
  return {
    state,
    means,
    pair,
    join: () => void join(call.peek()?.seats[side]),
    post: mail.post,
    listen: mail.listen,
    dispose: () => {
      undo()
      mail.dispose()
      timers.dispose()
    },
  }
}

interface Joining {
  seat: Id
  timers: ReturnType<typeof createTimers>
}

/** The part of their life after which means are renewed. */
const RENEWED = 0.8

/** Takes the seat, again and again until it is known; by the name of who sits there, if that is to go. */
const createJoining = (line: CallLine, { seat, timers }: Joining) => {
  const { call, ask, random, log } = line
  const means = signal<CallMeans | undefined>(undefined)
  const refused = signal(false)
  const renew = (id: Id) => {
    if (call.peek()?.id === id && means.peek() && !refused.peek()) void join(seat)
  }
  const join = async (was: Id | undefined, failures = 0): Promise<void> => {
    const now = call.peek()
    if (now?.state !== 'running') return
    try {
      const command = { session: now.session, call: now.id, seat, ...(was !== undefined && { was }) }
      const reply: { means?: unknown } = own(await ask('call.join', command))
      const given = parseMeans(reply.means)
      means.value = given
      refused.value = false
      if (given.engine === 'p2p' && given.expiresIn !== undefined)
        timers.set(given.expiresIn * RENEWED, () => renew(now.id))
      keep(line, `${now.id} ${seat}`)
    } catch (thrown) {
      const failure = toFailure(thrown)
      if (failure.kind === 'rejected' && failure.code === 'call.elsewhere') refused.value = true
      else if (failure.kind === 'retry' || failure.kind === 'auth')
        timers.set(backoff(failures, random), () => void join(was, failures + 1))
      else log('warn', 'call.join', String(thrown))
    }
  }
  return {
    means,
    refused,
    join,
    /** Another call, or none. */
    begin: (id: Id | undefined) => {
      means.value = undefined
      refused.value = false
      if (id !== undefined) void join(seatBefore(line, id))
    },
  }
}

/** Timers that end together; after that none is set. */
const createTimers = (clock: Clock) => {
  const all = new Set<() => void>()
  let over = false
  return {
    set: (ms: number, fn: () => void) => {
      if (over) return
      const undo = clock.after(ms, () => {
        all.delete(undo)
        fn()
      })
      all.add(undo)
    },
    dispose: () => {
      over = true
      for (const undo of all) undo()
    },
  }
}

const SEAT = 'seat'

/** Whether this tab was in a call before its page was shown anew: then it goes on. */
export const wasIn = (line: Pick<CallLine, 'store'>, call: Id): boolean => seatBefore(line, call) !== undefined

/** Another visitor sits here from now on. */
export const forgetSeat = ({ store }: Pick<CallLine, 'store'>): void => store.remove(SEAT)

const seatBefore = ({ store }: Pick<CallLine, 'store'>, call: Id): Id | undefined => {
  const kept = (store.get(SEAT) ?? '').split(' ')
  return kept.at(0) === call ? kept.at(1) : undefined
}
const keep = ({ store, log }: CallLine, text: string) => {
  try {
    store.set(SEAT, text)
  } catch (error) {
    log('info', 'seat.unkept', String(error))
  }
}

/**
 * Sends what must arrive, again and again until it is known; gives why it was refused, if it was. Commands about a call do no
 * harm twice.
 */
export const insist = async <K extends keyof SideCommandMap>(
  { ask, clock, random, log }: Pick<CallLine, 'ask' | 'clock' | 'random' | 'log'>,
  type: K,
  command: SideCommandMap[K],
): Promise<string | undefined> => {
  for (let failures = 0; ; failures++) {
    try {
      await ask(type, command)
      return undefined
    } catch (thrown) {
      const failure = toFailure(thrown)
      if (failure.kind !== 'retry' && failure.kind !== 'auth') {
        log('info', type, String(thrown))
        return failure.kind === 'rejected' ? failure.code : failure.kind
      }
    }
    await new Promise<void>(resolve => clock.after(backoff(failures, random), resolve))
  }
}
