import type { Reply } from '../../src/protocol/commands.js'
import { isTransportFailure, TransportFailure, type Failure } from '../../src/protocol/failure.js'
import { Malformed } from '../../src/protocol/parse.js'
import type { Clock, Log } from '../../src/protocol/ports.js'
import type { StreamEvent, Transport } from '../../src/protocol/transport.js'
import { findHost, fromEnd, lineName, NEWS, parseAnswer, type Answer, type Ask, type Request } from './messages.js'
import { startPulse } from './pulse.js'
import type { Tabs } from './tabs.js'

export interface GuestOptions<E> {
  tabs: Tabs
  clock: Clock
  log: Log
  /** A fresh unguessable id. */
  newId(): string
  /** For whom it speaks, in the host's terms; read afresh for every stream and command. */
  as(): unknown
  /** Gives undefined for what this version does not know; throws for what is malformed. */
  parse(value: unknown, drop: () => void): E | undefined
}

/** The pipe of a tab whose backend runs in another tab of the same origin. Without such a tab each attempt fails at once. */
export const createGuest = <E extends StreamEvent, C extends { id: string; type: string }>(
  options: GuestOptions<E>,
): Transport<E, C> => ({
  open: async ({ after, onEvent, onAlive, signal }) => {
    const ask: Ask = { type: 'open', ...(after !== undefined && { after }) }
    const hear = (answer: Answer) => {
      onAlive()
      const event = answer.type === 'event' ? read(options, answer.event) : undefined
      if (event) onEvent(event)
    }
    await dial(options, { ask, signal, hear, done: 'no', beat: onAlive })
  },
  send: async <K extends C>(command: K, { signal }: { signal: AbortSignal }) =>
    (await dial(options, { ask: { type: 'send', command }, signal, done: 'unknown' })) as Reply<K>,
})

/** Hears of every host that begins: a reason to try at once. Returns its undo. */
export const watchHosts = (tabs: Tabs, onHost: () => void): (() => void) => tabs.join(NEWS, onHost).close

interface Call {
  ask: Ask
  signal: AbortSignal
  /** Whether the host may have taken what was asked when it is gone all of a sudden. */
  done: 'no' | 'unknown'
  hear?(answer: Answer): void
  /** The host has given a sign of life since the last one. */
  beat?(): void
}

/** One question to the host there is now: resolves with its reply, rejects when either side ends it. */
const dial = async <E>(options: GuestOptions<E>, call: Call): Promise<unknown> => {
  const { tabs, newId } = options
  const { signal, done } = call
  if (signal.aborted) throw lost('no', 'aborted')
  const life = new AbortController()
  const either = AbortSignal.any([signal, life.signal])
  try {
    const host = await findHost(tabs)
    if (!host) throw lost('no', 'host.none')
    const line = newId()
    await tabs.hold(lineName(line), either)
    signal.throwIfAborted()
    return await talk(options, call, { host, line, life: either })
  } catch (error) {
    throw isTransportFailure(error) || !signal.aborted ? error : lost(done, 'aborted')
  } finally {
    // Lets go of the line's lock: this is how the host hears of it.
    life.abort()
  }
}

interface Line {
  host: string
  line: string
  /** Ends with the call. */
  life: AbortSignal
}

const talk = <E>(options: GuestOptions<E>, { ask, hear, beat, done }: Call, { host, line, life }: Line) =>
  new Promise<unknown>((resolve, reject) => {
    const { tabs, as, log } = options
    const end = (why: string) => reject(lost(done, why))
    let isHeard = true
    const take = (message: unknown) => {
      // Of what was said before the end, nothing more is delivered.
      if (life.aborted) return
      isHeard = true
      try {
        const answer = parseAnswer(message)
        if (answer?.type === 'end') reject(fromEnd(answer))
        else if (answer?.type === 'reply') resolve(answer.reply)
        else if (answer) hear?.(answer)
      } catch (error) {
        if (error instanceof Malformed) log('warn', 'host.malformed', error.message)
        else reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    const seat = tabs.join(lineName(line), take)
    const undoBeat = !beat
      ? () => {}
      : startPulse(options.clock, () => {
          // A host that hangs is left to whoever watches for silence.
          if (!isHeard) return
          isHeard = false
          beat()
          seat.say({ type: 'ping' })
        })
    const leave = () => {
      undoBeat()
      seat.close()
      end('aborted')
    }
    life.addEventListener('abort', leave, { once: true })
    const over = () => end('host.gone')
    tabs.gone(host, life).then(over, over)
    const inbox = tabs.join(host, () => {})
    inbox.say({ line, as: as(), ask } satisfies Request)
    inbox.close()
  })

const lost = (done: Extract<Failure, { kind: 'retry' }>['done'], why: string) =>
  new TransportFailure({ kind: 'retry', done }, why)

/** Malformed events are left out and counted. */
const read = <E>({ parse, log }: GuestOptions<E>, value: unknown): E | undefined => {
  const drop = () => log('warn', 'event.malformed')
  try {
    return parse(value, drop)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    drop()
    return undefined
  }
}
