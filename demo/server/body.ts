import type { Context } from 'hono'
import { Refusal } from './refusals.js'

/** Bytes of one request. */
export const LARGEST_BODY = 64 * 1024

/**
 * Reads a JSON body, never more of it than is allowed.
 * @throws {Refusal} 415, 413 or 400.
 */
export const readJson = async (c: Context): Promise<unknown> => {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    throw new Refusal({ status: 415, code: 'type' }, 'Send JSON, with the header “Content-Type: application/json”.')
  const text = await readText(c)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Refusal({ status: 400, code: 'malformed' }, 'The body is not JSON.')
  }
}

/**
 * Reads a body as text, never more of it than is allowed.
 * @throws {Refusal} 413 or 400.
 */
export const readText = async (c: Context): Promise<string> => {
  const size = c.req.header('content-length')
  if (size !== undefined) {
    if (Number(size) > LARGEST_BODY) throw tooLarge()
    return c.req.text().catch(cut)
  }
  const decoder = new TextDecoder()
  let text = ''
  let read = 0
  for await (const chunk of chunksOf(c.req.raw.body)) {
    read += chunk.byteLength
    if (read > LARGEST_BODY) throw tooLarge()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

const chunksOf = async function* (body: ReadableStream<Uint8Array> | null) {
  const reader = body?.getReader()
  for (;;) {
    const next = await reader?.read().catch(cut)
    if (!next || next.done) return
    yield next.value
  }
}

/** Nobody reads it any more, but the log would take it for a fault of ours. */
const cut = (): never => {
  throw new Refusal({ status: 400, code: 'malformed' }, 'The request ended before its body did.')
}

const tooLarge = () =>
  new Refusal({ status: 413, code: 'tooLarge', limit: LARGEST_BODY }, `A request has at most ${LARGEST_BODY} bytes.`)
