/** What the operator asked for: kept until the backend holds it, however often the line breaks meanwhile. */
import { computed, type ReadonlySignal } from '@preact/signals-core'
import type { Outbox } from '../../../src/core/outbox.js'
import type { OutboxItem } from '../../../src/core/shelf.js'
import type { CallCommandMap } from '../../../src/protocol/commands.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { DeskCommand, DeskCommandMap, DialResult } from '../../protocol/desk.js'

/** Commands worth keeping; the others say how things are now, and the next one repairs a lost one. */
export type OrderType = Exclude<
  keyof DeskCommandMap,
  | 'typing.set'
  | 'read.mark'
  | 'client.export'
  | 'upload.drop'
  | 'settings.get'
  | 'sessions.get'
  | 'messages.get'
  | 'widget.change'
  | 'group.change'
  | 'group.remove'
  | keyof CallCommandMap
>
export type Order = Extract<DeskCommand, { type: OrderType }>

export interface Orders {
  /** Sessions whose acceptance or end is on its way. */
  readonly pending: ReadonlySignal<ReadonlySet<Id>>
  /** Where the switch was left, while the backend has not confirmed it. */
  readonly available: ReadonlySignal<boolean | undefined>
  /** Letters whose mark is on its way, and which it will be. */
  readonly handling: ReadonlySignal<ReadonlyMap<Id, boolean>>
  /** Callbacks of which something is on its way, and what: the result, or that they are taken. */
  readonly calling: ReadonlySignal<ReadonlyMap<Id, DialResult | ''>>
  /** Whether a new invitation is on its way. */
  readonly inviting: ReadonlySignal<boolean>
  /** @returns the command's id */
  give<T extends OrderType>(type: T, what: DeskCommandMap[T]): Id
  setAvailable(on: boolean): void
  /** Sends a refused message again, as a new command: the refused one is answered for good. */
  retry(id: Id): void
}

export const createOrders = (outbox: Outbox<Order>, newId: () => Id): Orders => {
  const { items } = outbox

  const give = <T extends OrderType>(type: T, what: DeskCommandMap[T]): Id => {
    const id = newId()
    outbox.add({ id, type, ...what } as Order)
    return id
  }

  return {
    pending: computed(() => new Set(items.value.flatMap(toPending))),
    handling: computed(() => new Map(items.value.flatMap(toHandling))),
    calling: computed(() => new Map(items.value.flatMap(toCalling))),
    available: computed(() => items.value.findLast(isSwitch)?.command.on),
    inviting: computed(() =>
      items.value.some(({ command, state }) => command.type === 'invitation.create' && state !== 'failed'),
    ),
    give,
    setAvailable: on => {
      for (const { command, state } of items.peek().filter(isSwitch)) if (state === 'queued') outbox.remove(command.id)
      give('operator.available', { on })
    },
    retry: id => {
      const command = items.peek().find(item => item.command.id === id)?.command
      if (command?.type !== 'message.send') return
      outbox.remove(id)
      const { session, text, files, picture } = command
      // A picture of the client goes with their consent to this one, or not at all.
      give('message.send', { session, text, ...(files && { files }), ...(picture !== undefined && { picture }) })
    },
  }
}

type Switch = OutboxItem<Extract<Order, { type: 'operator.available' }>>
const isSwitch = (item: OutboxItem<Order>): item is Switch => item.command.type === 'operator.available'

const toPending = ({ command, state }: OutboxItem<Order>): Id[] =>
  state !== 'failed' && MOVES.some(type => type === command.type) && 'session' in command ? [command.session] : []

/** What moves a session: until it has, nothing else does. */
const MOVES = ['session.accept', 'session.end', 'session.redirect', 'session.leave'] as const

const toHandling = ({ command, state }: OutboxItem<Order>): [Id, boolean][] =>
  state !== 'failed' && command.type === 'letter.handle' ? [[command.letter, command.on]] : []

const toCalling = ({ command, state }: OutboxItem<Order>): [Id, DialResult | ''][] => {
  if (state === 'failed') return []
  if (command.type === 'callback.accept') return [[command.callback, '']]
  return command.type === 'callback.result' ? [[command.callback, command.result]] : []
}

const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * Reads what this page, or an earlier one, kept. The backend checks the rest.
 * @throws {TypeError} when it is no order of this desk.
 */
export const parseOrder = (value: unknown): Order => {
  const { id, type, ...fields } = (value ?? {}) as Record<string, unknown>
  const shape = isText(type) && Object.hasOwn(SHAPES, type) ? SHAPES[type as OrderType] : undefined
  const isWhole = shape && Object.entries<string>(shape).every(([field, kind]) => typeof fields[field] === kind)
  if (!isText(id) || !isWhole) throw new TypeError('not a kept order')
  return value as Order
}

/** What each order holds; what may be absent is not looked at. */
const SHAPES: { [K in OrderType]: { [F in keyof DeskCommandMap[K]]?: 'string' | 'boolean' } } = {
  'session.accept': { session: 'string' },
  'session.end': { session: 'string' },
  'session.redirect': { session: 'string', to: 'string', name: 'string' },
  'session.invite': { session: 'string', operator: 'string' },
  'session.leave': { session: 'string' },
  'client.block': { client: 'string', on: 'boolean' },
  'client.describe': { client: 'string' },
  'picture.ask': { session: 'string', call: 'string' },
  'message.send': { session: 'string', text: 'string' },
  'form.send': { session: 'string', form: 'string' },
  'callback.accept': { callback: 'string' },
  'callback.result': { callback: 'string', result: 'string' },
  'operator.available': { on: 'boolean' },
  'letter.handle': { letter: 'string', on: 'boolean' },
  'letter.retry': { letter: 'string' },
  'relay.retry': { session: 'string', relay: 'string' },
  'invitation.create': {},
  'invitation.revoke': { invitation: 'string' },
  'offer.make': { client: 'string', text: 'string' },
  'offer.withdraw': { offer: 'string' },
}
