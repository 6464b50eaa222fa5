import type { FileRef } from '../../../src/protocol/entities.js'
import { TransportFailure } from '../../../src/protocol/failure.js'
import type { UploadOptions } from '../../../src/protocol/transport.js'
import type { OwnUploads } from './side.js'

/** Brings a file to a backend in the same process, as a transport promises it: for the memory transport. */
export const bringBlob = async (
  { begin, part }: OwnUploads,
  file: Blob,
  { id: upload, name, onProgress, signal }: UploadOptions,
): Promise<FileRef> => {
  let state = await begin({ id: upload, name, size: file.size })
  while (!state.file) {
    if (signal.aborted) throw new TransportFailure({ kind: 'retry', done: 'unknown' }, 'aborted')
    onProgress(state.at / file.size)
    const bytes = new Uint8Array(await file.slice(state.at, state.at + state.part).arrayBuffer())
    state = await part({ upload, at: state.at, bytes })
  }
  onProgress(1)
  return state.file
}
