import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Id } from '../../../src/protocol/entities.js'
import { codeOf } from '../data/database.js'
import { MailFailure, type Mailer } from '../../backend/mailer.js'
import { attach } from './attach.js'
import { compose } from './compose.js'

/** Of a mailbox that nobody has named. */
const NOBODY = 'mailbox@localhost.invalid'

interface FolderOptions {
  folder: string
  to?: string | undefined
  /** Public address of the server, when one is set. */
  url?: string | undefined
}

/** Writes letters as mails into a folder, one file each, for any mail program to read. */
export const createFolderMailer = ({ folder, to = NOBODY, url }: FolderOptions): Mailer => {
  const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const fileOf = (letter: Id) => join(folder, `letter-${letter}.eml`)
  return {
    send: async (letter, site, open) => {
      const attached = await attach({ files: letter.files ?? [], open, url })
      const { message } = await builder.sendMail(compose(letter, { from: to, to, ...attached }, site))
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await write(fileOf(letter.id), message as Buffer)
        return 'folder'
      } catch (error) {
        throw new MailFailure(codeOf(error), { isFinal: false })
      }
    },
    forget: async letters => {
      for (const letter of letters)
        for (const file of [fileOf(letter), partOf(fileOf(letter))]) await rm(file, { force: true })
    },
  }
}

const partOf = (file: string) => `${file}.part`

/** A file of that name is a whole one, and is there after a power cut. */
const write = async (file: string, content: Buffer): Promise<void> => {
  const part = await open(partOf(file), 'w', 0o600)
  try {
    await part.writeFile(content)
    await part.sync()
  } finally {
    await part.close()
  }
  await rename(partOf(file), file)
  const folder = await open(dirname(file), 'r')
  await folder.sync().finally(() => folder.close())
}
