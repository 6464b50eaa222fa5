/**
 * A network that fails on demand: wraps `fetch` before the widget takes it, and touches nothing but our backend's
 * protocol.
 */
export type Fault = 'cut' | 'slow' | 'twice'

export interface FaultOptions {
  fetch: typeof fetch
  /** Whether a request is for our backend. */
  isOurs(url: URL): boolean
  /** Runs `fn` after `ms` milliseconds. */
  after(ms: number, fn: () => void): void
  /** Base of relative addresses. */
  base: string
}

export interface Faults {
  /** The failing `fetch`. */
  fetch: typeof fetch
  set(fault: Fault, on: boolean): void
}

/** Each way, in milliseconds. */
const SLOW = 2000

export const createFaults = ({ fetch, isOurs, after, base }: FaultOptions): Faults => {
  const on = new Set<Fault>()
  let line = new AbortController()
  const wait = (): Promise<void> => new Promise(resolve => (on.has('slow') ? after(SLOW, resolve) : resolve()))

  const send = async (...request: Parameters<typeof globalThis.fetch>): Promise<Response> => {
    const url = toUrl(request[0], base)
    if (!isOurs(url)) return fetch(...request)
    await wait()
    if (on.has('cut')) throw broken()
    const [input, init = {}] = request
    const mine = line.signal
    const through = { ...init, signal: init.signal ? AbortSignal.any([init.signal, mine]) : mine }
    const isDoubled = on.has('twice') && url.pathname.endsWith('/commands')
    const [response] = await Promise.all([fetch(input, through), isDoubled ? fetch(input, through) : undefined]).catch(
      (error: unknown) => {
        throw mine.aborted ? broken() : error
      },
    )
    await wait()
    return on.has('slow') ? slowed(response, after) : response
  }

  return {
    fetch: send,
    set: (fault, isOn) => {
      if (isOn) on.add(fault)
      else on.delete(fault)
      if (fault !== 'cut') return
      line.abort(broken())
      line = new AbortController()
    },
  }
}

/** What a browser says when the line is gone. */
const broken = (): TypeError => new TypeError('Failed to fetch')

const toUrl = (input: RequestInfo | URL, base: string): URL =>
  new URL(input instanceof Request ? input.url : input, base)

/** Every byte of an answer comes late, in its order. */
const slowed = (response: Response, after: FaultOptions['after']): Response => {
  if (!response.body) return response
  const late = new TransformStream<Uint8Array, Uint8Array>({
    transform: (bytes, controller) => after(SLOW, () => controller.enqueue(bytes)),
    flush: () => new Promise(resolve => after(SLOW, resolve)),
  })
  return new Response(response.body.pipeThrough(late), response)
}
