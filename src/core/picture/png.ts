import { ascii, number, slice } from './bytes.js'

/** What changes how a picture looks, beside what is needed to draw it at all (PNG 3rd edition, 11.3; APNG). */
const SEEN = 'tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT'

/** Texts, times and Exif go, and so does whatever nobody knows. @throws {RangeError} */
export const barePng = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] => {
  const kept = [slice(bytes, 0, 8)]
  for (let at = 8; ;) {
    const type = ascii(bytes, at + 4, 4)
    const end = at + 12 + number(bytes, at, 4)
    if (/^[A-Z]/.test(type) || SEEN.includes(type)) kept.push(slice(bytes, at, end))
    if (type === 'IEND') return kept
    at = end
  }
}
