import type { ReadonlySignal } from '@preact/signals-core'
import type { CallMail } from '../protocol/entities.js'
import { toFailure } from '../protocol/failure.js'
import { parseMails, parseSignal } from '../protocol/parse-call.js'
import { own } from '../protocol/own.js'
import { backoff } from './backoff.js'
import type { CallLine, Pair } from './calling.js'
import { react } from './react.js'

/*
 * What one tab's engine says to the other's. Told by the stream, and fetched where something was not told: whatever happens to
 * the line, nothing is lost and nothing is taken twice. Another pair begins from nothing.
 */

interface MailOptions extends Pick<CallLine, 'ask' | 'heard' | 'lives' | 'random' | 'log'> {
  pair: ReadonlySignal<Pair | undefined>
  later(ms: number, fn: () => void): void
}

/** Ms in which signals are gathered: candidates come in swarms. */
const GATHER = 40
/** Signals in one command. */
const MOST = 32

/** What there is of one pair. */
interface Round {
  pair: Pair
  taken: number
  turn: number
  outgoing: object[]
  sending: boolean
  fetching: boolean
  /** What waits to be tried again: at once when the line is back. */
  retry: (() => void) | undefined
}

export const createCallMail = (options: MailOptions) => {
  const { heard, lives, pair, later } = options
  let round: Round | undefined
  const isNow = (one: Round) => one === round
  const reader = createReader(options, () => round)
  const begin = (next: Pair | undefined) => {
    if (next && round?.pair.mine === next.mine && round.pair.theirs === next.theirs) return
    round = next && { pair: next, taken: 0, turn: 0, outgoing: [], sending: false, fetching: false, retry: undefined }
    reader.fetch()
  }
  const undo = [
    react(() => pair.value, begin),
    react(
      () => heard.value,
      event => event?.type === 'call.signal' && reader.hear(event),
    ),
    react(
      () => lives.value,
      () => {
        round?.retry?.()
        reader.fetch()
      },
    ),
  ]
  return {
    post: (signal: object) => {
      const one = round
      if (!one) return
      one.outgoing.push(signal)
      if (one.sending) return
      one.sending = true
      later(GATHER, () => void send(options, one, isNow))
    },
    listen: reader.listen,
    dispose: () => {
      round = undefined
      for (const end of undo) end()
    },
  }
}

/** Hands over what was sent to this tab: once, and in its order. */
const createReader = (options: MailOptions, now: () => Round | undefined) => {
  const { later, log, random } = options
  let take: ((signal: unknown) => void) | undefined
  const hand = (one: Round, { place, from, signals }: CallMail) => {
    if (one !== now() || !take || place <= one.taken || from !== one.pair.theirs) return
    one.taken = place
    for (const signal of signals) take(signal)
  }
  const fetch = (failures = 0) => {
    const one = now()
    if (!one || !take || one.fetching) return
    one.fetching = true
    pull(options, one)
      .then(
        ({ mails, upTo }) => {
          mails.forEach(mail => hand(one, mail))
          one.taken = upTo ?? one.taken
        },
        (error: unknown) => {
          log('info', 'call.fetch', String(error))
          if (toFailure(error).kind === 'retry')
            later(backoff(failures, random), () => one === now() && fetch(failures + 1))
        },
      )
      .finally(() => (one.fetching = false))
  }
  return {
    fetch,
    hear: (event: object) => {
      const one = now()
      const mail = readSignal(event)
      if (!mail || mail.to !== one?.pair.mine) return
      // What came before it is not here: all of it is fetched, in its order.
      if (mail.place === one.taken + 1 && !one.fetching) hand(one, mail)
      else later(GATHER, fetch)
    },
    listen: (next: (signal: unknown) => void) => {
      take = next
      fetch()
      return () => (take = undefined)
    },
  }
}

const pull = async ({ ask }: MailOptions, { pair, taken }: Round) => {
  const { session, call, mine } = pair
  return parseMails(own(await ask('call.fetch', { session, call, seat: mine, after: taken })))
}

/** One batch after the other; the same again until it is known. */
const send = async ({ ask, later, random, log }: MailOptions, one: Round, isNow: (one: Round) => boolean) => {
  const { session, call, mine, theirs } = one.pair
  const post = async (signals: readonly object[], failures = 0): Promise<void> => {
    if (!isNow(one) || !signals.length) return void (one.sending = false)
    try {
      await ask('call.signal', { session, call, seat: mine, to: theirs, turn: one.turn, signals })
    } catch (error) {
      const { kind } = toFailure(error)
      if (kind === 'retry' || kind === 'auth') {
        one.retry = once(() => {
          one.retry = undefined
          void post(signals, failures + 1)
        })
        return later(backoff(failures, random), one.retry)
      }
      log('warn', 'call.signal', String(error))
    }
    return next()
  }
  const next = () => {
    one.turn++
    return post(one.outgoing.splice(0, MOST))
  }
  return next()
}

const once = (act: () => void) => {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    act()
  }
}

const readSignal = (event: object) => {
  try {
    return parseSignal(event)
  } catch {
    return undefined
  }
}
