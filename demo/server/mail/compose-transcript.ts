import type { SendMailOptions } from 'nodemailer'
import type { Message } from '../../../src/protocol/entities.js'
import type { Transcript } from '../../backend/mailer.js'
import { toAddress } from '../../backend/address.js'
import { createMail, type Envelope } from './compose.js'

/**
 * A conversation as a mail to whom it was with. Subject and sender are ours, the receiver is one plain address or there is no
 * mail; what was said is text in the body, and answers go to the site.
 * @param from address of the sender, and `to` where answers go
 * @throws {RangeError} when the receiver is none.
 */
export const composeTranscript = (
  { id, to, at }: Transcript,
  messages: readonly Message[],
  { from, to: site, name = 'website' }: Envelope & { name?: string | undefined },
): SendMailOptions => {
  const receiver = toAddress(to)
  if (receiver === undefined) throw new RangeError('not one plain address')
  return {
    ...createMail({ id: `transcript-${id}`, at, from, to: receiver }),
    replyTo: { name: '', address: site },
    subject: `Your conversation: ${name}`,
    text: toText(messages),
  }
}

const toText = (messages: readonly Message[]): string => {
  let day = ''
  const lines = messages.flatMap(message => {
    const [date = '', time = ''] = new Date(message.at).toISOString().split('T')
    const line = `${time.slice(0, 5)}  ${toWords(message)}`
    if (date === day) return [line]
    day = date
    return [`${date}, time in UTC`, line]
  })
  return [...lines, '', '-- ', 'You asked for this conversation when it ended. It is sent once.', ''].join('\n')
}

/** Further lines of a message stand under its first. */
const toWords = ({ from, author, body, state }: Message): string => {
  const said = state === 'removed' ? '(removed)' : body.text.replace(/\r\n?|\n/g, '\n       ')
  if (from === 'system') return `(${said})`
  return `${from === 'visitor' ? 'You' : (author?.name ?? from)}: ${said}`
}
