import { join } from 'node:path'
import { startChild } from './child.js'
import type { CrowdOrder, CrowdTold } from './sse-crowd-child.js'

/*
 * Thousands of streams from one cheap process of its own: bare sockets that look at bytes. For tests and for the bench.
 *
 *   const crowd = await createSseCrowd({ port })
 *   await crowd.open(2_000)                       // visitors of their own; resolves when each is live or refused
 *   await crowd.open(6, { group: 'talk', token }) // more streams of one visitor
 *   await crowd.reset()
 *   // …send a message whose text holds `stamp()` of sse-reader.ts, or let an operator go…
 *   await crowd.heard('availability.changed', 2_000)
 *   const { stamps, events, gaps } = await crowd.tell()
 *   await crowd.dispose()
 *
 * For more than 5,000 streams take `addresses: 4`: the server counts by address (127.0.0.1 to .4). One process holds about
 * 19,000 sockets where 20,000 files may be open.
 */

export interface CrowdOptions {
  port: number
  /** Near ends of the connections: 127.0.0.1 to 127.0.0.N. */
  addresses?: number
}

export interface OpenOptions {
  /** Name for `deafen`, `close` and `tokens`; default `all`. */
  group?: string
  token?: string
  /** One for each, such as those that `tokens` gave. */
  tokens?: readonly string[]
  /** Come back when a stream ends, like a visitor's page. */
  faithful?: boolean
  /** For another stream than the visitor's. */
  path?: string
  headers?: Readonly<Record<string, string>>
  body?: Readonly<Record<string, unknown>>
}

export interface SseCrowd {
  readonly pid: number
  /** Resolves when each has become live, or was refused. */
  open(many: number, options?: OpenOptions): Promise<void>
  /** Stop reading, with sockets open. */
  deafen(group?: string): Promise<void>
  close(group?: string): Promise<void>
  tokens(group?: string): Promise<string[]>
  /** Resolves when so many events of a type have come since the last reset; also `refused` and `ended`. */
  heard(type: string, many: number): Promise<void>
  tell(): Promise<CrowdTold>
  /** Forgets what was heard; streams stay. */
  reset(): Promise<void>
  dispose(): Promise<void>
}

const VISITOR = { path: '/v1/stream', body: { protocol: 1, widget: 'main' } }

export const createSseCrowd = async ({ port, addresses = 1 }: CrowdOptions): Promise<SseCrowd> => {
  const { pid, ask, dispose } = await startChild<CrowdOrder>(join('test', 'support', 'sse-crowd-child.ts'))

  return {
    pid,
    open: (many, { group = 'all', token, tokens = [], faithful = false, ...given } = {}) => {
      const { path, body } = { ...VISITOR, ...given }
      const headers = { ...given.headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) }
      return ask({
        do: 'open',
        many,
        group,
        addresses,
        tokens,
        request: { host: '127.0.0.1', port, path, headers, body, faithful },
      })
    },
    deafen: (group = 'all') => ask({ do: 'deafen', group }),
    close: (group = 'all') => ask({ do: 'close', group }),
    tokens: (group = 'all') => ask({ do: 'tokens', group }),
    heard: (type, many) => ask({ do: 'await', type, many }),
    tell: () => ask({ do: 'tell' }),
    reset: () => ask({ do: 'reset' }),
    dispose,
  }
}
