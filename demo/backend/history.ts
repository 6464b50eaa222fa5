import type { Id, Message } from '../../src/protocol/entities.js'
import type { Room } from './fit.js'
import type { Store } from './store.js'

export interface Stretch {
  /** Oldest first. */
  messages: Message[]
  /** Whether there are older ones. */
  more: boolean
}

interface Wanted {
  client: Id
  /** Messages with a lower `seq`. */
  before: number
  limit: number
  room: Room
}

const PAGE = 200

/** The newest messages before a place, as many as are wanted and fit. */
export const readBack = async (store: Store, { client, before, limit, room }: Wanted): Promise<Stretch> => {
  const messages: Message[] = []
  for (let end = before; end > 1;) {
    const rows = await store.tail(client, end, PAGE)
    for (const { change } of rows) {
      if (change.type !== 'message.added') continue
      if (messages.length === limit || !room.take(change.message)) return { messages: messages.reverse(), more: true }
      messages.push(change.message)
    }
    end = rows.at(-1)?.seq ?? 0
  }
  return { messages: messages.reverse(), more: false }
}
