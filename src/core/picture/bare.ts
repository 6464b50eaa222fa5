import { TransportFailure } from '../../protocol/failure.js'
import { blankHeic } from './heic.js'
import { bareJpeg } from './jpeg.js'
import { barePng } from './png.js'
import { bareWebp } from './webp.js'

/*
 * A picture says more than it shows: where it was taken, when, and with whose camera. That stays here. The picture itself
 * is not made anew: what is seen is the same to the bit, and which way up it is stays told.
 */

/** More than the longest beginning that tells a kind. */
const HEAD = 16

/** Takes bytes; gives those that stay, in pieces. @throws {RangeError} when they are not what they begin as. */
type Bare = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>[]

/** @throws {TransportFailure} rejected `file.broken`: a picture that cannot be read through is not sent at all. */
export const bare = async (file: Blob): Promise<Blob> => {
  try {
    const strip = kindOf(latin(new Uint8Array(await file.slice(0, HEAD).arrayBuffer())))
    return strip ? new Blob(strip(new Uint8Array(await file.arrayBuffer()))) : file
  } catch {
    throw new TransportFailure({ kind: 'rejected', code: 'file.broken' })
  }
}

/** By what it is, whatever its name says. */
const kindOf = (head: string): Bare | undefined => {
  if (head.startsWith('\xff\xd8')) return bareJpeg
  if (head.startsWith('\x89PNG')) return barePng
  if (/^RIFF[^]{4}WEBP/.test(head)) return bareWebp
  return /^[^]{4}ftyp(hei|hev|mif1|msf1|avi)/.test(head) ? blankHeic : undefined
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes)
