import { Hono, type Context } from 'hono'
import type { OwnUploads } from '../backend/files/side.js'
import type { UploadState } from '../backend/files/uploads.js'
import { LARGEST_PART, readBytes, readJson } from './body.js'
import { Refusal } from './refusals.js'
import { toJson } from './sse.js'
import { baseOf, type Env } from './streaming.js'

export interface UploadRoutesOptions {
  /** Counts who asks and makes sure of them, before anything is read. @throws {Refusal} or {TransportFailure} */
  enter(c: Context<Env>, what: 'file' | 'part'): Promise<OwnUploads>
  /** Public address of this server, when one is set. */
  url: string | undefined
}

/**
 * Files come in parts: one request tells of a file and is answered how much of it is here, each of the next brings what
 * follows. The last answer holds the file.
 */
export const uploadRoutes = ({ enter, url }: UploadRoutesOptions): Hono<Env> => {
  const answer = (c: Context<Env>, state: UploadState) => {
    c.header('Cache-Control', 'no-store')
    return c.body(toJson(state, baseOf(c, url)), 200, { 'Content-Type': 'application/json' })
  }
  return new Hono<Env>()
    .post('/', async c => {
      const { begin } = await enter(c, 'file')
      return answer(c, await begin(await readJson(c)))
    })
    .post('/:upload/:at', async c => {
      const { part } = await enter(c, 'part')
      const { upload, at } = c.req.param()
      if (!/^\d{1,15}$/.test(at))
        throw new Refusal(
          { status: 400, code: 'malformed' },
          'The address must end in the number of bytes that are here.',
        )
      return answer(c, await part({ upload, at: Number(at), bytes: await readBytes(c, LARGEST_PART) }))
    })
}
