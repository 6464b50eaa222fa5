import type { Id } from '../../../src/protocol/entities.js'
import { refuse } from '../refuse.js'
import type { Files } from './files.js'
import type { UploadState } from './uploads.js'

/** Uploads of one who is known. */
export interface OwnUploads {
  /** Begins one, or says how far it has come. @throws {TransportFailure} */
  begin(wish: unknown): Promise<UploadState>
  /** Takes what follows. @throws {TransportFailure} */
  part(part: { upload: Id; at: number; bytes: Uint8Array }): Promise<UploadState>
}

/** Lets somebody in by what they show of themselves, before a byte of theirs is read. @throws {TransportFailure} */
export type EnterUploads<W> = (who: W) => Promise<OwnUploads>

export const createUploadSide =
  <W>(files: Files | undefined, authenticate: (who: W) => Promise<{ scope: Id; owner: Id }>): EnterUploads<W> =>
  async who => {
    const known = await authenticate(who)
    const { begin, part } = taking(files)
    return { begin: wish => begin(known, wish), part: one => part(known.scope, one) }
  }

/** @throws {TransportFailure} rejected `unsupported`. */
export const taking = (files: Files | undefined): Files => {
  if (!files) throw refuse('unsupported', 'This backend takes no files.')
  return files
}

/** @throws {TransportFailure} rejected `unsupported`. */
export const dropUpload = async ({ files }: { files: Files | undefined }, scope: Id, upload: Id): Promise<object> => {
  await taking(files).drop(scope, upload)
  return {}
}
