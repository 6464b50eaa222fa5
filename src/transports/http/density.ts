import { TransportFailure } from '../../protocol/failure.js'
import { own } from '../../protocol/own.js'
import type { Cursor } from '../../protocol/entities.js'

/**
 * Our backend's cursors are `epoch.seq` without holes. Tells for each raw event whether it is to be taken: what came
 * before is not; a hole means that something was lost on the way.
 * @throws {TransportFailure} `retry` on a hole, `reset` on another epoch without a snapshot.
 */
export const createDensity = (after: Cursor | undefined) => {
  let last = after === undefined ? undefined : split(after)
  return (event: unknown): boolean => {
    const { type, cursor }: { type?: unknown; cursor?: unknown } = own(event as object)
    const next = typeof cursor === 'string' ? split(cursor) : undefined
    // A snapshot may come in parts: then its place comes with “live”.
    if (type === 'snapshot' || (next && !last)) last = next
    if (type === 'snapshot' || !next || !last || last === next) return true
    if (next.epoch !== last.epoch) throw new TransportFailure({ kind: 'reset' }, 'epoch')
    if (type === 'live' && next.seq === last.seq) return true
    if (next.seq <= last.seq) return false
    if (next.seq > last.seq + 1) throw new TransportFailure({ kind: 'retry', done: 'no' }, 'gap')
    last = next
    return true
  }
}

const split = (cursor: Cursor) => {
  const at = cursor.lastIndexOf('.')
  return { epoch: cursor.slice(0, at), seq: Number(cursor.slice(at + 1)) }
}
