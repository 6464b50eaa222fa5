import { ascii, slice } from './bytes.js'

/** RFC 9649: what draws. `EXIF`, `XMP ` and whatever nobody knows go. */
const SEEN = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']
/** Of VP8X: there is Exif, there is XMP. */
const SAID = 0b1100

/** @throws {RangeError} */
export const bareWebp = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const end = 8 + view.getUint32(4, true)
  const kept: Uint8Array<ArrayBuffer>[] = []
  for (let at = 12; at < Math.min(end, bytes.length);) {
    const size = view.getUint32(at + 4, true)
    const last = at + 8 + size
    // Each has an even number of bytes; some leave the very last one out.
    const chunk = slice(bytes, at, last + (size % 2 && last < bytes.length ? 1 : 0))
    const type = ascii(chunk, 0, 4)
    if (type === 'VP8X') kept.push(Uint8Array.from(chunk, (byte, place) => (place === 8 ? byte & ~SAID : byte)))
    else if (SEEN.includes(type)) kept.push(chunk)
    at += chunk.length
  }
  const head = bytes.slice(0, 12)
  const total = kept.reduce((sum, { length }) => sum + length, 4)
  new DataView(head.buffer).setUint32(4, total, true)
  return [head, ...kept]
}
