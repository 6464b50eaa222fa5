import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { Seeded } from './seeded-random.js'

/*
 * A bad network on loopback: it knows nothing of HTTP and spoils bytes by a seeded draw, one per connection.
 * A fault counts when it has happened, not when it is drawn.
 */

const FAULTS = ['refuse', 'cutRequest', 'cutResponse', 'slice', 'delay', 'halfOpen'] as const
export type Fault = (typeof FAULTS)[number]

export interface FaultProxyOptions {
  /** Port on loopback of what is behind. */
  target: number
  chance: Seeded
  /** How often each is drawn; `none` is a connection that works. */
  weights?: Partial<Record<Fault | 'none', number>>
  /** Longest life (ms): it stops by itself. Default two minutes. */
  lifetime?: number
}

export interface FaultProxy {
  readonly url: string
  readonly counts: Readonly<Record<Fault, number>>
  /** All faults so far. */
  total(): number
  /** Closes all that is open now. */
  cut(): void
  /** Connections that are open now pass nothing any more, and nobody is told. */
  freeze(): void
  /** From now on every connection works; those that are open are closed. */
  heal(): void
  close(): Promise<void>
}

/** What befalls one connection. */
interface Plan {
  fault: Fault | 'none'
  /** Bytes until a cut, or until silence. */
  bytes: number
  /** Milliseconds of delay or silence. */
  ms: number
}

const WEIGHTS = { none: 5, refuse: 10, cutRequest: 15, cutResponse: 35, slice: 15, delay: 10, halfOpen: 10 }
/** Bytes that are given one by one before a connection runs on. */
const SLICED = 2_000

export const createFaultProxy = async (options: FaultProxyOptions): Promise<FaultProxy> => {
  const { target, chance, lifetime = 300_000 } = options
  const weights = { ...WEIGHTS, ...options.weights }
  const counts = Object.fromEntries(FAULTS.map(fault => [fault, 0])) as Record<Fault, number>
  const sockets = new Set<Socket>()
  let healed = false
  let born = 0
  let frozen = 0

  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    // What a broken socket has to say is that it is broken: its pump ends by it.
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const draw = (): Plan => ({
    fault: healed ? 'none' : chance.weighted(weights),
    bytes: Math.round(2 ** (4 + 8 * chance.random())),
    ms: chance.between(10, 1_500),
  })
  const server = createServer(client => {
    const plan = draw()
    const count = () => plan.fault !== 'none' && counts[plan.fault]++
    const number = ++born
    const isFrozen = () => number <= frozen
    keep(client)
    if (plan.fault === 'refuse') {
      count()
      client.resetAndDestroy()
    } else join({ client, server: keep(connect(target, '127.0.0.1')), plan, count, isFrozen })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const close = async () => {
    clearTimeout(end)
    cut()
    await new Promise(resolve => server.close(resolve))
  }
  const end = setTimeout(() => void close(), lifetime)
  end.unref()

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    total: () => Object.values(counts).reduce((sum, one) => sum + one, 0),
    cut,
    freeze: () => void (frozen = born),
    heal: () => {
      healed = true
      cut()
    },
    close,
  }
}

interface Joint {
  client: Socket
  server: Socket
  plan: Plan
  /** The fault has happened. */
  count(): void
  /** It passes nothing any more. */
  isFrozen(): boolean
}

const join = ({ client, server, plan, count, isFrozen }: Joint) => {
  const end = () => {
    client.destroy()
    server.destroy()
  }
  const happened = once(count)
  const hush = once(() => {
    happened()
    // A line that is dead and does not say so; in the end somebody pulls the plug.
    setTimeout(end, plan.ms).unref()
  })
  const spoil: Record<Plan['fault'], (side: Side) => Spoiler> = {
    none: () => pass,
    refuse: () => pass,
    cutRequest: side => (side === 'request' ? cutter(plan.bytes, happened) : pass),
    cutResponse: side => (side === 'response' ? cutter(plan.bytes, happened) : pass),
    slice: () => slicer(happened),
    delay: () => async (to, chunk) => {
      happened()
      await wait(plan.ms / 10)
      return write(to, chunk)
    },
    halfOpen: () => silencer(plan.bytes, hush),
  }
  const thaw =
    (spoiler: Spoiler): Spoiler =>
    (to, chunk) =>
      isFrozen() ? Promise.resolve(true) : spoiler(to, chunk)
  void pump(client, server, thaw(spoil[plan.fault]('request'))).then(end, end)
  void pump(server, client, thaw(spoil[plan.fault]('response'))).then(end, end)
}

type Side = 'request' | 'response'
/** Passes one chunk on, in its way. False when the connection is to end. */
type Spoiler = (to: Socket, chunk: Buffer) => Promise<boolean>

const pump = async (from: Socket, to: Socket, spoiler: Spoiler) => {
  for await (const chunk of from) if (!(await spoiler(to, chunk as Buffer))) return
}

const write = (to: Socket, chunk: Buffer) => new Promise<boolean>(resolve => to.write(chunk, error => resolve(!error)))

const pass: Spoiler = write

const cutter = (bytes: number, happened: () => void): Spoiler => {
  let left = bytes
  return async (to, chunk) => {
    const part = chunk.subarray(0, left)
    left -= chunk.length
    const isWritten = await write(to, part)
    if (left < 0) happened()
    return isWritten && left >= 0
  }
}

const slicer = (happened: () => void): Spoiler => {
  let left = SLICED
  return async (to, chunk) => {
    let at = 0
    for (; at < chunk.length && left > 0; at++, left--) {
      happened()
      if (!(await write(to, chunk.subarray(at, at + 1)))) return false
      await turn()
    }
    return at < chunk.length ? write(to, chunk.subarray(at)) : true
  }
}

const silencer = (bytes: number, hush: () => void): Spoiler => {
  let left = bytes
  return async (to, chunk) => {
    const part = chunk.subarray(0, Math.max(0, left))
    left -= chunk.length
    if (left < 0) hush()
    return part.length ? write(to, part) : true
  }
}

const once = (act: () => void) => {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    act()
  }
}
