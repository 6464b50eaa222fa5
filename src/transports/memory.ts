import type { ClientCommand, Reply } from '../protocol/commands.js'
import type { Failure } from '../protocol/failure.js'
import type { Cursor } from '../protocol/entities.js'
import type { ServerEvent } from '../protocol/events.js'
import type { StreamEvent, Transport } from '../protocol/transport.js'

/** A backend in the same process, as one visitor sees it. */
export interface MemoryEnd<
  E extends StreamEvent = ServerEvent,
  C extends { id: string; type: string } = ClientCommand,
> {
  /**
   * Starts a stream; returns its end. `close` is the backend's way to end it, `onAlive` a sign of life while there is
   * nothing to tell: a stream that is silent for half a minute counts as dead.
   */
  open(stream: {
    after: Cursor | undefined
    onEvent(event: E): void
    onAlive(): void
    close(why: Error & { failure: Failure }): void
  }): () => void
  /** Rejects with an error that carries a `failure`. */
  send<K extends C>(command: K): Promise<Reply<K>>
  /** Takes a file; absent where none are taken. Rejects in the same way. */
  upload?: Transport['upload']
}

/**
 * Both ends in one process: demos without a server, and tests.
 * @example createWidget({ transport: () => memory(myBackend) })
 */
export const memory = <E extends StreamEvent = ServerEvent, C extends { id: string; type: string } = ClientCommand>(
  end: MemoryEnd<E, C>,
): Transport<E, C> => ({
  open: ({ after, onEvent, onAlive, signal }) =>
    new Promise((_, reject) => {
      let stop: (() => void) | undefined
      const finish = (why: Error) => {
        if (stop === done) return
        stop?.()
        stop = done
        reject(why)
      }
      const take = (event: E) => {
        if (stop === done) return
        onAlive()
        try {
          // As over a wire, the two ends share no object.
          onEvent(structuredClone(event))
        } catch (error) {
          finish(error instanceof Error ? error : new Error(String(error)))
        }
      }
      if (signal.aborted) return reject(aborted())
      signal.addEventListener('abort', () => finish(aborted()), { once: true })
      const beat = () => {
        if (stop !== done) onAlive()
      }
      const close = end.open({ after, onEvent: take, onAlive: beat, close: finish })
      if (stop) close()
      else stop = close
    }),
  send: async (command, { signal }) => {
    if (signal.aborted) throw aborted()
    return structuredClone(await end.send(structuredClone(command)))
  },
  ...(end.upload && {
    upload: async (file, options) => {
      if (options.signal.aborted) throw aborted()
      return structuredClone(await end.upload!(file, options))
    },
  }),
})

const done = () => {}
const aborted = () => Object.assign(new Error('aborted'), { failure: { kind: 'retry', done: 'no' } satisfies Failure })
