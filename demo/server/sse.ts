import type { ServerResponse } from 'node:http'

/*
 * Server-sent events by hand: one `data:` line of JSON per event, a comment every 15 s, nothing else. No `id:` and no
 * `retry:` (the library that reads them would lose messages by one and storm us by the other).
 */

/** Ms. */
export const HEARTBEAT = 15_000
/** Bytes that wait for a slow reader; one who is slower comes back and continues from their cursor. */
const MOST_WAITING = 1 << 20

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
  dispose(): void
}

/** All streams share one heartbeat. */
export const createSseHub = (): SseHub => {
  const open = new Set<ServerResponse>()
  const timer = setInterval(() => {
    for (const response of open) response.write(':\n\n')
  }, HEARTBEAT)
  timer.unref()

  return {
    open: (response, { headers, base }) => {
      response.on('close', () => open.delete(response))
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
          response.write(`data: ${toJson(event, base)}\n\n`)
          if (response.writableLength > MOST_WAITING) response.destroy()
        },
        drained: () => drained(response),
        end: () => void response.end(),
      }
    },
    dispose: () => clearInterval(timer),
  }
}

const SSE_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * JSON with pictures' addresses made whole: the log knows only their path, and each page reaches us by its own address.
 * The pattern cannot occur inside a text: there the quotes are escaped.
 */
export const toJson = (value: object, base: string): string =>
  JSON.stringify(value).replaceAll('"photo":"/', `"photo":"${base}/`)

const drained = (response: ServerResponse) =>
  new Promise<void>(resolve => {
    if (!response.writableNeedDrain || response.destroyed) return resolve()
    const go = () => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.once('drain', go).once('close', go)
  })
