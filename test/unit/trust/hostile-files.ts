import { createHash } from 'node:crypto'
import type { HostileFile } from '../../support/hostile-files.js'
import { bearer, openStream, type Served } from '../backend/served.js'
import { BYTES } from '../wire/uploading.js'

/* The checker of S22: brings files to a real server, fetches what was taken, and says what is wrong with the answer. */

export interface Uploaded {
  status: number
  /** Of a refusal. */
  code?: string
  url?: string
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let count = 0
/** Brings a file in parts of at most `size` bytes, as anybody may who writes requests by hand. */
export const bring = async (
  served: Served,
  token: string,
  { name, bytes, told = bytes.length }: HostileFile,
  { size = 512 * 1024, hash = true } = {},
): Promise<Uploaded> => {
  const id = `hostile-${++count}`
  const wish = { id, name, size: told, ...(hash && { hash: hashOf(bytes) }) }
  const read = async (response: Response) => {
    const body = (await response.json()) as { at: number; code?: string; file?: { url: string } }
    return { status: response.status, ...body }
  }
  let state = await read(await served.post('/v1/files', wish, bearer(token)))
  while (state.status === 200 && !state.file) {
    const part = bytes.slice(state.at, state.at + size)
    if (!part.length) return { status: 0 }
    const headers = { ...bearer(token), ...BYTES }
    state = await read(
      await fetch(`${served.base}/v1/files/${id}/${state.at}`, { method: 'POST', headers, body: Buffer.from(part) }),
    )
  }
  const { status, code, file } = state
  return { status, ...(code !== undefined && { code }), ...(file && { url: file.url }) }
}

/** A visitor for each, so that none meets the limits of another. */
export const newToken = async (served: Served) => {
  const { token, close } = await openStream(served)
  await close()
  return token
}

/** Types of what a browser never runs, however it comes by it. */
const HARMLESS =
  /^(image\/(png|jpeg|gif|webp|heic)|application\/(pdf|vnd\.[\w.-]+)|text\/(plain|csv); charset=utf-8|(audio|video)\/[\w-]+)$/
const KNOWN = [
  ...['content-type', 'content-length', 'content-disposition', 'content-security-policy', 'cache-control', 'etag'],
  ...['cross-origin-resource-policy', 'x-content-type-options', 'x-frame-options', 'x-robots-tag', 'referrer-policy'],
  ...['date', 'connection', 'keep-alive', 'transfer-encoding'],
]

/** What is wrong with how a file is answered. */
export const faultsOf = async (response: Response, bytes: Uint8Array): Promise<string[]> => {
  const of = (name: string) => response.headers.get(name) ?? ''
  const disposition = of('content-disposition')
  const saved = decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(disposition)?.[1] ?? '/')
  const body = new Uint8Array(await response.arrayBuffer())
  const isPicture = of('content-type').startsWith('image/') && of('content-type') !== 'image/heic'
  const wrong: [boolean, string][] = [
    [!/^attachment; filename="[\w. -]+"; filename\*=UTF-8''[\w.!~%-]+$/.test(disposition), 'is not offered for saving'],
    [/[\p{Cc}\p{Cf}/\\:]/u.test(saved) || saved.startsWith('.'), 'is saved under a name that is none'],
    [of('x-content-type-options') !== 'nosniff', 'may be taken for something else'],
    [of('content-security-policy') !== "sandbox; default-src 'none'", 'is in no sandbox'],
    [!HARMLESS.test(of('content-type')), `is called ${of('content-type')}`],
    [of('cross-origin-resource-policy') !== (isPicture ? 'cross-origin' : 'same-origin'), 'is for other sites'],
    [[...response.headers.keys()].some(name => !KNOWN.includes(name)), 'has a header that nobody set'],
    [hashOf(body) !== hashOf(bytes), 'is not what was sent'],
  ]
  return wrong.flatMap(([isWrong, what]) => (isWrong ? [what] : []))
}
