import { Hono, type Context } from 'hono'
import type { Backend } from '../backend/backend.js'
import type { StoredFile } from '../backend/files/file-store.js'
import type { Env } from './streaming.js'

/*
 * What visitors and operators have sent each other. Whatever stands in a file, no browser runs it: it is offered for
 * saving, of the type we have found it to be, in a box without scripts, storage or origin. Only pictures may stand on a
 * page of another site, as pictures.
 */
const ALWAYS = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'private, max-age=86400',
  'X-Robots-Tag': 'noindex',
}

/** `/files/…`: who knows an address may read what is there; nobody guesses 128 bits. */
export const storedRoutes = ({ files }: Pick<Backend, 'files'>): Hono<Env> =>
  new Hono<Env>().get('/:id{[\\w-]+}', async c => {
    const found = await files?.open(c.req.param('id'))
    if (!found) return c.text('There is nothing at this address.\n', 404)
    const { file, parts } = found
    const etag = `"${file.id}"`
    for (const [name, value] of Object.entries({ ...ALWAYS, ...headersOf(file), ETag: etag })) c.header(name, value)
    if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304)
    return give(c, file, parts())
  })

const headersOf = ({ name, type, size, width }: StoredFile) => ({
  'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
  'Content-Length': String(size),
  'Content-Disposition': toDisposition(name),
  'Cross-Origin-Resource-Policy': width === undefined ? 'same-origin' : 'cross-origin',
})

/** RFC 6266 and 8187: the name for today's browsers, and one of plain letters for all others. */
export const toDisposition = (name: string): string => {
  const plain = name.replace(/[^\w. -]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** A part is read when the reader has taken the last one. */
const give = (c: Context, { size }: StoredFile, parts: AsyncIterable<Uint8Array<ArrayBuffer>>) => {
  const reader = parts[Symbol.asyncIterator]()
  let left = size
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async controller => {
      const next = await reader.next()
      if (next.done) {
        // Removed while it was read: the answer breaks off, and nobody takes it for whole.
        if (left) return controller.error(new Error('the file is gone'))
        return controller.close()
      }
      left -= next.value.length
      controller.enqueue(next.value)
    },
    cancel: async () => void (await reader.return?.()),
  })
  return c.body(body)
}
