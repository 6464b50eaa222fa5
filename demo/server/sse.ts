import type { ServerResponse } from 'node:http'

/*
 * Server-sent events by hand: one `data:` line of JSON per event, a comment every 15 s, nothing else. No `id:` and no
 * `retry:` (the library that reads them would lose messages by one and storm us by the other).
 */

/** Ms. */
export const HEARTBEAT = 15_000
/** Bytes that wait for a slow reader; one who is slower comes back and continues from their cursor. */
const MOST_WAITING = 1 << 20
/** Bytes that wait for all of them together: beyond it the slowest goes, and the next. */
const MOST_TOGETHER = 64 << 20
/** Ms in which a reader has to take their goodbye. */
const LEAVE = 5_000

export interface SsePipe {
  /** Whether the answer has begun: after that no refusal can be told. */
  readonly begun: boolean
  send(event: object): void
  /** Resolves when what was sent has left. */
  drained(): Promise<void>
  end(): void
}

export interface SseHub {
  open(response: ServerResponse, options: { headers: Record<string, string>; base: string }): SsePipe
  /** Streams that are open, and bytes that wait for their readers. */
  counts(): { streams: number; waiting: number }
  dispose(): void
}

export interface SseHubOptions {
  /** Bytes that may wait for all readers together. */
  together?: number
  /** A reader was too slow and was let go. */
  onDropped?(): void
}

/** All streams share one heartbeat. */
export const createSseHub = ({ together = MOST_TOGETHER, onDropped }: SseHubOptions = {}): SseHub => {
  const open = new Set<ServerResponse>()
  const behind = createBehind(together, response => {
    open.delete(response)
    response.destroy()
    onDropped?.()
  })
  const write = (response: ServerResponse, text: string) => {
    response.write(text)
    behind.look(response)
  }
  const timer = setInterval(() => {
    for (const response of open) write(response, ':\n\n')
  }, HEARTBEAT)
  timer.unref()

  return {
    open: (response, { headers, base }) => {
      response.on('drain', () => behind.look(response))
      response.on('close', () => {
        open.delete(response)
        behind.forget(response)
      })
      return {
        get begun() {
          return response.headersSent
        },
        send: event => {
          if (response.destroyed) return
          if (!response.headersSent) {
            response.writeHead(200, { ...headers, ...SSE_HEADERS })
            open.add(response)
          }
          write(response, `data: ${toJson(event, base)}\n\n`)
        },
        drained: () => drained(response),
        end: () => {
          // Not a beat more: whoever does not read would get it after the end, and that ends the process.
          open.delete(response)
          leave(response)
        },
      }
    },
    counts: () => ({ streams: open.size, waiting: behind.bytes() }),
    dispose: () => clearInterval(timer),
  }
}

/** Knows who is behind, and lets go of whoever is too far. */
const createBehind = (together: number, letGo: (response: ServerResponse) => void) => {
  const waiting = new Map<ServerResponse, number>()
  let bytes = 0
  const forget = (response: ServerResponse) => {
    bytes -= waiting.get(response) ?? 0
    waiting.delete(response)
  }
  const drop = (response: ServerResponse) => {
    forget(response)
    letGo(response)
  }
  const slowest = () => [...waiting].reduce((one, other) => (other[1] > one[1] ? other : one))[0]
  return {
    bytes: () => bytes,
    forget,
    look: (response: ServerResponse) => {
      forget(response)
      if (response.destroyed || !response.writableNeedDrain) return
      if (response.writableLength > MOST_WAITING) return drop(response)
      waiting.set(response, response.writableLength)
      bytes += response.writableLength
      while (bytes > together) drop(slowest())
    },
  }
}

const leave = (response: ServerResponse) => {
  const late = setTimeout(() => response.destroy(), LEAVE)
  late.unref()
  response.once('close', () => clearTimeout(late))
  response.end()
}

const SSE_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * JSON with the addresses of pictures and files made whole: the log knows only their path, and each page reaches us by its own address.
 * The pattern cannot occur inside a text: there the quotes are escaped.
 */
export const toJson = (value: object, base: string): string =>
  JSON.stringify(value)
    .replaceAll('"photo":"/', `"photo":"${base}/`)
    .replaceAll('"url":"/files/', `"url":"${base}/files/`)

const drained = (response: ServerResponse) =>
  new Promise<void>(resolve => {
    if (!response.writableNeedDrain || response.destroyed) return resolve()
    const go = () => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.once('drain', go).once('close', go)
  })
