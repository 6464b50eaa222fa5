import type { ReadonlySignal } from '@preact/signals-core'
import type { Id } from '../protocol/entities.js'
import type { Failure } from '../protocol/failure.js'
import type { Clock, KeyStore, Log } from '../protocol/ports.js'
import { createSender } from './sender.js'
import { createShelf, isUnderWay, type Command, type OutboxItem } from './shelf.js'

/*
 * Write-ahead: a command is kept before it shows, and leaves only when the backend holds it or the visitor drops it.
 *
 *   queued ─its turn→ sending ─8 s→ slow ─answer→ (gone: the thread has it)
 *   sending, slow ─no answer→ the same again, same id     ─refused→ failed ─retry()→ queued
 *   sending ─no answer, and the backend cannot tell doubles→ unsure ─echo→ (gone)   ─retry()→ queued
 */
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
  /** Keeps a command and sends it when its turn comes; one that has failed already, by `code`, only when asked to. */
  add(command: C, code?: string): void
  /** Sends a failed or unsure one again, as it is. */
  retry(id: Id): void
  /** Takes one out: the visitor dropped it, or its echo shows that the backend holds it. */
  remove(id: Id): void
  /** The pipe opened or closed. */
  setOpen(open: boolean): void
  dispose(): void
}

export const createOutbox = <C extends Command>(options: OutboxOptions<C>): Outbox<C> => {
  const shelf = createShelf<C>(options)

  const onFailure = (command: C, failure: Failure) => {
    const { id } = command
    if (!shelf.find(id)) return false
    if (failure.kind === 'auth') {
      sender.setOpen(false)
      options.onDoubt()
    } else if (failure.kind !== 'retry' && failure.kind !== 'reset') {
      shelf.set(id, 'failed', failure.kind === 'rejected' ? failure.code : failure.kind)
    } else if (options.dedupe() === 'server' || (failure.kind === 'retry' && failure.done === 'no')) {
      return true
    } else {
      shelf.set(id, 'unsure')
      options.onDoubt()
    }
    return false
  }
  const sender = createSender<C>({
    ...options,
    next: () => {
      const item = shelf.items.value.find(isUnderWay)
      if (item?.state === 'queued') shelf.set(item.command.id, 'sending')
      return item?.command
    },
    onReply: (command, reply) => {
      options.onReply(command, reply)
      shelf.remove(command.id)
    },
    onFailure,
  })

  return {
    items: shelf.items,
    add: (command, code) => {
      shelf.put(command, code)
      sender.pump()
    },
    retry: id => {
      const item = shelf.find(id)
      if (!item || isUnderWay(item)) return
      shelf.set(id, 'queued')
      sender.pump()
    },
    remove: shelf.remove,
    setOpen: sender.setOpen,
    dispose: () => {
      shelf.dispose()
      sender.dispose()
    },
  }
}
