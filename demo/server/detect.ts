import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { imageSize } from 'image-size'
import type { FilesOptions } from '../backend/files/files.js'
import type { Detect } from '../backend/files/kinds.js'

/** Bytes that a kind is known by; more would let a packed file unpack itself here. */
const ENOUGH = 4_100
const PICTURES = ['png', 'apng', 'jpg', 'gif', 'webp']

/** Looks at bytes with well-kept libraries, and never at more of them than they need. */
export const detect: Detect = async head => {
  const kind = await fileTypeFromBuffer(head.subarray(0, ENOUGH)).then(
    found => found?.ext,
    // What ends in the middle of what it promises is of no kind.
    () => undefined,
  )
  return { kind, ...(kind !== undefined && PICTURES.includes(kind) && sizeOf(head)) }
}

const sizeOf = (head: Uint8Array) => {
  try {
    const { width, height, orientation = 1 } = imageSize(head)
    // On its side, as phones write it (Exif 2.32, 4.6.4), it is shown upright.
    return orientation < 5 ? { width, height } : { width: height, height: width }
  } catch {
    // Its beginning does not say: whoever asks takes it for no picture.
    return {}
  }
}

/** Of bytes as they come. */
export const digest: FilesOptions['digest'] = async parts => {
  const hash = createHash('sha256')
  for await (const bytes of parts) hash.update(bytes)
  return hash.digest('hex')
}
