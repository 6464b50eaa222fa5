/** Letters that stand somewhere in bytes. */
export const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))

/** A view, not a copy. @throws {RangeError} when there are fewer. */
export const slice = (bytes: Uint8Array<ArrayBuffer>, from: number, to: number): Uint8Array<ArrayBuffer> => {
  if (!(to <= bytes.length && from <= to)) throw new RangeError('end')
  return bytes.subarray(from, to)
}

/** A whole number of several bytes, the highest first. @throws {RangeError} */
export const number = (bytes: Uint8Array, at: number, size: number): number => {
  if (!(at + size <= bytes.length)) throw new RangeError('end')
  return bytes.subarray(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0)
}
