import type { Id } from '../../src/protocol/entities.js'
import type { Row } from './row.js'
import { StoreConflict, type Batch, type CommandRecord, type Store } from './store.js'

/** A store that lasts as long as the page or process. `epoch` marks its log. */
export const createMemoryStore = (epoch: string): Store => {
  let all: Row[] = []
  let pos = 0
  const logs = new Map<Id, Row[]>()
  const commands = new Map<string, CommandRecord>()
  const tokens = new Map<string, Id>()

  const append = ({ after, rows, commands: taken, tokens: added, dropped = [], erase }: Batch) => {
    if (after !== pos) throw new StoreConflict(`after ${after}, but the last row is ${pos}`)
    if (taken.some(record => commands.has(keyOf(record)))) throw new StoreConflict('command id is taken')
    for (const row of rows) {
      all.push(row)
      if (row.seq !== undefined)
        logs
          .set(row.client, logs.get(row.client) ?? [])
          .get(row.client)
          ?.push(row)
    }
    pos = rows.at(-1)?.pos ?? pos
    for (const record of taken) commands.set(keyOf(record), record)
    for (const hash of dropped) tokens.delete(hash)
    for (const { hash, client } of added) tokens.set(hash, client)
    if (erase) forget(erase)
  }

  const forget = ({ clients, epoch: next }: NonNullable<Batch['erase']>) => {
    const gone = new Set(clients)
    all = all.filter(row => !gone.has(row.client))
    for (const client of gone) logs.delete(client)
    for (const [key, record] of commands) if (gone.has(record.client)) commands.delete(key)
    for (const [hash, client] of tokens) if (gone.has(client)) tokens.delete(hash)
    epoch = next
  }

  return {
    head: async () => ({ epoch, pos }),
    append: async batch => append(batch),
    rows: async (after, limit) => slice(all, row => row.pos > after, limit),
    log: async (client, after, limit) => (logs.get(client) ?? []).slice(after, after + limit),
    tail: async (client, before, limit) =>
      (logs.get(client) ?? []).slice(Math.max(0, before - 1 - limit), Math.max(0, before - 1)).reverse(),
    command: async (scope, id) => commands.get(keyOf({ scope, id })),
    clientOf: async hash => tokens.get(hash),
    close: async () => {},
  }
}

const keyOf = ({ scope, id }: { scope: Id; id: Id }) => JSON.stringify([scope, id])

const slice = (rows: readonly Row[], from: (row: Row) => boolean, limit: number) => {
  const start = rows.findIndex(from)
  return start < 0 ? [] : rows.slice(start, start + limit)
}
