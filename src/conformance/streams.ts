import type { Cursor } from '../protocol/entities.js'
import type { ServerEvent } from '../protocol/events.js'
import type { Failure } from '../protocol/failure.js'
import type { Transport } from '../protocol/transport.js'

/** The failure that an attempt ends with, typed. */
export const fails = async (attempt: Promise<unknown>) => {
  const thrown: unknown = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  const failure = (thrown as { failure?: Failure } | undefined)?.failure
  if (!failure?.kind)
    throw new Error(`broken promise: it rejects with an error that carries a failure, not ${String(thrown)}`)
  return failure
}

/** Rejects once the time (ms) for `what` has passed. */
export const deadline = (ms: number, what: string) => {
  let timer: ReturnType<typeof setTimeout>
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`broken promise: ${what} within ${ms} ms`)), ms)
  })
  return { passed, clear: () => clearTimeout(timer) }
}

export const expect = (holds: boolean, what: string) => {
  if (!holds) throw new Error(`broken promise: ${what}`)
}

export type Streams = ReturnType<typeof createStreams>

/** Streams of one visitor, each watched until what is awaited has come. */
export const createStreams = (transport: Transport, patience: number) => {
  const all: AbortController[] = []
  const open = (after: Cursor | undefined) => {
    const controller = new AbortController()
    all.push(controller)
    const events: ServerEvent[] = []
    const watchers = new Set<() => void>()
    let cursor = after
    let signs = 0
    let refused: string | undefined
    const onEvent = (event: ServerEvent) => {
      if (refused && event.type === 'message.added' && event.message.body.text === refused)
        throw new Error('cannot be applied')
      events.push(event)
      if ('cursor' in event) cursor = event.cursor ?? cursor
      for (const watch of watchers) watch()
    }
    const texts = () =>
      events.flatMap(event => {
        if (event.type === 'snapshot') return event.messages.map(({ body }) => body.text)
        return event.type === 'message.added' ? [event.message.body.text] : []
      })
    const ended = transport.open({ after, signal: controller.signal, onAlive: () => signs++, onEvent })
    ended.catch(() => {})
    const when = (holds: () => boolean) => {
      const late = deadline(patience, 'it comes')
      const tooSoon = ended.then(() => Promise.reject(new Error('broken promise: it comes before the stream ends')))
      const came = new Promise<void>(resolve => {
        const watch = () => {
          if (!holds()) return
          watchers.delete(watch)
          resolve()
        }
        watchers.add(watch)
        watch()
      })
      return Promise.race([came, tooSoon, late.passed]).finally(late.clear)
    }
    return {
      events,
      ended,
      texts,
      alive: () => signs,
      cursor: () => cursor,
      abort: () => controller.abort(),
      refuse: (text: string) => (refused = text),
      until: (holds: (texts: readonly string[]) => boolean) => when(() => holds(texts())),
      live: () => when(() => events.some(({ type }) => type === 'live')),
    }
  }
  return {
    live: async (after?: Cursor) => {
      const stream = open(after)
      await stream.live()
      return stream
    },
    close: () => all.forEach(controller => controller.abort()),
  }
}
