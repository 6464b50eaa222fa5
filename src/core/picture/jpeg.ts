import { ascii, slice } from './bytes.js'
import { orientationOf } from './tiff.js'

/*
 * ITU T.81, annex B: a JPEG is a row of segments, each a marker, a length and what it holds. What is seen stands in the
 * tables and scans; what is said of it stands in APPn and COM segments, and behind the end (cameras put films there).
 */
const SCAN = 0xda
const END = 0xd9
const EXIF = 'Exif\0\0'
/** Of the segments that say something, only these change what is seen: colour, and how it is coded. */
const KEPT = new Map([
  [0xe0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
])

/** @throws {RangeError} */
export const bareJpeg = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] => {
  const kept = [slice(bytes, 0, 2)]
  let turned = 1
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) throw new RangeError('segment')
    const marker = bytes[at + 1] ?? 0
    // A marker may have any number of these before it.
    if (marker === 0xff) at++
    else if (marker === END) break
    else {
      const end = endOf(bytes, at, marker)
      if (marker === 0xe1 && ascii(bytes, at + 4, 6) === EXIF) turned = orientationOf(bytes.subarray(at + 10, end))
      if (isKept(bytes, at, marker)) kept.push(slice(bytes, at, end))
      at = end
    }
  }
  kept.splice(1, 0, ...(turned > 1 ? [exifOf(turned)] : []))
  return [...kept, Uint8Array.of(0xff, END)]
}

const isKept = (bytes: Uint8Array, at: number, marker: number): boolean => {
  if (marker !== 0xfe && (marker < 0xe0 || marker > 0xef)) return true
  const name = KEPT.get(marker)
  return name !== undefined && ascii(bytes, at + 4, name.length) === name
}

const endOf = (bytes: Uint8Array, at: number, marker: number): number => {
  if (marker === 1 || (marker >= 0xd0 && marker <= 0xd7)) return at + 2
  const size = (bytes[at + 2]! << 8) | bytes[at + 3]!
  const end = at + 2 + size
  if (size < 2 || !(end <= bytes.length)) throw new RangeError('length')
  return marker === SCAN ? scanEnd(bytes, end) : end
}

/** In a scan 0xff is followed by 0, or by a number of a restart; anything else is the next marker. */
const scanEnd = (bytes: Uint8Array, from: number): number => {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

/** Nothing but which way up it is. */
const exifOf = (turned: number): Uint8Array<ArrayBuffer> => {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0]
  return Uint8Array.from([0xff, 0xe1, 0, 8 + tiff.length, ...Array.from(EXIF, one => one.charCodeAt(0)), ...tiff])
}
