import { createMemoryStore } from '../../demo/backend/memory-store.js'
import type { Store } from '../../demo/backend/store.js'
import { demoOperators } from '../../demo/backend/demo-site.js'
import { createServer, type Counts, type ServerOptions } from '../../demo/server/server.js'
import { demoWidgets } from '../../demo/server/widgets.js'

/** The real server over a store in memory, in a process that tells of itself. `host-process.ts` is its other end. */

export type HostOptions = Partial<Pick<ServerOptions, 'rates' | 'crowd' | 'timeouts'>> & { deskKey: string }

export interface HostStat extends Counts {
  /** Bytes, after the garbage was collected. */
  rss: number
  heap: number
  /** How often the domain was asked whose a token is, by its SHA-256: once for each command and stream that got so far. */
  reached: Readonly<Record<string, number>>
  /** How often it was given something to keep. */
  batches: number
}

const counted = (store: Store) => {
  const counts = { reached: {} as Record<string, number>, batches: 0 }
  const counting: Store = {
    ...store,
    clientOf: hash => {
      counts.reached[hash] = (counts.reached[hash] ?? 0) + 1
      return store.clientOf(hash)
    },
    append: batch => {
      counts.batches++
      return store.append(batch)
    },
  }
  return { counts, store: counting }
}

const { deskKey, ...given } = JSON.parse(process.argv[2] ?? '{}') as HostOptions
const { counts, store } = counted(createMemoryStore('host'))
const server = await createServer({
  ...given,
  ...{ store, deskKey, secret: 'of tests', operators: demoOperators, widgets: demoWidgets },
  ...{ dist: '/nonexistent', version: '0', host: '127.0.0.1', port: 0 },
  log: (level, code, detail) => {
    if (level === 'error') console.error(code, detail)
  },
})

process.on('message', ({ id }: { id: number }) => {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  process.send?.({ id, answer: { ...server.counts(), ...counts, rss, heap: heapUsed } satisfies HostStat })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ id: 0, answer: server.port })
