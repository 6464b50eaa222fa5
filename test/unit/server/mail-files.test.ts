import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import type { Form } from '../../../src/protocol/form.js'
import { MOST_ATTACHED } from '../../../demo/server/mail/attach.js'
import { createSmtpMailer } from '../../../demo/server/mail/smtp-mailer.js'
import { openPostOffice, until } from '../../support/post-office.js'
import { bearer, openStream, startServer } from '../backend/served.js'
import { bring } from '../trust/hostile-files.js'
import { demoWidgets } from '../../../demo/server/widgets.js'

const NAMES = ['one', 'two', 'three']
const offlineForm: Form = {
  id: 'offline',
  fields: [
    { name: 'message', type: 'textarea', label: 'Your message' },
    ...NAMES.map(name => ({ name, type: 'file', label: `File ${name}` }) as const),
  ],
}
const idOf = (url = '') => url.split('/').at(-1)!

/** Leaves a letter with files at a real server, and gives the mail that comes of it. */
const leave = async (sizes: readonly number[], home?: string) => {
  const office = await openPostOffice()
  const served = await startServer({
    widgets: { ...demoWidgets, main: { ...demoWidgets.main!, offlineForm } },
    mailer: createSmtpMailer({ url: office.url, to: 'help@shop.example', home }),
  })
  const { token, close } = await openStream(served)
  const values: Record<string, string> = { message: 'See the pictures' }
  for (const [at, size] of sizes.entries()) {
    const bytes = Buffer.alloc(size, 'a')
    const { url } = await bring(served, token, { why: '', name: `${NAMES[at]} š.txt`, bytes })
    values[NAMES[at]!] = idOf(url)
  }
  const letter = { id: 'l', type: 'letter.send', widget: 'main', took: 9_000, values }
  expect((await served.post('/v1/commands', letter, bearer(token))).status).toBe(200)
  await until(() => office.mails.length > 0)
  const mail = await simpleParser(office.mails[0]!.raw)
  await close()
  await served.close()
  await office.close()
  return { mail, values }
}

describe('a letter with files', () => {
  it('is a mail with attachments of those names and bytes, as long as they are not too heavy together', async () => {
    const { mail } = await leave([10, MOST_ATTACHED, 2_000])
    expect(
      mail.attachments.map(({ filename, size, contentDisposition }) => [filename, size, contentDisposition]),
    ).toEqual([
      ['one š.txt', 10, 'attachment'],
      ['three š.txt', 2_000, 'attachment'],
    ])
    expect(mail.text).toContain('File two: two š.txt')
    expect(mail.text).toContain('two š.txt (7.0 MB) is too heavy for a mail: it is at the desk, with this message.')
  })

  it('says where the heavy ones are when the server has a public address', async () => {
    const { mail, values } = await leave([MOST_ATTACHED + 1], 'https://help.example.com')
    expect(mail.attachments).toEqual([])
    expect(mail.text).toContain(`too heavy for a mail: https://help.example.com/files/${values.one}`)
  })
})
