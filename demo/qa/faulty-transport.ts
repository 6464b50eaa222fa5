import type { ServerEvent } from '../../src/protocol/events.js'
import { TransportFailure, type Failure } from '../../src/protocol/failure.js'
import type { Transport } from '../../src/protocol/transport.js'
import type { Faults } from './faults.js'

/** A transport under the faults: what happens to `fetch` with a server happens here without one. */
export const createFaultyTransport = (faults: Faults, transport: Transport): Transport => ({
  open: async ({ onEvent, onAlive, signal, ...opening }) => {
    await enter(faults, 'no')
    const line = faults.line()
    const refused = new AbortController()
    const all = AbortSignal.any([signal, line, refused.signal])
    const take = createDelivery(
      faults,
      event => all.aborted || onEvent(event),
      error => refused.abort(error),
    )
    const stream = transport.open({ ...opening, signal: all, onAlive: () => all.aborted || onAlive(), onEvent: take })
    await stream.catch((error: unknown) => {
      if (line.aborted) throw broken('no')
      throw refused.signal.aborted ? refused.signal.reason : error
    })
  },
  send: async (command, { signal }) => {
    await enter(faults, 'unknown')
    const through = { signal: AbortSignal.any([signal, faults.line()]) }
    const once = () => transport.send(command, through)
    const answers = Promise.all([once(), faults.isOn('twice') ? once() : undefined])
    const [reply] = await beforeCut(faults.line(), answers)
    await faults.pass()
    return reply
  },
  ...(transport.upload && { upload: throughFaults(faults, transport.upload) }),
})

const throughFaults =
  (faults: Faults, upload: NonNullable<Transport['upload']>): NonNullable<Transport['upload']> =>
  async (file, { signal, ...uploading }) => {
    await enter(faults, 'no')
    const line = faults.line()
    const bringing = upload(file, { ...uploading, signal: AbortSignal.any([signal, line]) })
    const brought = await beforeCut(line, bringing)
    await faults.pass()
    return brought
  }

/** The way there. */
const enter = async (faults: Faults, done: Unsure['done']) => {
  await faults.pass()
  if (faults.isOn('cut')) throw broken(done)
}

type Unsure = Extract<Failure, { kind: 'retry' }>

/** As the http transport says it. */
const broken = (done: Unsure['done']) => new TransportFailure({ kind: 'retry', done }, 'network')

/** An answer that is on its way when the line is cut does not come: the backend has it all the same. */
const beforeCut = <T>(line: AbortSignal, answer: Promise<T>): Promise<T> => {
  const done = new AbortController()
  const cut = new Promise<never>((_, reject) =>
    line.addEventListener('abort', () => reject(broken('unknown')), { signal: done.signal }),
  )
  return Promise.race([answer, cut]).finally(() => done.abort())
}

/** Every event comes as late as the network is slow, in its order; what cannot be applied ends the stream. */
const createDelivery = (faults: Faults, onEvent: (event: ServerEvent) => void, onRefused: (error: unknown) => void) => {
  let waiting = 0
  const arrive = (event: ServerEvent) => {
    waiting--
    try {
      onEvent(event)
    } catch (error) {
      onRefused(error)
    }
  }
  return (event: ServerEvent) => {
    if (!waiting && !faults.isOn('slow')) return onEvent(event)
    waiting++
    faults.late(() => arrive(event))
  }
}
