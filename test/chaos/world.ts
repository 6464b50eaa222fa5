import { createBackend, type Backend } from '../../demo/backend/backend.js'
import type { Store } from '../../demo/backend/store.js'
import type { DeskCommand, DeskEvent } from '../../demo/protocol/desk.js'
import type { ClientCommand } from '../../src/protocol/commands.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import { TransportFailure } from '../../src/protocol/failure.js'
import type { Clock, KeyStore } from '../../src/protocol/ports.js'
import type { StreamEvent, Transport } from '../../src/protocol/transport.js'
import { createCredential } from '../../src/transports/credential.js'
import { memory, type MemoryEnd } from '../../src/transports/memory.js'
import type { Seeded } from '../support/seeded-random.js'
import { createVirtualClock } from '../support/virtual-clock.js'
import { createTestSecrets, OPERATORS, settled } from '../unit/backend/rig.js'

/** A backend and the ways to it in one process and in virtual time: a life of hours takes a second. */
export interface World {
  readonly clock: Clock
  isOpen(): boolean
  backend(): Backend
  tab(store: KeyStore): Transport
  desk(operator: string): Transport<DeskEvent, DeskCommand>
  /** Every stream ends, and nobody gets through. */
  shut(): void
  open(): void
  /** The backend is gone without a word; another takes up what lies in that store. */
  restart(store: Store): Promise<void>
  pass(ms: number): Promise<void>
  dispose(): Promise<void>
}

export interface WorldOptions {
  store: Store
  chance: Seeded
  /** Chance of its own that the backend takes marks from. */
  mark?(): string
}

export const createWorld = async ({ store: first, chance, mark }: WorldOptions): Promise<World> => {
  const virtual = createVirtualClock()
  const secrets = { ...createTestSecrets(), ...(mark && { mark }) }
  const streams = new Set<() => void>()
  let isOpen = true
  const begin = (store: Store) =>
    createBackend({
      ...{ store, secrets, clock: virtual.clock, operators: OPERATORS, widgets: { main: {} } },
      random: chance.random,
      log: () => {},
    })
  let backend = await begin(first)

  /** One stream through the way there is: it ends when the way is shut. */
  const way = <E extends StreamEvent, C extends { id: string; type: string }>(end: MemoryEnd<E, C>): Transport<E, C> =>
    beating<E, C>(
      virtual.clock,
      memory<E, C>({
        open: stream => {
          if (!isOpen) {
            queueMicrotask(() => stream.close(unreachable('no')))
            return () => {}
          }
          const stop = end.open(stream)
          const cut = () => {
            streams.delete(cut)
            stop()
            stream.close(unreachable('no'))
          }
          streams.add(cut)
          return () => {
            streams.delete(cut)
            stop()
          }
        },
        send: command => (isOpen ? end.send(command) : Promise.reject(unreachable('no'))),
      }),
    )
  const shut = () => {
    isOpen = false
    for (const cut of streams) cut()
  }

  return {
    clock: virtual.clock,
    isOpen: () => isOpen,
    backend: () => backend,
    tab: store => way<ServerEvent, ClientCommand>(visitorEnd(() => backend, store)),
    desk: operator =>
      way<DeskEvent, DeskCommand>({
        open: stream => backend.desk.open(operator, stream),
        send: async command => (await backend.desk.send(operator, command)) as never,
      }),
    shut,
    open: () => {
      isOpen = true
    },
    restart: async store => {
      shut()
      await settled()
      await backend.dispose()
      backend = await begin(store)
    },
    pass: async ms => {
      const slice = Math.max(500, ms / 200)
      await settled()
      for (let left = ms; left > 0; left -= slice) {
        await virtual.pass(Math.min(left, slice))
        await settled()
      }
    },
    dispose: async () => {
      shut()
      await backend.dispose()
    },
  }
}

/** As a server beats: every fifteen seconds. */
const beating = <E extends StreamEvent, C extends { id: string; type: string }>(
  clock: Clock,
  transport: Transport<E, C>,
): Transport<E, C> => ({
  ...transport,
  open: opening => {
    let undo = () => {}
    const beat = () => {
      opening.onAlive()
      undo = clock.after(15_000, beat)
    }
    beat()
    return transport.open(opening).finally(() => undo())
  },
})

const unreachable = (done: 'no' | 'unknown') => new TransportFailure({ kind: 'retry', done }, 'unreachable')

/** One pipe stays with one visitor, as over http. */
const visitorEnd = (backend: () => Backend, store: KeyStore): MemoryEnd => {
  const credential = createCredential({ store, log: () => {} })
  const failed = (why: unknown): never => credential.fail(why)
  return {
    open: ({ after, onEvent, close }) =>
      backend().visitor.open({
        ...{ token: credential.token(), after, widget: 'main' },
        onEvent: event => {
          credential.hear(event)
          onEvent(event)
        },
        close: why => {
          Promise.reject(why).catch(failed).catch(close)
        },
      }),
    send: async command => (await backend().visitor.send(credential.token(), command).catch(failed)) as never,
  }
}
