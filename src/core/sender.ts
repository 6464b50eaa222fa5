import { toFailure, type Failure } from '../protocol/failure.js'
import type { Clock } from '../protocol/ports.js'
import { backoff } from './backoff.js'

/** So long (ms) one command may be under way before it counts as unsure. */
const PATIENCE = 20_000

export interface SenderOptions<C> {
  /** The command whose turn it is. */
  next(): C | undefined
  /** Rejects with a TransportFailure. */
  send(command: C, options: { signal: AbortSignal }): Promise<unknown>
  onReply(command: C, reply: unknown): void
  /** Returns true when the same command is to be sent again after a while. */
  onFailure(command: C, failure: Failure): boolean
  clock: Clock
  random(): number
}

interface Ending {
  failure: Failure | undefined
  reply: unknown
}

/** One command in flight at a time: order at the backend is only promised to those who wait for each answer. */
export const createSender = <C>({ clock, random, ...options }: SenderOptions<C>) => {
  let open = false
  let flight: AbortController | undefined
  let failures = 0
  let undoRetry: (() => void) | undefined

  const calm = () => {
    undoRetry?.()
    undoRetry = undefined
  }
  const onEnd = (command: C, { failure, reply }: Ending, hung: boolean) => {
    flight = undefined
    if (!failure) {
      failures = 0
      options.onReply(command, reply)
      // What hung is sent again at once: a hidden page's timers ring once a minute.
    } else if (options.onFailure(command, failure) && (failures++ || !hung)) {
      undoRetry = clock.after(backoff(failures - 1, random, failure), () => {
        calm()
        pump()
      })
    }
    pump()
  }
  const pump = () => {
    const command = open && !flight && !undoRetry ? options.next() : undefined
    if (!command) return
    const mine = (flight = new AbortController())
    const undoPatience = clock.after(PATIENCE, () => mine.abort())
    const finish = (ending: Ending) => {
      undoPatience()
      if (mine === flight) onEnd(command, ending, mine.signal.aborted)
    }
    // At once: the page is painted anew while the command is on its way already, and not before.
    const sent = async () => options.send(command, { signal: mine.signal })
    sent().then(
      reply => finish({ failure: undefined, reply }),
      (thrown: unknown) => finish({ failure: toFailure(thrown), reply: undefined }),
    )
  }

  return {
    pump,
    /** Opening forgives earlier failures. */
    setOpen: (now: boolean) => {
      open = now
      if (!now) return
      failures = 0
      calm()
      pump()
    },
    dispose: () => {
      open = false
      calm()
      flight?.abort()
      flight = undefined
    },
  }
}
