import type { Context } from 'hono'
import { Refusal } from './refusals.js'

/** Bytes of one request. */
export const LARGEST_BODY = 64 * 1024
/** Bytes of one part of a file. */
export const LARGEST_PART = 512 * 1024

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
    if (Number(size) > LARGEST_BODY) throw tooLarge(LARGEST_BODY)
    return c.req.text().catch(cut)
  }
  return new TextDecoder().decode(await readAll(c, LARGEST_BODY))
}

/**
 * Reads a body as bytes, never more of it than is allowed.
 * @param limit in bytes
 * @throws {Refusal} 415, 413 or 400.
 */
export const readBytes = async (c: Context, limit: number): Promise<Uint8Array> => {
  if (c.req.header('content-type')?.toLowerCase() !== 'application/octet-stream')
    throw new Refusal({ status: 415, code: 'type' }, 'Send bytes, with “Content-Type: application/octet-stream”.')
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge(limit)
  return readAll(c, limit)
}

const readAll = async (c: Context, limit: number) => {
  const chunks: Uint8Array[] = []
  let read = 0
  for await (const chunk of chunksOf(c.req.raw.body)) {
    read += chunk.byteLength
    if (read > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
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

const tooLarge = (limit: number) =>
  new Refusal({ status: 413, code: 'tooLarge', limit }, `A request has at most ${limit} bytes.`)
