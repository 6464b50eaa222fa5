import type { ClientCommand, Reply } from '../../src/protocol/commands.js'
import { TransportFailure, type Failure } from '../../src/protocol/failure.js'
import type { Hello, ServerEvent } from '../../src/protocol/events.js'
import type { OpenOptions, Transport } from '../../src/protocol/transport.js'

export const hello = (change: Partial<Hello> = {}): Hello => ({
  type: 'hello',
  protocol: 1,
  visitor: { id: 'v1' },
  capabilities: ['typing', 'read'],
  dedupe: 'server',
  limits: { text: 4000 },
  settings: { title: 'Lamp shop' },
  availability: { webchat: { state: 'online' } },
  ...change,
})

/** A transport whose far end is the test: it sees every attempt and answers by hand. */
export const createScriptedTransport = () => {
  const streams: (OpenOptions & { end(failure?: Failure): void })[] = []
  const sent: { command: ClientCommand; resolve(reply: object): void; reject(failure: Failure): void }[] = []
  const transport: Transport = {
    open: options =>
      new Promise((resolve, reject) => {
        const end = (failure?: Failure) => (failure ? reject(new TransportFailure(failure)) : resolve())
        options.signal.addEventListener('abort', () =>
          reject(new TransportFailure({ kind: 'retry', done: 'no' }, 'aborted')),
        )
        streams.push({ ...options, end })
      }),
    send: <C extends ClientCommand>(command: C, { signal }: { signal: AbortSignal }) =>
      new Promise<Reply<C>>((resolve, reject) => {
        signal.addEventListener('abort', () =>
          reject(new TransportFailure({ kind: 'retry', done: 'unknown' }, 'aborted')),
        )
        sent.push({
          command,
          resolve: reply => resolve(reply as Reply<C>),
          reject: failure => reject(new TransportFailure(failure)),
        })
      }),
  }
  return {
    transport,
    streams,
    sent,
    last: () => streams.at(-1) as (typeof streams)[number],
    /** Brings the newest stream to life. */
    live(...events: ServerEvent[]) {
      for (const event of [hello(), ...events, { type: 'live' } as const]) this.last().onEvent(event)
    },
  }
}
