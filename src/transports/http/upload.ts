import type { FileRef } from '../../protocol/entities.js'
import { isTransportFailure, TransportFailure } from '../../protocol/failure.js'
import { own } from '../../protocol/own.js'
import { parseFile } from '../../protocol/parse-file.js'
import { number, optional, record } from '../../protocol/parse.js'
import type { StreamEvent, UploadOptions } from '../../protocol/transport.js'
import { ask, type Question } from './ask.js'
import type { PipeOptions } from './pipe.js'
import { refusal } from './refusal.js'

interface State {
  at: number
  part: number
  file: FileRef | undefined
}
const parse = record<State>({ at: number, part: number, file: optional(parseFile) })

/** Files larger than this (bytes) are not read whole: their bytes are counted, and not hashed. */
const HASHED = 50_000_000
/** Least bytes of a part. Ten parts or more show how a file gets on; a part that is too long for a slow line never ends. */
const LEAST = 65_536

/**
 * One attempt: part by part from where the backend says it stands. The same `id` goes on where another attempt has ended.
 * @throws {TransportFailure}
 */
export const upload = async <E extends StreamEvent>(
  pipe: PipeOptions<E>,
  file: Blob,
  { id, name, onProgress, signal }: UploadOptions,
): Promise<FileRef> => {
  const hash = await hashOf(file)
  const step = async (path: string, question: Pick<Question, 'body' | 'bytes'>) => {
    if (signal.aborted) lost()
    return read(await ask(pipe, path, { ...own(question), accept: '*/*', signal }).catch(lost))
  }
  let state = await step('files', { body: { id, name, size: file.size, ...(hash && { hash }) } })
  for (let turns = 0; !state.file; turns++) {
    // A backend that never comes to an end is none of ours.
    if (turns > 2 * Math.ceil(file.size / LEAST) + 20) lost()
    onProgress(state.at / file.size)
    const size = Math.min(state.part, Math.max(LEAST, Math.ceil(file.size / 10)))
    const bytes = file.slice(state.at, state.at + size, 'application/octet-stream')
    state = await step(`files/${encodeURIComponent(id)}/${state.at}`, { body: {}, bytes: await loaded(bytes) })
  }
  onProgress(1)
  return state.file
}

/** A file may have changed or gone since it was chosen: then nothing of it can be read. */
const loaded = async (bytes: Blob) => {
  try {
    return new Blob([await bytes.arrayBuffer()], { __proto__: null, type: bytes.type } as BlobPropertyBag)
  } catch {
    throw new TransportFailure({ kind: 'rejected', code: 'file.broken' })
  }
}

/** Where the page came by plain http there is no such thing; then the backend counts bytes. */
const hashOf = async (file: Blob): Promise<string> => {
  if (!globalThis.crypto?.subtle || file.size > HASHED) return ''
  const all = await loaded(file)
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await all.arrayBuffer()))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

const read = async (response: Response): Promise<State> => {
  if (!response.ok) throw await refusal(response, 'unknown')
  try {
    return own(parse(await response.json()))
  } catch (error) {
    if (isTransportFailure(error)) throw error
    return lost()
  }
}

const lost = (): never => {
  throw new TransportFailure({ kind: 'retry', done: 'unknown' }, 'network')
}
