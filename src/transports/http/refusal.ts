import { TransportFailure, type Failure } from '../../protocol/failure.js'
import { number, optional, record, text } from '../../protocol/parse.js'

/** Turns an answer that is not a success into the one typed failure. `done` is what a failing server leaves open. */
export const refusal = async (response: Response, done: 'no' | 'unknown'): Promise<TransportFailure> => {
  const { code = `http.${response.status}`, limit } = await details(response)
  return new TransportFailure(toFailure({ response, done, code, limit }), code)
}

interface Refused {
  response: Response
  done: 'no' | 'unknown'
  code: string
  limit: number | undefined
}

const toFailure = ({ response: { status, headers }, done, code, limit }: Refused): Failure => {
  const wait = waitOf(headers)
  const after = Number.isFinite(wait) && { after: wait }
  if (status === 401) return { kind: 'auth' }
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status === 413) return { kind: 'tooLarge', ...(limit !== undefined && { limit }) }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return { kind: 'rejected', code, ...after }
  return {
    kind: 'retry',
    done: status === 429 || status === 503 ? 'no' : done,
    ...after,
  }
}

/**
 * `Retry-After` in milliseconds: seconds, or a proxy's date, which counts from the proxy's own clock where that can be read.
 * What is neither is NaN.
 */
const waitOf = (headers: Headers): number => {
  const said = headers.get('retry-after') ?? NaN
  const seconds = Number(said)
  if (Number.isFinite(seconds)) return seconds * 1000
  return Date.parse(`${said}`) - (Date.parse(headers.get('date') ?? '') || Date.now())
}

/** A proxy's page is not JSON: then there are no details, and the status has to do. */
const details = (response: Response): Promise<Details> =>
  response
    .json()
    .then(parse)
    .catch(() => ({ code: undefined, limit: undefined }))

interface Details {
  code: string | undefined
  limit: number | undefined
}
const parse = record<Details>({ code: optional(text), limit: optional(number) })
