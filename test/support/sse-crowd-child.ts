import { createReader, type Ears, type Reader, type ReaderRequest } from './sse-reader.js'

/** The crowd's own process: does what it is told by messages, and answers each. `sse-crowd.ts` is its other end. */

export type CrowdOrder =
  | {
      do: 'open'
      many: number
      group: string
      addresses: number
      tokens: readonly string[]
      request: Omit<ReaderRequest, 'localAddress' | 'token'>
    }
  | { do: 'deafen' | 'close'; group: string }
  | { do: 'tokens'; group: string }
  /** Answers once so many events of the type have come since the last reset; `live` counts streams. */
  | { do: 'await'; type: string; many: number }
  | { do: 'tell' }
  | { do: 'reset' }

/** What a crowd has heard since the last reset. */
export interface CrowdTold {
  /** Sockets that are open now. */
  open: number
  events: Readonly<Record<string, number>>
  beats: number
  /** Answers that were no stream, by status. */
  refused: Readonly<Record<string, number>>
  /** Of those, how many said when to come back. */
  withRetryAfter: number
  /** Streams that ended by the server's doing. */
  ended: number
  /** What each `bye` asked for, ms. */
  byes: readonly number[]
  gaps: number
  doubles: number
  /** From the stamp in a text until the reader has it, ms. */
  stamps: { many: number; p50: number; p99: number; max: number }
}

const groups = new Map<string, Reader[]>()
let waiting: { type: string; many: number; done(): void }[] = []

const fresh = () => ({
  events: {} as Record<string, number>,
  beats: 0,
  refused: {} as Record<string, number>,
  withRetryAfter: 0,
  ended: 0,
  byes: [] as number[],
  gaps: 0,
  doubles: 0,
  stamps: [] as number[],
})
let heard = fresh()

const look = () => {
  const isDone = ({ type, many }: { type: string; many: number }) => (heard.events[type] ?? 0) >= many
  const done = waiting.filter(isDone)
  waiting = waiting.filter(one => !isDone(one))
  for (const one of done) one.done()
}

const ears: Ears = {
  onEvent: type => {
    heard.events[type] = (heard.events[type] ?? 0) + 1
    if (waiting.length) look()
  },
  onBeat: () => void heard.beats++,
  onStamp: ms => void heard.stamps.push(ms),
  onRefused: (status, retryAfter) => {
    heard.refused[status] = (heard.refused[status] ?? 0) + 1
    if (retryAfter !== undefined) heard.withRetryAfter++
    ears.onEvent('refused', '')
  },
  onLive: () => {},
  onBye: after => void heard.byes.push(after),
  onBreak: kind => void heard[kind === 'gap' ? 'gaps' : 'doubles']++,
  onEnd: () => {
    heard.ended++
    ears.onEvent('ended', '')
  },
}

const readersOf = (group: string) => groups.get(group) ?? []
const all = () => [...groups.values()].flat()

const tell = (): CrowdTold => {
  const sorted = [...heard.stamps].sort((one, other) => one - other)
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? sorted.at(-1) ?? 0) * 10) / 10
  return {
    ...heard,
    open: all().filter(({ isOpen }) => isOpen).length,
    stamps: { many: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) },
  }
}

/** So many at a time, so that no queue of connections overflows. */
const WAVE = 200

const open = async ({ many, group, addresses, tokens, request }: CrowdOrder & { do: 'open' }) => {
  const readers = groups.set(group, readersOf(group)).get(group) ?? []
  for (let begun = 0; begun < many; begun += WAVE) {
    const wave = Array.from({ length: Math.min(WAVE, many - begun) }, (_, n) => {
      const localAddress = addresses > 1 ? { localAddress: `127.0.0.${1 + ((begun + n) % addresses)}` } : {}
      const token = tokens[begun + n]
      return new Promise<void>(resolve => {
        const settled = { onLive: resolve, onEnd: () => (resolve(), ears.onEnd()) }
        readers.push(
          createReader({ ...request, ...localAddress, ...(token !== undefined && { token }) }, { ...ears, ...settled }),
        )
      })
    })
    await Promise.all(wave)
  }
}

const obey = async (order: CrowdOrder): Promise<unknown> => {
  switch (order.do) {
    case 'open':
      return open(order)
    case 'deafen':
      return readersOf(order.group).forEach(reader => reader.deafen())
    case 'close':
      readersOf(order.group).forEach(reader => reader.close())
      return groups.delete(order.group)
    case 'tokens':
      return readersOf(order.group).map(({ token }) => token)
    case 'await':
      return new Promise<void>(resolve => {
        waiting.push({ type: order.type, many: order.many, done: resolve })
        look()
      })
    case 'tell':
      return tell()
    case 'reset':
      heard = fresh()
  }
}

process.on('message', ({ id, order }: { id: number; order: CrowdOrder }) => {
  void obey(order).then(answer => process.send?.({ id, answer }))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ id: 0 })
