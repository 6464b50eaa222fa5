import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Id, Time } from '../protocol/entities.js'
import type { Failure } from '../protocol/failure.js'
import type { Clock, KeyStore, Log } from '../protocol/ports.js'
import { createKeeper } from './keeper.js'
import { createSender } from './sender.js'

/*
 * Write-ahead: a command is kept before it shows, and leaves only when the backend holds it or the visitor drops it.
 *
 *   queued ─its turn→ sending ─8 s→ slow ─answer→ (gone: the thread has it)
 *   sending, slow ─no answer→ the same again, same id     ─refused→ failed ─retry()→ queued
 *   sending ─no answer, and the backend cannot tell doubles→ unsure ─echo→ (gone)   ─retry()→ queued
 */
export type OutboxState = 'queued' | 'sending' | 'slow' | 'failed' | 'unsure'

interface Command {
  id: Id
  type: string
}
export interface OutboxItem<C extends Command = Command> {
  command: C
  at: Time
  state: OutboxState
  /** Why it failed. */
  code?: string
}

export interface OutboxOptions<C extends Command> {
  /** Rejects with a TransportFailure. */
  send(command: C, options: { signal: AbortSignal }): Promise<unknown>
  /** Called with the backend's answer before the item leaves. */
  onReply(command: C, reply: unknown): void
  /** The stream has to be looked at anew: the credential was refused, or nobody knows whether a command arrived. */
  onDoubt(): void
  dedupe(): 'server' | 'echo'
  /** Checks what an earlier page kept; throws when it cannot be used. */
  parse(value: unknown): C
  store: KeyStore
  clock: Clock
  /** From 0 to 1. */
  random(): number
  log: Log
}

export interface Outbox<C extends Command> {
  readonly items: ReadonlySignal<readonly OutboxItem<C>[]>
  /** Keeps a command and sends it when its turn comes. */
  add(command: C): void
  /** Sends a failed or unsure one again, as it is. */
  retry(id: Id): void
  /** Takes one out: the visitor dropped it, or its echo shows that the backend holds it. */
  remove(id: Id): void
  /** The pipe opened or closed. */
  setOpen(open: boolean): void
  dispose(): void
}

/** So long (ms) on its way, and a command shows as waiting. */
const SLOW = 8_000

export const createOutbox = <C extends Command>(options: OutboxOptions<C>): Outbox<C> => {
  const keeper = createKeeper<C>(options)
  const items = signal<readonly OutboxItem<C>[]>(
    keeper.load().map(kept => ({ ...kept, state: kept.code ? 'failed' : 'queued' })),
  )
  const slowness = new Map<Id, () => void>()

  const find = (id: Id) => items.value.find(item => item.command.id === id)
  const change = (id: Id, state: OutboxState, code?: string) => {
    items.value = items.value.map(item =>
      item.command.id === id ? { command: item.command, at: item.at, state, ...(code && { code }) } : item,
    )
  }
  /** Counts from the moment of writing, with or without a pipe. */
  const watch = (id: Id) => {
    const undo = options.clock.after(SLOW, () => isUnderWay(find(id)) && change(id, 'slow'))
    slowness.set(id, undo)
  }
  const calm = (id: Id) => {
    slowness.get(id)?.()
    slowness.delete(id)
  }
  const remove = (id: Id) => {
    if (!find(id)) return
    calm(id)
    keeper.remove(id)
    items.value = items.value.filter(item => item.command.id !== id)
  }
  const onFailure = (command: C, failure: Failure) => {
    const { id } = command
    const item = find(id)
    if (!item) return false
    if (failure.kind === 'auth') {
      sender.setOpen(false)
      options.onDoubt()
    } else if (failure.kind !== 'retry' && failure.kind !== 'reset') {
      const code = failure.kind === 'rejected' ? failure.code : failure.kind
      keeper.keep({ command, at: item.at, code })
      change(id, 'failed', code)
    } else if (options.dedupe() === 'server' || (failure.kind === 'retry' && failure.done === 'no')) {
      return true
    } else {
      change(id, 'unsure')
      options.onDoubt()
    }
    return false
  }

  const sender = createSender<C>({
    ...options,
    next: () => {
      const item = items.value.find(isUnderWay)
      if (item?.state === 'queued') change(item.command.id, 'sending')
      return item?.command
    },
    onReply: (command, reply) => {
      options.onReply(command, reply)
      remove(command.id)
    },
    onFailure,
  })
  const queue = (id: Id) => {
    watch(id)
    sender.pump()
  }
  items.value.filter(isUnderWay).forEach(item => watch(item.command.id))

  return {
    items,
    add: command => {
      const item = { command, at: options.clock.now(), state: 'queued' as const }
      keeper.keep(item)
      items.value = [...items.value, item]
      queue(command.id)
    },
    retry: id => {
      const item = find(id)
      if (!item || isUnderWay(item)) return
      keeper.keep({ command: item.command, at: item.at })
      change(id, 'queued')
      queue(id)
    },
    remove,
    setOpen: sender.setOpen,
    dispose: () => {
      for (const id of [...slowness.keys()]) calm(id)
      sender.dispose()
    },
  }
}

const isUnderWay = (item: OutboxItem | undefined) => !!item && ['queued', 'sending', 'slow'].includes(item.state)
