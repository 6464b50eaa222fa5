import { PROTOCOL } from '../protocol/events.js'
import { TransportFailure } from '../protocol/failure.js'
import type { StreamEvent } from '../protocol/transport.js'

/**
 * Holds one stream to its order: hello → (snapshot | replay) → live → events. What breaks it cannot be trusted further.
 * @throws {TransportFailure} `rejected`: `protocol.newer` when the backend no longer speaks ours, `protocol.order`.
 */
export const createOrder = () => {
  let stage: 'new' | 'greeted' | 'live' = 'new'
  return (event: StreamEvent) => {
    if (event.type === 'hello') {
      const { protocol, oldest = protocol } = event as StreamEvent & { protocol: number; oldest?: number }
      if (oldest > PROTOCOL) throw refused('protocol.newer')
    }
    const late = stage === 'live' && (event.type === 'snapshot' || event.type === 'live')
    if (late || (event.type === 'hello') !== (stage === 'new')) throw refused('protocol.order')
    if (stage === 'new') stage = 'greeted'
    if (event.type === 'live') stage = 'live'
  }
}

const refused = (code: string) => new TransportFailure({ kind: 'rejected', code }, code)
