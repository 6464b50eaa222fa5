import type { Code } from '../../../demo/server/openapi/refusals.js'
import { startServer, type Served } from '../backend/served.js'

/* How the refusals of uploads come about, on either side. */

type Headers = (one: Served) => Promise<Record<string, string>>
type Ask = () => Promise<Response>

export const BYTES = { 'content-type': 'application/octet-stream' }
const WISH = { id: 'u', name: 'note.txt', size: 4 }
/** A picture of one side of 20,000, as its first bytes say. */
export const HUGE = Buffer.from(
  '89504e470d0a1a0a0000000d49484452' + '00004e2000004e20' + '0806000000' + '00000000' + '00000000' + '4944415400000000',
  'hex',
)

const on = async (rules: Parameters<typeof startServer>[0], ask: (own: Served) => Promise<Response>) => {
  const own = await startServer(rules)
  const response = await ask(own)
  const answer = new Response(await response.text(), response)
  await own.close()
  return answer
}

/** Sends bytes as they are. */
export const bring = (one: Served, path: string, bytes: Uint8Array | string, headers: Record<string, string>) =>
  fetch(one.base + path, { method: 'POST', headers: { ...BYTES, ...headers }, body: Buffer.from(bytes) })

interface Side {
  prefix: string
  served(): Served
  full(): Served
  headers: Headers
  closing(ask: (own: Served) => Promise<Response>): Ask
}

/** @param prefix `/v1` or `/v1/desk` */
export const provokeUploads = ({
  prefix,
  served,
  full,
  headers,
  closing,
}: Side): Record<string, Record<string, Ask>> => {
  const isDesk = prefix.endsWith('desk')
  const files = `${prefix}/files`
  const begin = async (body: unknown, more = {}, one = served()) =>
    one.post(files, body, { ...(await headers(one)), ...more })
  const begun = async (wish: object, one = served()) => {
    const own = await headers(one)
    const response = await one.post(files, { ...WISH, ...wish }, own)
    if (!response.ok) throw new Error(`the upload could not begin: ${await response.text()}`)
    return own
  }
  const part = async (bytes: Uint8Array | string, wish: { id: string; name?: string; size?: number }, more = {}) => {
    const own = await begun(wish)
    return bring(served(), `${files}/${wish.id}/0`, bytes, { ...own, ...more })
  }
  const rate = isDesk
    ? { commands: { burst: 0, perSecond: 0.5 } }
    : { filesOfAddress: { burst: 0, perSecond: 0.5 }, partsOfAddress: { burst: 0, perSecond: 0.5 } }
  const elsewhere = { origin: 'https://evil.example' }
  const onBegin: Partial<Record<Code, Ask>> = {
    malformed: () => begin('{'),
    type: () => begin('{}', { 'content-type': 'text/plain' }),
    tooLarge: () => begin({ ...WISH, more: 'x'.repeat(70_000) }),
    origin: () => begin(WISH, elsewhere),
    auth: () => served().post(files, WISH),
    rate: () => on({ rates: rate }, async own => own.post(files, WISH, await headers(own))),
    crowded: () => full().post(files, WISH),
    closing: closing(own => own.post(files, WISH)),
    'file.kind': () => begin({ ...WISH, id: 'k', name: 'setup.exe' }),
    'file.broken': () => begin({ ...WISH, id: 'b', size: 0 }),
    'file.full': () => on({ fileRules: { site: 3 } }, async own => own.post(files, WISH, await headers(own))),
    'file.many': () => on({ fileRules: { waiting: 0 } }, async own => own.post(files, WISH, await headers(own))),
    conflict: async () => {
      const own = await begun({ id: 'c' })
      return served().post(files, { ...WISH, id: 'c', size: 9 }, own)
    },
  }
  const onPart: Partial<Record<Code, Ask>> = {
    malformed: async () => bring(served(), `${files}/m/first`, 'Hi', await headers(served())),
    type: () => part('Mine', { id: 't' }, { 'content-type': 'text/plain' }),
    tooLarge: () => part('x'.repeat(600_000), { id: 'l', size: 600_000 }),
    origin: () => part('Mine', { id: 'o' }, elsewhere),
    auth: () => bring(served(), `${files}/a/0`, 'Mine', {}),
    rate: () => on({ rates: rate }, async own => bring(own, `${files}/r/0`, 'Mine', await headers(own))),
    crowded: () => bring(full(), `${files}/f/0`, 'Mine', {}),
    closing: closing(own => bring(own, `${files}/x/0`, 'Mine', {})),
    gone: async () => bring(served(), `${files}/never/0`, 'Mine', await headers(served())),
    'file.kind': () => part('MZ!!', { id: 'pk', name: 'cat.png' }),
    'file.pixels': () => part(HUGE, { id: 'pp', name: 'huge.png', size: HUGE.length }),
    'file.broken': () => part('Mine and more', { id: 'pb' }),
  }
  return {
    [`POST ${files}`]: onBegin,
    [`POST ${files}/{upload}/{at}`]: onPart,
  }
}
