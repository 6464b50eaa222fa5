import type { Cursor, Id } from '../../src/protocol/entities.js'
import { TransportFailure } from '../../src/protocol/failure.js'
import { Malformed } from '../../src/protocol/parse.js'
import type { Log } from '../../src/protocol/ports.js'
import type { StreamEvent, Transport } from '../../src/protocol/transport.js'
import { hostName, isPing, lineName, NEWS, parseRequest, toEnd, type Answer, type Request } from './messages.js'
import type { Tabs } from './tabs.js'

/*
 * One tab lends its pipes to the others. A guest asks under the host's name and is answered on a line of its own, whose
 * lock it holds: a guest that lets go, or whose tab is no more, is noticed by the browser, never waited for.
 */

/** A pipe of any end: what a guest sends is checked by who takes it. */
export interface AnyPipe {
  open: Transport<StreamEvent>['open']
  send(command: { id: Id; type: string }, options: { signal: AbortSignal }): Promise<object>
}

export interface HostOptions {
  tabs: Tabs
  /** Unguessable, and never used before. */
  id: string
  /**
   * The pipe for whom a guest speaks.
   * @throws {TransportFailure} when there is none.
   */
  pipe(as: unknown): AnyPipe
  log: Log
}

export interface Host {
  /** How many lines are in use. */
  readonly lines: number
  /** Ends every line. */
  dispose(): void
}

/** Takes guests from when it resolves. */
export const openHost = async ({ tabs, id, pipe, log }: HostOptions): Promise<Host> => {
  const life = new AbortController()
  const ends = new Set<() => void>()

  const serve = ({ line, as, ask }: Request) => {
    const stop = new AbortController()
    const name = lineName(line)
    const seat = tabs.join(name, message => isPing(message) && say({ type: 'pong' }))
    const say = (answer: Answer) => {
      if (!stop.signal.aborted) seat.say(answer)
    }
    const end = (last?: Answer) => {
      if (stop.signal.aborted) return
      if (last) say(last)
      stop.abort()
      seat.close()
      ends.delete(leave)
    }
    const leave = () => end(toEnd(closed()))
    ends.add(leave)
    // Let go, or no more: either way nobody listens.
    const over = () => end()
    tabs.gone(name, stop.signal).then(over, over)
    answer(() => pipe(as), ask, { say, signal: stop.signal }).then(end, error => end(toEnd(error)))
  }
  const hear = (message: unknown) => {
    try {
      serve(parseRequest(message))
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      log('warn', 'guest.malformed', error.message)
    }
  }

  const inbox = tabs.join(hostName(id), hear)
  await tabs.hold(hostName(id), life.signal)
  const news = tabs.join(NEWS, () => {})
  news.say({ type: 'host' })
  news.close()
  return {
    get lines() {
      return ends.size
    },
    dispose: () => {
      for (const leave of [...ends]) leave()
      inbox.close()
      life.abort()
    },
  }
}

interface Line {
  say(answer: Answer): void
  signal: AbortSignal
}

/** Resolves with the last word on a line. */
const answer = async (pipe: () => AnyPipe, ask: Request['ask'], { say, signal }: Line): Promise<Answer> => {
  if (ask.type === 'send')
    return { type: 'reply', reply: await pipe().send(ask.command as { id: Id; type: string }, { signal }) }
  const after: Cursor | undefined = ask.after
  // A guest asks for signs of life by itself: our timers are slow while this tab is out of sight.
  await pipe().open({ after, signal, onAlive: () => {}, onEvent: event => say({ type: 'event', event }) })
  return toEnd(closed())
}

const closed = () => new TransportFailure({ kind: 'retry', done: 'no' }, 'host.closed')
