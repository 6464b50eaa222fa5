import { ascii, number } from './bytes.js'

/*
 * ISO/IEC 14496-12, 8.11, as HEIF uses it: a `meta` box names items (`iinf`) and says where their bytes stand (`iloc`).
 * Items that say something of the picture are blanked where they stand, so that no other place moves. Which way up a
 * picture is stands elsewhere (`irot`).
 */
interface Box {
  type: string
  /** Of what it holds. */
  from: number
  to: number
}

/** @throws {RangeError} */
export const blankHeic = (given: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] => {
  const bytes = Uint8Array.from(given)
  const meta = boxes(bytes, 0, bytes.length).find(({ type }) => type === 'meta')
  if (!meta) throw new RangeError('meta')
  const inside = boxes(bytes, meta.from + 4, meta.to)
  const of = (type: string) => inside.find(box => box.type === type)
  const names = of('iinf')
  const places = of('iloc')
  if (!names || !places) throw new RangeError('items')
  const said = saying(bytes, names)
  for (const { item, from, to, inData } of extents(bytes, places)) {
    const base = inData ? (of('idat')?.from ?? bytes.length) : 0
    if (base + to > bytes.length) throw new RangeError('extent')
    if (said.has(item)) bytes.fill(0, base + from, base + to)
  }
  return [bytes]
}

const boxes = (bytes: Uint8Array, from: number, to: number): Box[] => {
  const found: Box[] = []
  for (let at = from; at + 8 <= to;) {
    const told = number(bytes, at, 4)
    const size = told === 1 ? number(bytes, at + 8, 8) : told || to - at
    if (size < 8 || at + size > to) throw new RangeError('box')
    found.push({ type: ascii(bytes, at + 4, 4), from: at + (told === 1 ? 16 : 8), to: at + size })
    at += size
  }
  return found
}

/** Ids of items that are Exif, or XMP (`mime`). */
const saying = (bytes: Uint8Array, { from, to }: Box): ReadonlySet<number> => {
  const isOld = bytes[from] === 0
  const entries = boxes(bytes, from + (isOld ? 6 : 8), to)
  return new Set(
    entries.flatMap(({ from }) => {
      const size = bytes[from] === 3 ? 4 : 2
      const type = ascii(bytes, from + 4 + size + 2, 4)
      return type === 'Exif' || type === 'mime' ? [number(bytes, from + 4, size)] : []
    }),
  )
}

interface Extent {
  item: number
  from: number
  to: number
  /** Counted from the beginning of `idat`, and not of the file. */
  inData: boolean
}

/** Where the bytes of each item stand. */
const extents = (bytes: Uint8Array, { from }: Box): Extent[] => {
  const found: Extent[] = []
  const version = bytes[from] ?? 0
  const wide = version < 2 ? 2 : 4
  let at = from + 4
  const take = (size: number) => {
    at += size
    return number(bytes, at - size, size)
  }
  const sizes = take(2)
  for (let items = take(wide); items > 0; items--) {
    const item = take(wide)
    const inData = version > 0 && (take(2) & 15) === 1
    take(2)
    const base = take((sizes >> 4) & 15)
    for (let count = take(2); count > 0; count--) {
      if (version) take(sizes & 15)
      const begin = base + take(sizes >> 12)
      found.push({ item, from: begin, to: begin + take((sizes >> 8) & 15), inData })
    }
  }
  return found
}
