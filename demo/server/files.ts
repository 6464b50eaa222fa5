import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import type { Context } from 'hono'

/** A file as it is answered: compressed once, known by its content. */
export interface Asset {
  bytes: Uint8Array<ArrayBuffer>
  packed: Uint8Array<ArrayBuffer>
  etag: string
  type: string
}

export interface Files {
  /** The built file of that name; undefined when there is none. */
  get(name: string): Promise<Asset | undefined>
  /** The same, changed by `change`; `key` names the change. */
  derive(name: string, key: string, change: (text: string) => string): Promise<Asset | undefined>
}

const pack = promisify(brotliCompress)

/** Reads from the folder of what is built; a file is read again when it has changed. */
export const createFiles = (folder: string): Files => {
  const known = new Map<string, { at: string; asset: Promise<Asset> }>()
  const derive: Files['derive'] = async (name, key, change) => {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (!found?.isFile()) return undefined
    const at = `${found.mtimeMs} ${found.size}`
    const before = known.get(`${key} ${name}`)
    if (before?.at === at) return before.asset
    const asset = readFile(join(folder, name)).then(bytes =>
      toAsset(name, key ? Buffer.from(change(bytes.toString())) : bytes),
    )
    known.set(`${key} ${name}`, { at, asset })
    return asset
  }
  return { derive, get: name => derive(name, '', text => text) }
}

/** Text or bytes as an asset; the type follows the name's end. */
export const toAsset = async (name: string, content: Uint8Array | string): Promise<Asset> => {
  const bytes = Uint8Array.from(Buffer.from(content))
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 27)
  return { bytes, packed: Uint8Array.from(await pack(bytes)), etag: `"${hash}"`, type: typeOf(name) }
}

/** Answers with an asset, or with nothing when the reader has it. */
export const answer = (c: Context, { bytes, packed, etag, type }: Asset, headers: Record<string, string>): Response => {
  const isPacked = /\bbr\b/.test(c.req.header('accept-encoding') ?? '')
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  c.header('Vary', ['Accept-Encoding', ...(headers.Vary ? [headers.Vary] : [])].join(', '))
  c.header('ETag', etag)
  if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304)
  c.header('Content-Type', type)
  if (isPacked) c.header('Content-Encoding', 'br')
  return c.body(isPacked ? packed : bytes)
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
}
const typeOf = (name: string) => TYPES[name.split('.').pop() ?? ''] ?? 'application/octet-stream'
