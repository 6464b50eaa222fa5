import { connect, type Socket } from 'node:net'

/*
 * One reader of a stream over a bare socket: as cheap as a reader can be, so that thousands fit into one process. It
 * looks at bytes, not at objects: the server writes each event as one `data:` line.
 */

/** What a reader asks for. */
export interface ReaderRequest {
  host: string
  port: number
  /** Near end of its connection, such as 127.0.0.3. */
  localAddress?: string
  /** Of a visitor who is known already. */
  token?: string
  path: string
  headers: Readonly<Record<string, string>>
  /** Sent as JSON, with `after` when it comes back. */
  body: Readonly<Record<string, unknown>>
  /** Whether it is a good visitor: comes back when its stream ends, with its token and cursor, as `bye` has asked. */
  faithful: boolean
}

/** What all readers of a crowd tell. */
export interface Ears {
  onEvent(type: string, text: string): void
  onBeat(): void
  /** Ms from the stamp in a text until here. */
  onStamp(ms: number): void
  /** The answer was no stream. */
  onRefused(status: number, retryAfter: string | undefined): void
  onLive(): void
  onBye(after: number): void
  /** A place was left out (`gap`) or came twice (`double`). */
  onBreak(kind: 'gap' | 'double'): void
  onEnd(): void
}

export interface Reader {
  readonly token: string | undefined
  readonly isOpen: boolean
  /** Stops reading; the socket stays open. */
  deafen(): void
  close(): void
}

const STAMP = /\[at (\d+\.\d+)\]/
/** Ms since 1970 with fractions: comparable between processes of one machine. */
export const stamp = (): string => `[at ${(performance.timeOrigin + performance.now()).toFixed(3)}]`

export const createReader = (request: ReaderRequest, ears: Ears): Reader => {
  let socket: Socket | undefined
  let token = request.token
  let cursor: string | undefined
  let timer: NodeJS.Timeout | undefined
  let failures = 0
  let after: number | undefined
  let over = false

  const onEvent = (text: string) => {
    const type = /^\{"type":"([\w.]+)"/.exec(text)?.[1] ?? ''
    if (type === 'hello') token = /"token":"([\w-]+)"/.exec(text)?.[1] ?? token
    if (type === 'bye') ears.onBye((after = Number(/"after":(\d+)/.exec(text)?.[1] ?? 0)))
    const next = /"cursor":"([^"]+)"/.exec(text)?.[1]
    if (next !== undefined) {
      const kind = type === 'snapshot' ? undefined : breakBetween(cursor, next, type)
      if (kind) ears.onBreak(kind)
      cursor = next
    }
    const at = STAMP.exec(text)?.[1]
    if (at !== undefined && type === 'message.added')
      ears.onStamp(performance.timeOrigin + performance.now() - Number(at))
    ears.onEvent(type, text)
    if (type !== 'live') return
    failures = 0
    ears.onLive()
  }
  const onEnd = () => {
    if (over) return
    ears.onEnd()
    if (!request.faithful) return
    const jitter = Math.random() * Math.min(30_000, 500 * 2 ** failures++)
    timer = setTimeout(open, after === undefined ? jitter : Math.max(500, after) + Math.min(jitter, 1_000))
    after = undefined
  }
  const open = () => {
    const { host, port, localAddress } = request
    const mine = connect({ host, port, ...(localAddress !== undefined && { localAddress }) })
    socket = mine
    mine.setNoDelay(true)
    mine.on('error', () => {})
    mine.on('close', onEnd)
    mine.setEncoding('latin1')
    mine.write(toBytes(request, token, cursor))
    mine.on(
      'data',
      createParser({
        onEvent,
        onBeat: ears.onBeat,
        onRefused: (status, wait) => {
          after = wait === undefined ? undefined : Number(wait) * 1_000
          ears.onRefused(status, wait)
          mine.destroy()
        },
      }) as (chunk: Buffer | string) => void,
    )
  }
  open()

  return {
    get token() {
      return token
    },
    get isOpen() {
      return socket?.readyState === 'open'
    },
    deafen: () => void socket?.pause(),
    close: () => {
      over = true
      clearTimeout(timer)
      socket?.destroy()
    },
  }
}

const breakBetween = (before: string | undefined, next: string, type: string): 'gap' | 'double' | undefined => {
  const [epoch, place] = before?.split('.') ?? []
  const [nextEpoch, nextPlace] = next.split('.')
  if (place === undefined || epoch !== nextEpoch) return undefined
  const step = Number(nextPlace) - Number(place)
  if (step > 1) return 'gap'
  return step < 1 && type !== 'live' ? 'double' : undefined
}

const toBytes = ({ path, host, headers, body }: ReaderRequest, token?: string, after?: string) => {
  const text = JSON.stringify({ ...body, ...(after !== undefined && { after }) })
  const lines = {
    host,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    ...headers,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST ${path} HTTP/1.1\r\n${head.join('')}\r\n${text}`
}

interface Parsed {
  onEvent(text: string): void
  onBeat(): void
  onRefused(status: number, retryAfter: string | undefined): void
}

/** Bytes of an HTTP answer in, events out. Each event is one chunk of the transfer, so chunk sizes never stand inside one. */
const createParser = ({ onEvent, onBeat, onRefused }: Parsed) => {
  let rest = ''
  let begun = false
  const head = () => {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) return false
    const status = Number(rest.slice(9, 12))
    if (status !== 200) {
      onRefused(status, /\r\nretry-after: (\d+)/i.exec(rest.slice(0, end + 2))?.[1])
      return false
    }
    rest = rest.slice(end + 4)
    return true
  }
  return (chunk: string) => {
    rest += chunk
    if (!begun && !(begun = head())) return
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const start = rest.indexOf('data: ')
      if (start >= 0 && start < end) onEvent(rest.slice(start + 6, end))
      else onBeat()
      rest = rest.slice(end + 2)
    }
  }
}
