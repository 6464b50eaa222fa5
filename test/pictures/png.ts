import { deflateSync, inflateSync } from 'node:zlib'

/*
 * A picture of a page is flat colours and soft edges: 256 colours say it as well as 2,000, in less than half the bytes.
 * PNG as in W3C REC-png-3, as far as Chromium writes it: eight bits, no interlace, RGB or RGBA without transparency.
 */

const MOST = 256

/** The same picture in its 256 best colours; every other pixel takes the nearest of them. The same bytes every time. */
export const toIndexed = (png: Buffer): Buffer => {
  const { width, height, colors } = decode(png)
  const palette = choosePalette(colors)
  const indexOf = createNearest(palette)
  const rows = Buffer.alloc(height * (width + 1))
  colors.forEach((color, at) =>
    rows.writeUInt8(indexOf(color), Math.floor(at / width) * (width + 1) + 1 + (at % width)),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3], 8)
  const entries = Buffer.alloc(palette.length * 3)
  palette.forEach((color, at) => entries.writeUIntBE(color, at * 3, 3))
  const data = deflateSync(rows, { level: 9, memLevel: 9 })
  const chunks = [chunk('IHDR', header), chunk('PLTE', entries), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([SIGNATURE, ...chunks])
}

export interface Picture {
  width: number
  height: number
  /** 0xrrggbb, row by row. */
  colors: Uint32Array
}

/** @throws {Error} for a PNG of another kind than a browser's screenshot, or ours. */
export const decode = (png: Buffer): Picture => {
  const chunks = readChunks(png)
  const one = (name: string) => Buffer.concat(chunks.filter(([type]) => type === name).map(([, data]) => data))
  const header = one('IHDR')
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const channels = CHANNELS[header.readUInt8(9)]
  if (header.readUInt8(8) !== 8 || !channels || header.readUInt8(12))
    throw new Error('This kind of PNG is not read here.')
  const bytes = unfilter(inflateSync(one('IDAT')), { stride: width * channels, height, channels })
  const palette = one('PLTE')
  const colorAt = (at: number) =>
    channels === 1 ? palette.readUIntBE(bytes.readUInt8(at) * 3, 3) : bytes.readUIntBE(at * channels, 3)
  return { width, height, colors: Uint32Array.from({ length: width * height }, (_, at) => colorAt(at)) }
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** By colour type. */
const CHANNELS: Partial<Record<number, number>> = { 2: 3, 3: 1, 6: 4 }

const readChunks = (png: Buffer): [string, Buffer][] => {
  const chunks: [string, Buffer][] = []
  for (let at = SIGNATURE.length; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at)
    chunks.push([png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, end)])
    at = end + 4
  }
  return chunks
}

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(checksum(body), frame.length - 4)
  return frame
}

/** CRC-32; Node's own came with 22.2. */
const checksum = (bytes: Buffer): number => {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}

interface Shape {
  stride: number
  height: number
  channels: number
}

const unfilter = (data: Buffer, { stride, height, channels }: Shape): Buffer => {
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1)
    const predict = PREDICT[data[from] ?? 0]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < channels ? 0 : (out[at - channels] ?? 0)
      const up = y ? (out[at - stride] ?? 0) : 0
      const corner = x < channels || !y ? 0 : (out[at - stride - channels] ?? 0)
      out[at] = (data[from + 1 + x] ?? 0) + (predict?.(left, up, corner) ?? 0)
    }
  }
  return out
}

/** By filter type. */
const PREDICT: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  left => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const [a, b, c] = [left, up, corner].map(one => Math.abs(left + up - corner - one)) as [number, number, number]
    return a <= b && a <= c ? left : b <= c ? up : corner
  },
]

/** The most frequent colour, then always the one whose pixels would be shown most wrongly by those there are. */
const choosePalette = (colors: Uint32Array): number[] => {
  const counts = new Map<number, number>()
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1)
  const left = [...counts].sort(([a, x], [b, y]) => y - x || a - b).map(([color, n]) => ({ color, n, far: Infinity }))
  const palette: number[] = []
  for (let next = left[0]; next && palette.length < MOST;) {
    const { color } = next
    palette.push(color)
    for (const one of left) one.far = Math.min(one.far, distance(one.color, color))
    next = left.reduce((worst, one) => (one.n * one.far > worst.n * worst.far ? one : worst))
    if (!next.far) break
  }
  return palette
}

const createNearest = (palette: readonly number[]) => {
  const known = new Map(palette.map((color, index) => [color, index]))
  return (color: number): number => {
    const index = known.get(color) ?? nearest(palette, color)
    known.set(color, index)
    return index
  }
}

const nearest = (palette: readonly number[], color: number): number => {
  const far = palette.map(other => distance(other, color))
  return far.indexOf(Math.min(...far))
}

const distance = (one: number, other: number): number =>
  [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0)
