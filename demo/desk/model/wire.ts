/** The one pipe to the backend and what waits to go through it: core's connection and outbox, as the visitor has them. */
import { signal, type ReadonlySignal } from '@preact/signals-core'
import { createBeside } from '../../../src/core/beside.js'
import { createConnection, type Connection } from '../../../src/core/connection.js'
import { createOutbox } from '../../../src/core/outbox.js'
import type { OutboxItem } from '../../../src/core/shelf.js'
import { react } from '../../../src/core/react.js'
import type { Id, Message } from '../../../src/protocol/entities.js'
import type { Clock, KeyStore, Log } from '../../../src/protocol/ports.js'
import type { Transport } from '../../../src/protocol/transport.js'
import type { DeskCommand, DeskEvent } from '../../protocol/desk.js'
import { createOrders, parseOrder, type Order, type Orders } from './orders.js'

export interface WireOptions {
  transport: Transport<DeskEvent, DeskCommand>
  store: KeyStore
  clock: Clock
  /** From 0 to 1. */
  random(): number
  /** A fresh unguessable id. */
  newId(): Id
  hasNetwork(): boolean
  log: Log
}

export interface WireEnds {
  /** Takes one event; if it throws, the event counts as not received. */
  apply(event: DeskEvent): void
  /** A stream is about to be opened. */
  onOpen(): void
  /** The backend holds an own message and says which it became. */
  onSent(message: Message): void
}

export interface Wire {
  readonly connection: Connection
  /** The last thing that was told. */
  readonly heard: ReadonlySignal<DeskEvent | undefined>
  readonly items: ReadonlySignal<readonly OutboxItem<Order>[]>
  readonly orders: Orders
  /** Takes a command out: the stream has shown that the backend holds it, or the operator dropped it. */
  remove(command: Id): void
  /** Hears of each order that the backend refused for good, and drops it; a refused message stays in its conversation. */
  watchRefusals(onRefused: (order: Order, code: string) => void): () => void
  /** Says how things are now: not kept, and not said without a connection. */
  tell(command: DeskCommand): void
  /** Asks beside what waits, and gives the answer: not kept, so whoever asks has to be told when there is none. */
  ask(command: DeskCommand): Promise<object>
  dispose(): void
}

export const createWire = (options: WireOptions, ends: WireEnds): Wire => {
  const { transport } = options
  const heard = signal<DeskEvent | undefined>(undefined)
  const connection = createConnection<DeskEvent>({
    ...options,
    open: opening => {
      ends.onOpen()
      return transport.open(opening)
    },
    apply: event => {
      ends.apply(event)
      heard.value = event
    },
  })
  const outbox = createOutbox<Order>({
    ...options,
    send: (order, sending) => transport.send(order, sending),
    onReply: (order, reply) => {
      if (order.type === 'message.send') ends.onSent((reply as { message: Message }).message)
    },
    onDoubt: connection.reopen,
    dedupe: () => 'server',
    parse: parseOrder,
  })
  const isOnline = (): boolean => connection.status.value.state === 'online'

  const beside = createBeside<DeskCommand>({ ...options, isOpen: isOnline })
  const undo = react(isOnline, outbox.setOpen)

  return {
    connection,
    heard,
    items: outbox.items,
    orders: createOrders(outbox, options.newId),
    remove: outbox.remove,
    watchRefusals: onRefused =>
      react(
        () => outbox.items.value.filter(({ command, state }) => state === 'failed' && command.type !== 'message.send'),
        refused => {
          for (const { command, code = '' } of refused) {
            outbox.remove(command.id)
            onRefused(command, code)
          }
        },
      ),
    tell: beside.tell,
    ask: beside.ask,
    dispose: () => {
      undo()
      beside.dispose()
      outbox.dispose()
      connection.dispose()
    },
  }
}
