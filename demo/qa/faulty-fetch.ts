import { broken, type Faults } from './faults.js'

export interface FaultyFetchOptions {
  fetch: typeof fetch
  /** Whether a request is for our backend. */
  isOurs(url: URL): boolean
  /** Base of relative addresses. */
  base: string
}

/** A `fetch` under the faults: put there before the widget takes it, it touches nothing but our backend's protocol. */
export const createFaultyFetch =
  (faults: Faults, { fetch, isOurs, base }: FaultyFetchOptions): typeof globalThis.fetch =>
  async (...request) => {
    const url = toUrl(request[0], base)
    if (!isOurs(url)) return fetch(...request)
    await faults.pass()
    if (faults.isOn('cut')) throw broken()
    const [input, init = {}] = request
    const line = faults.line()
    const through = { ...init, signal: init.signal ? AbortSignal.any([init.signal, line]) : line }
    const isDoubled = faults.isOn('twice') && url.pathname.endsWith('/commands')
    const [response] = await Promise.all([fetch(input, through), isDoubled ? fetch(input, through) : undefined]).catch(
      (error: unknown) => {
        throw line.aborted ? broken() : error
      },
    )
    await faults.pass()
    return faults.isOn('slow') ? slowed(response, faults) : response
  }

const toUrl = (input: RequestInfo | URL, base: string): URL =>
  new URL(input instanceof Request ? input.url : input, base)

/** Every byte of an answer comes late, in its order. */
const slowed = (response: Response, { late }: Faults): Response => {
  if (!response.body) return response
  const slow = new TransformStream<Uint8Array, Uint8Array>({
    transform: (bytes, controller) => late(() => controller.enqueue(bytes)),
    flush: () => new Promise(late),
  })
  return new Response(response.body.pipeThrough(slow), response)
}
