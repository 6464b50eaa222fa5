import type { SendMailOptions } from 'nodemailer'
import { fill } from '../../../src/i18n/format.js'
import { toAddress } from '../../backend/address.js'
import type { AnswerMail } from '../../backend/mailer.js'
import { createMail, toSafeLine, type Envelope } from './compose.js'
import { mailWords } from './words.js'

/**
 * That an answer waits, in the client's language. It holds no word of a visitor, and none of what was said; the receiver is
 * one plain address or there is no mail. Mail programs show their own way to stop it: List-Unsubscribe of RFC 2369, with
 * one click as RFC 8058 has it.
 * @param from address of the sender, and `to` where answers go
 * @throws {RangeError} when the receiver is none.
 */
export const composeAnswer = (
  { id, to, at, by, locale, home, stop }: AnswerMail,
  { from, to: site, name = 'website' }: Envelope & { name?: string | undefined },
): SendMailOptions => {
  const receiver = toAddress(to)
  if (receiver === undefined) throw new RangeError('not one plain address')
  const { answer } = mailWords(locale)
  const mail = createMail({ id: `answer-${id}`, at, from, to: receiver })
  const lines = [
    fill(answer.said, { name: toSafeLine(by), site: name }),
    home === undefined ? answer.back : fill(answer.home, { home }),
    `-- \n${fill(answer.why, { stop })}\n`,
  ]
  return {
    ...mail,
    replyTo: { name: '', address: site },
    subject: fill(answer.subject, { site: name }),
    text: lines.join('\n\n'),
    headers: {
      ...mail.headers,
      'List-Unsubscribe': `<${stop}>, <mailto:${site}?subject=unsubscribe>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}
