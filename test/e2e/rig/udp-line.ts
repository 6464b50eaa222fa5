import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'

/** A line of datagrams to a server on this machine: the network of whoever reaches it by this port. */
export interface UdpLine {
  readonly port: number
  /** Nothing passes any more, and nobody is told. */
  cut(): void
  /** There is a network again, and it is another: those who used it before the cut are still not heard, new ones are. */
  change(): void
  /** So many bits a second pass in each direction for each end, and what is more is lost; Infinity: all. */
  narrow(bits: number): void
  /** Datagrams that have passed. */
  readonly passed: number
  close(): void
}

/** What a narrow line lets through at once after a pause, in ms of its width. */
const BURST = 200
/** Bytes that wait while this process does something else: what is lost is to be lost on purpose. */
const BUFFER = 4_000_000

export const createUdpLine = async (target: number): Promise<UdpLine> => {
  const front = createSocket('udp4')
  front.bind(0, '127.0.0.1')
  await once(front, 'listening')
  front.setRecvBufferSize(BUFFER)
  const flows = new Map<string, Flow>()
  let width = Infinity
  let isCut = false
  let passed = 0
  const pass = (flow: Flow, gate: Gate, { data, send }: { data: Buffer; send: () => void }) => {
    if (isCut || flow.isDead || !gate(data.length * 8, width)) return
    passed++
    send()
  }
  const open = ({ address, port }: RemoteInfo) => {
    const flow: Flow = { isDead: false, back: createSocket('udp4'), there: createGate(), here: createGate() }
    flow.back.on('message', data => pass(flow, flow.here, { data, send: () => front.send(data, port, address) }))
    // Nobody listens behind it (any more): as lost as anything else.
    flow.back.on('error', () => {})
    return flow
  }
  front.on('message', (data, from) => {
    const key = `${from.address}:${from.port}`
    const flow = flows.get(key) ?? open(from)
    flows.set(key, flow)
    pass(flow, flow.there, { data, send: () => flow.back.send(data, target, '127.0.0.1') })
  })
  front.on('error', () => {})
  return {
    port: front.address().port,
    cut: () => {
      isCut = true
      for (const flow of flows.values()) flow.isDead = true
    },
    change: () => void (isCut = false),
    narrow: bits => void (width = bits),
    get passed() {
      return passed
    },
    close: () => {
      front.close()
      for (const { back } of flows.values()) back.close()
    },
  }
}

interface Flow {
  isDead: boolean
  back: Socket
  there: Gate
  here: Gate
}

type Gate = (bits: number, width: number) => boolean

/** A bucket that fills with time; what finds it empty is lost. */
const createGate = (): Gate => {
  let room = 0
  let at = 0
  return (bits, width) => {
    if (width === Infinity) return true
    const now = performance.now()
    room = Math.min((width * BURST) / 1_000, room + (width * (now - at)) / 1_000)
    at = now
    if (room < bits) return false
    room -= bits
    return true
  }
}
