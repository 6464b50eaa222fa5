import type { FileRef, Message } from '../../../src/protocol/entities.js'
import type { StoredFile } from './file-store.js'

/** The address of a file, which the host makes whole. */
export const FILES_PATH = '/files/'

/** A file as both sides may fetch it. */
export const toRef = ({ id, name, type, size, width, height }: StoredFile): FileRef => ({
  id,
  name,
  type,
  size,
  url: FILES_PATH + id,
  ...(width !== undefined && height !== undefined && { width, height }),
})

/** What a message holds that comes with files: of this backend, one at most. */
export const bodyOf = (text: string, files: readonly FileRef[]): Message['body'] => {
  const [data] = files
  return data ? { kind: 'file', text, data } : { kind: 'text', text }
}

/** A message that is a file; its name is what an end shows that knows no files. */
export const fileBody = (data: FileRef): Message['body'] => ({ kind: 'file', text: data.name, data })
