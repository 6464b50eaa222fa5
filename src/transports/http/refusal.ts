import { TransportFailure, type Failure } from '../../protocol/failure.js'

/** Turns an answer that is not a success into the one typed failure. `done` is what a failing server leaves open. */
export const refusal = async (response: Response, done: 'no' | 'unknown'): Promise<TransportFailure> => {
  // A proxy's page is not JSON: then there are no details, and the status has to do.
  const body = Object(await response.json().catch(() => undefined)) as { code?: unknown; limit?: unknown }
  const code = typeof body.code === 'string' ? body.code : `http.${response.status}`
  return new TransportFailure(toFailure({ response, done, code, limit: body.limit }), code)
}

interface Refused {
  response: Response
  done: 'no' | 'unknown'
  code: string
  limit: unknown
}

const toFailure = ({ response: { status, headers }, done, code, limit }: Refused): Failure => {
  const seconds = Number(headers.get('retry-after') ?? NaN)
  if (status === 401) return { kind: 'auth' }
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status === 413) return { kind: 'tooLarge', ...(typeof limit === 'number' && { limit }) }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return { kind: 'rejected', code }
  return {
    kind: 'retry',
    done: status === 429 || status === 503 ? 'no' : done,
    ...(Number.isFinite(seconds) && { after: seconds * 1000 }),
  }
}
