import { refuse } from '../refuse.js'
import { endOf } from './names.js'

/*
 * A file is taken when its name ends in something we know, and its bytes are of that kind as well. What is not here is
 * refused: most of all whatever a browser would run (HTML, SVG, XML), and programs.
 */

/** What bytes are, as far as their beginning says. Injected: a library of the host knows it. */
export type Detect = (head: Uint8Array, size: number) => Promise<Seen>
export interface Seen {
  /** Such as `png`; undefined when it is nothing that has a mark. */
  kind?: string | undefined
  /** Of a picture. */
  width?: number | undefined
  height?: number | undefined
}

export interface Kind {
  type: string
  /** What the bytes may say; empty: they say nothing, as text does. */
  seen: readonly string[]
  isPicture?: boolean
}

const office = (type: string, end: string): Kind => ({ type, seen: [end, 'zip'] })
const OPEN = 'application/vnd.openxmlformats-officedocument'
const ODF = 'application/vnd.oasis.opendocument'
const JPEG: Kind = { type: 'image/jpeg', seen: ['jpg'], isPicture: true }
const TEXT: Kind = { type: 'text/plain', seen: [] }

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['png', { type: 'image/png', seen: ['png', 'apng'], isPicture: true }],
  ['jpg', JPEG],
  ['jpeg', JPEG],
  ['gif', { type: 'image/gif', seen: ['gif'], isPicture: true }],
  ['webp', { type: 'image/webp', seen: ['webp'], isPicture: true }],
  ['heic', { type: 'image/heic', seen: ['heic'] }],
  ['pdf', { type: 'application/pdf', seen: ['pdf'] }],
  ['docx', office(`${OPEN}.wordprocessingml.document`, 'docx')],
  ['xlsx', office(`${OPEN}.spreadsheetml.sheet`, 'xlsx')],
  ['pptx', office(`${OPEN}.presentationml.presentation`, 'pptx')],
  ['odt', office(`${ODF}.text`, 'odt')],
  ['ods', office(`${ODF}.spreadsheet`, 'ods')],
  ['odp', office(`${ODF}.presentation`, 'odp')],
  ['txt', TEXT],
  ['log', TEXT],
  ['csv', { type: 'text/csv', seen: [] }],
  ['mp3', { type: 'audio/mpeg', seen: ['mp3'] }],
  ['m4a', { type: 'audio/mp4', seen: ['m4a'] }],
  ['mp4', { type: 'video/mp4', seen: ['mp4', 'm4v'] }],
  ['mov', { type: 'video/quicktime', seen: ['mov'] }],
  ['webm', { type: 'video/webm', seen: ['webm'] }],
])

/** The ends of names that are taken, as sentences and settings list them. */
export const KNOWN_ENDS: readonly string[] = [...KINDS.keys()]

/** Of a picture: on one side, and altogether. More would fill the memory of who looks at it. */
export const MOST_SIDE = 16_000
export const MOST_PIXELS = 50_000_000

/** @throws {TransportFailure} rejected `file.kind`. */
export const kindOf = (name: string): Kind => {
  const kind = KINDS.get(endOf(name))
  if (!kind) throw wrongKind()
  return kind
}

/**
 * Looks at the beginning of a file whose name says `kind`.
 * @throws {TransportFailure} rejected `file.kind`, `file.pixels`.
 */
export const checkKind = (kind: Kind, head: Uint8Array, { kind: found, width, height }: Seen): void => {
  const isRight = kind.seen.length ? found !== undefined && kind.seen.includes(found) : !found && isText(head)
  if (!isRight) throw wrongKind()
  if (!kind.isPicture) return
  if (!width || !height) throw wrongKind()
  if (Math.max(width, height) > MOST_SIDE || width * height > MOST_PIXELS)
    throw refuse('file.pixels', `A picture has at most ${MOST_PIXELS} pixels, and ${MOST_SIDE} on a side.`)
}

const wrongKind = () =>
  refuse('file.kind', `A file is one of ${KNOWN_ENDS.join(', ')}, by its name and by what is in it.`)

/** Nothing that no text has: such bytes are a program's, or of another encoding than people write in. */
const isText = (bytes: Uint8Array) => !bytes.some(byte => byte < 32 && ![9, 10, 12, 13, 27].includes(byte))
