import { deflateSync, crc32 } from 'node:zlib'

/* Pictures as cameras write them: with the place where they were taken, by the letter of each format. */

const bytes = (...parts: (number[] | string | Uint8Array)[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
  )
const u16 = (n: number) => [n >> 8, n & 255]
const u32 = (n: number) => [...u16(n >>> 16), ...u16(n & 0xffff)]
const l32 = (n: number) => u32(n).reverse()

/** Words that give a place away, in each of the ways in which it is written. */
export const PLACE = { camera: 'Camera of Eva', xmp: 'exif:GPSLatitude="50,5.2N"', latitude: '50/1 5/1 12/1' }

/** A block of Exif (big endian): which way up, whose camera, and a GPS directory with a latitude. */
export const exif = (orientation = 1): Uint8Array<ArrayBuffer> => {
  const entry = (tag: number, type: number, count: number, value: number[]) => [
    ...u16(tag),
    ...u16(type),
    ...u32(count),
    ...value,
  ]
  const gps = 8 + 2 + 3 * 12 + 4
  const names = gps + 2 + 2 * 12 + 4
  return bytes(
    'MM',
    u16(42),
    u32(8),
    u16(3),
    entry(0x0112, 3, 1, [...u16(orientation), 0, 0]),
    entry(0x010f, 2, PLACE.camera.length, u32(names)),
    entry(0x8825, 4, 1, u32(gps)),
    u32(0),
    u16(2),
    entry(1, 2, 2, [0x4e, 0, 0, 0]),
    entry(2, 2, PLACE.latitude.length, u32(names + PLACE.camera.length)),
    u32(0),
    PLACE.camera,
    PLACE.latitude,
  )
}
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description ${PLACE.xmp}/></x:xmpmeta>`

const segment = (marker: number, body: Uint8Array) => bytes([0xff, marker], u16(body.length + 2), body)

/** Puts what a camera says into a JPEG, and a film with a place of its own behind its end. */
export const taken = (jpeg: Uint8Array, orientation = 1): Uint8Array<ArrayBuffer> =>
  bytes(
    jpeg.subarray(0, 2),
    segment(0xe1, bytes('Exif\0\0', exif(orientation))),
    segment(0xe1, bytes('http://ns.adobe.com/xap/1.0/\0', xmp)),
    segment(0xe2, bytes('MPF\0', PLACE.camera)),
    segment(0xed, bytes('Photoshop 3.0\0', PLACE.camera)),
    segment(0xfe, bytes(PLACE.camera)),
    jpeg.subarray(2),
    bytes([0, 0, 0, 16], 'ftypmp42', PLACE.xmp),
  )

/** A JPEG of two scans, with a stuffed byte, a restart and its own colours in each way that counts. */
export const JPEG = bytes(
  [0xff, 0xd8],
  segment(0xe0, bytes('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0])),
  segment(0xe2, bytes('ICC_PROFILE\0', [1, 1], 'colours')),
  segment(0xee, bytes('Adobe', [0, 100, 0, 0, 0, 0, 0])),
  segment(0xc2, bytes([8], u16(40), u16(60), [1, 1, 0x11, 0])),
  segment(0xda, bytes([1, 1, 0, 0, 0x3f, 0])),
  [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 5],
  segment(0xda, bytes([1, 1, 0, 0, 0x3f, 0])),
  [6, 7, 8],
  [0xff, 0xd9],
)

const chunk = (type: string, body: Uint8Array) => bytes(u32(body.length), type, body, u32(crc32(bytes(type, body))))

/** One grey point, with everything that may be said of it. */
export const png = (isTaken: boolean): Uint8Array<ArrayBuffer> => {
  const said = [
    chunk('eXIf', exif()),
    chunk('tEXt', bytes(`Comment\0${PLACE.camera}`)),
    chunk('iTXt', bytes('XML:com.adobe.xmp\0\0\0\0\0', xmp)),
    chunk('zTXt', bytes('Author\0\0', deflateSync(PLACE.camera))),
    chunk('prVt', bytes(PLACE.camera)),
    chunk('tIME', bytes(u16(2026), [1, 2, 3, 4, 5])),
  ]
  return bytes(
    [0x89],
    'PNG\r\n',
    [0x1a, 0x0a],
    chunk('IHDR', bytes(u32(1), u32(1), [8, 0, 0, 0, 0])),
    chunk('gAMA', bytes(u32(45_455))),
    ...(isTaken ? said : []),
    chunk('IDAT', deflateSync(Uint8Array.of(0, 128))),
    chunk('IEND', bytes()),
    ...(isTaken ? [bytes(PLACE.xmp)] : []),
  )
}

/** A WebP of the extended kind; what it draws is of an odd length. */
export const webp = (isTaken: boolean): Uint8Array<ArrayBuffer> => {
  const part = (type: string, body: Uint8Array) => bytes(type, l32(body.length), body, body.length % 2 ? [0] : [])
  const parts = bytes(
    part('VP8X', bytes([isTaken ? 0b101100 : 0b100000, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    part('ICCP', bytes('colours')),
    part('VP8L', bytes([0x2f, 0, 0, 0, 0x10, 0x07, 0x10])),
    ...(isTaken ? [part('EXIF', exif()), part('XMP ', bytes(xmp)), part('eva ', bytes(PLACE.camera))] : []),
  )
  return bytes('RIFF', l32(parts.length + 4), 'WEBP', parts)
}

/** A HEIC of three items: what is seen, Exif (in `mdat`) and XMP (in `idat`). */
export const heic = (version: 0 | 1): Uint8Array<ArrayBuffer> => {
  const box = (type: string, ...body: (number[] | string | Uint8Array)[]) => {
    const inner = bytes(...body)
    return bytes(u32(inner.length + 8), type, inner)
  }
  const infe = (id: number, type: string) => box('infe', [2, 0, 0, 0], u16(id), u16(0), type, [0])
  const block = bytes(u32(0), exif())
  const seen = 'what is seen'
  const make = (from: number): Uint8Array<ArrayBuffer> => {
    const place = (id: number, method: number, at: number, length: number) =>
      bytes(u16(id), version ? u16(method) : [], u16(0), u16(1), u32(at), u32(length))
    const places = [
      place(1, 0, from, seen.length),
      place(2, 0, from + seen.length, block.length),
      ...(version ? [place(3, 1, 0, xmp.length)] : []),
    ]
    return bytes(
      box('ftyp', 'heic', u32(0), 'mif1heic'),
      box(
        'meta',
        [0, 0, 0, 0],
        box('iinf', [0, 0, 0, 0], u16(3), infe(1, 'hvc1'), infe(2, 'Exif'), infe(3, 'mime')),
        box('iloc', [version, 0, 0, 0, 0x44, 0], u16(places.length), ...places),
        ...(version ? [box('idat', xmp)] : []),
      ),
      box('mdat', seen, block),
    )
  }
  // Where the bytes stand depends on how long what says so is.
  return make(make(0).length - seen.length - block.length)
}

/** What of a place or a person can be read in bytes. */
export const toldBy = (given: Uint8Array): string[] => {
  const text = Buffer.from(given).toString('latin1')
  return [...Object.values(PLACE), 'GPS'].filter(words => text.includes(words))
}
