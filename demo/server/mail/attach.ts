import { Readable } from 'node:stream'
import type { SendMailOptions } from 'nodemailer'
import type { FileRef } from '../../../src/protocol/entities.js'
import type { OpenFile } from '../../backend/mailer.js'

/**
 * Bytes of all files in one mail. On the way they are a third more, and 10 MB is what mail servers take when nobody has told
 * them otherwise.
 */
export const MOST_ATTACHED = 7_000_000

export interface Attached {
  attachments: NonNullable<SendMailOptions['attachments']>
  /** A line for each that does not come along. */
  left: readonly string[]
}

interface Given {
  files: readonly FileRef[]
  open: OpenFile | undefined
  /** Public address of the server, when one is set. */
  url: string | undefined
}

/** Files of a letter as a mail carries them, in their order, as long as they are not too heavy; for the others, where they are. */
export const attach = async ({ files, open, url }: Given): Promise<Attached> => {
  const attachments: Attached['attachments'] = []
  const left: string[] = []
  let weight = 0
  for (const { id, name: filename, type: contentType, size, url: path } of files) {
    const whole = await open?.(id)
    if (!whole) left.push(`${filename} is not here any more.`)
    else if (weight + size > MOST_ATTACHED)
      left.push(`${filename} (${toMegabytes(size)}) is too heavy for a mail: ${whereIs(url, path)}`)
    else {
      weight += size
      attachments.push({ filename, contentType, content: Readable.from(whole.parts()) })
    }
  }
  return { attachments, left }
}

const toMegabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`

const whereIs = (url: string | undefined, path: string) =>
  url === undefined ? 'it is at the desk, with this message.' : `${url}${path}`
