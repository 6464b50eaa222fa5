import { signal } from '@preact/signals-core'
import type { Id, Time } from '../protocol/entities.js'
import type { Clock, KeyStore, Log } from '../protocol/ports.js'
import { createKeeper, type Kept } from './keeper.js'

/** What the outbox holds: in memory for the view, and kept before it shows. */
export type OutboxState = 'queued' | 'sending' | 'slow' | 'failed' | 'unsure'

export interface Command {
  id: Id
  type: string
}
export interface OutboxItem<C extends Command = Command> {
  command: C
  at: Time
  state: OutboxState
  /** Why it failed. */
  code?: string | undefined
}

export interface ShelfOptions<C> {
  parse(value: unknown): C
  store: KeyStore
  clock: Clock
  log: Log
}

/** So long (ms) on its way, and a command shows as waiting: with or without a pipe, counted from the writing. */
const SLOW = 8_000

export const createShelf = <C extends Command>(options: ShelfOptions<C>) => {
  const keeper = createKeeper<C>(options)
  const items = signal<readonly OutboxItem<C>[]>([])
  const timers = new Set<() => void>()

  const find = (id: Id) => items.value.find(item => item.command.id === id)
  const show = (id: Id, state: OutboxState, code?: string) => {
    items.value = items.value.map(item =>
      item.command.id === id ? { command: item.command, at: item.at, state, code } : item,
    )
  }
  const watch = (id: Id) => {
    const undo = options.clock.after(SLOW, () => {
      timers.delete(undo)
      if (isUnderWay(find(id))) show(id, 'slow')
    })
    timers.add(undo)
  }

  items.value = keeper.load().map(toItem)
  items.value.filter(isUnderWay).forEach(item => watch(item.command.id))

  return {
    items,
    find,
    put: (command: C, code?: string) => {
      const kept = { command, at: options.clock.now(), code }
      keeper.keep(kept)
      items.value = [...items.value, toItem(kept)]
      watch(command.id)
    },
    /** Moves an item on. What it failed of is kept too, so that the next page shows the same. */
    set: (id: Id, state: OutboxState, code?: string) => {
      const item = find(id)
      if (!item) return
      if (state === 'queued' || state === 'failed') keeper.keep({ command: item.command, at: item.at, code })
      if (state === 'queued') watch(id)
      show(id, state, code)
    },
    remove: (id: Id) => {
      if (!find(id)) return
      keeper.remove(id)
      items.value = items.value.filter(item => item.command.id !== id)
    },
    dispose: () => timers.forEach(undo => undo()),
  }
}

const toItem = <C extends Command>(kept: Kept<C>): OutboxItem<C> => ({
  ...kept,
  state: kept.code ? 'failed' : 'queued',
})

export const isUnderWay = (item: OutboxItem | undefined) => !!item && /queued|sending|slow/.test(item.state)
