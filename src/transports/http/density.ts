import { TransportFailure } from '../../protocol/failure.js'
import { own } from '../../protocol/own.js'
import type { Cursor } from '../../protocol/entities.js'

/**
 * Our backend's cursors are `epoch.seq` without holes; what it adds behind is its own. Tells for each raw event whether it
 * is to be taken: what came before is not.
 * @throws {TransportFailure} `reset` when it does not join what came before: a hole, another epoch without a snapshot, or
 * a replay that ends elsewhere. To ask for the same again would bring the same.
 */
export const createDensity = (after: Cursor | undefined) => {
  let last = after === undefined ? undefined : split(after)
  return (event: unknown): boolean => {
    const { type, cursor }: { type?: unknown; cursor?: unknown } = own(event as object)
    const next = typeof cursor === 'string' ? split(cursor) : undefined
    // A snapshot may come in parts: then its place comes with “live”.
    if (type === 'snapshot' || (next && !last)) last = next
    if (type === 'snapshot' || !next || !last || last === next) return true
    const ahead = next.epoch === last.epoch ? next.seq - last.seq : NaN
    if (type === 'live' ? ahead !== 0 : !(ahead <= 1)) throw new TransportFailure({ kind: 'reset' }, 'gap')
    if (ahead === 1) last = next
    return type === 'live' || ahead === 1
  }
}

const split = (cursor: Cursor) => {
  // Not taken apart as a list: a page may have put a `return` on all objects, which that asks for.
  const parts = cursor.split('.')
  return { epoch: parts.at(0), seq: Number(parts.at(1)) }
}
