import type { SendMailOptions } from 'nodemailer'
import type { Time } from '../../../src/protocol/entities.js'
import type { Letter } from '../../protocol/desk.js'
import { toAddress } from '../../backend/address.js'
import type { Attached } from './attach.js'

export interface Envelope {
  from: string
  /** Of letters the site's own mailbox: the only one that ever gets one. */
  to: string
}

/**
 * A letter as a mail. Subject, sender and receiver are ours. Of what the visitor wrote, only a plain address gets into a
 * header, to be answered to; all else is text in the body.
 */
export const compose = (
  letter: Letter,
  { from, to, attachments = [], left = [] }: Envelope & Partial<Attached>,
  site = 'website',
): SendMailOptions => {
  const replyTo = toAddress(letter.email)
  return {
    ...createMail({ id: letter.id, at: letter.at, from, to }),
    ...(replyTo !== undefined && { replyTo: { name: '', address: replyTo } }),
    subject: `Offline message: ${site}`,
    text: toText(letter, left, replyTo !== undefined),
    attachments,
  }
}

/** One line of a text, whatever was in it. */
export const toSafeLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** What all our mails have: one sender, one receiver, and no answer by a robot. */
export const createMail = ({ id, at, from, to }: Envelope & { id: string; at: Time }) => ({
  from: { name: 'Zvonek', address: from },
  to: { name: '', address: to },
  envelope: { from, to: [to] },
  // The same at each try: a mailbox that has it already may know it again.
  messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  date: new Date(at),
  // Robots at a mailbox must not answer to an address that anybody may have written.
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  disableFileAccess: true,
  disableUrlAccess: true,
})

const toText = ({ name, email, phone, text, more, widget }: Letter, left: readonly string[], mayAnswer: boolean) => {
  const said = [
    ['Name', name],
    ['E-mail', email],
    ['Phone', phone],
    ...more.map(({ key, value }) => [key, value]),
  ].flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []))
  const how = mayAnswer
    ? 'Answer to this mail to write to them.'
    : 'They left no e-mail address that could be answered.'
  return [text, said.join('\n'), left.join('\n'), `-- \nLeft in the widget “${widget}”. ${how}\n`]
    .filter(part => part)
    .join('\n\n')
}
