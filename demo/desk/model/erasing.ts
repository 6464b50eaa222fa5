import type { Signal } from '@preact/signals-core'
import type { Uploads } from '../../../src/core/uploads.js'
import type { Id } from '../../../src/protocol/entities.js'
import { words } from '../words.js'
import type { Board } from './board.js'
import type { Drafts } from './drafts.js'
import type { Notices } from './notices.js'
import type { Order } from './orders.js'
import type { createPast } from './past.js'
import type { Talks } from './talks.js'
import type { Wire } from './wire.js'

interface Parts {
  board: Board
  wire: Pick<Wire, 'items' | 'remove'>
  talks: Talks
  drafts: Pick<Drafts, 'set'>
  uploads: Uploads
  past: ReturnType<typeof createPast>
  lingers: Signal<ReadonlySet<Id>>
  notices: Notices
}

/**
 * Takes along what this desk itself holds of clients of whom nothing is kept any more: what is written and not sent, what is
 * on its way, what was fetched. Called before the board drops them.
 */
export const createErasing = (parts: Parts) => {
  const { board, wire, talks, drafts, uploads, past, lingers, notices } = parts
  const isOf = (command: Order, { clients, over }: Gone): boolean => {
    if ('session' in command) return over.has(command.session)
    if ('client' in command) return clients.has(command.client)
    const { letters, callbacks } = board
    const one =
      ('letter' in command && letters.peek().get(command.letter)) ||
      ('callback' in command && callbacks.peek().get(command.callback))
    return !!one && clients.has(one.client)
  }
  return (erased: readonly Id[]): void => {
    const clients = new Set(erased)
    const sessions = [...board.sessions.peek().values()].filter(({ client }) => clients.has(client))
    const over = new Set(sessions.map(({ id }) => id))
    if (talks.all.peek().some(({ id }) => over.has(id))) notices.add(words.notices.erased)
    for (const { command } of wire.items.peek()) if (isOf(command, { clients, over })) wire.remove(command.id)
    for (const { id, place } of uploads.items.peek()) if (over.has(place ?? '')) uploads.remove(id)
    for (const session of over) drafts.set(session, '')
    past.drop(clients, over)
    lingers.value = new Set([...lingers.peek()].filter(id => !over.has(id)))
  }
}

interface Gone {
  clients: ReadonlySet<Id>
  over: ReadonlySet<Id>
}
