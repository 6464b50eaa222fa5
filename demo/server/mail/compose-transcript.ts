import type { SendMailOptions } from 'nodemailer'
import type { Message } from '../../../src/protocol/entities.js'
import type { Transcript } from '../../backend/mailer.js'
import { toAddress } from '../../backend/address.js'
import { createMail, type Envelope } from './compose.js'
import { fill, wordsOf } from '../../../src/i18n/format.js'
import { mailWords, type MailWords } from './words.js'

/**
 * A conversation as a mail to whom it was with. Subject and sender are ours, the receiver is one plain address or there is no
 * mail; what was said is text in the body, and answers go to the site.
 * @param from address of the sender, and `to` where answers go
 * @throws {RangeError} when the receiver is none.
 */
export const composeTranscript = (
  { id, to, at, locale, zone }: Transcript,
  messages: readonly Message[],
  { from, to: site, name = 'website' }: Envelope & { name?: string | undefined },
): SendMailOptions => {
  const receiver = toAddress(to)
  if (receiver === undefined) throw new RangeError('not one plain address')
  const words = mailWords(locale)
  return {
    ...createMail({ id: `transcript-${id}`, at, from, to: receiver }),
    replyTo: { name: '', address: site },
    subject: fill(words.transcript.subject, { site: name }),
    text: toText(messages, words, zone),
  }
}

/** In the client's language, by the clock of the site. */
const toText = (messages: readonly Message[], words: MailWords, timeZone = 'UTC'): string => {
  const { lang, transcript } = words
  const toDay = new Intl.DateTimeFormat(lang, { timeZone, dateStyle: 'full' })
  // Two digits each: the words stand below each other.
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  let day = ''
  const lines = messages.flatMap(message => {
    const date = toDay.format(message.at)
    const time = clock.format(message.at)
    const line = `${time}  ${message.from === 'system' ? toNotice(message, words, time) : toWords(message, words)}`
    if (date === day) return [line]
    day = date
    return [date, line]
  })
  const zone = fill(transcript.zone, { zone: timeZone.replaceAll('_', ' ') })
  return [...lines, '', '-- ', zone, transcript.why, ''].join('\n')
}

/** Further lines of a message stand under its first. */
const toWords = ({ from, author, body, state }: Message, { transcript }: MailWords): string => {
  const said = state === 'removed' ? `(${transcript.removed})` : indent(body.text)
  return `${from === 'visitor' ? transcript.you : (author?.name ?? from)}: ${said}`
}

/** What happened, in the words that the chat has for it; where it has none, in those of the backend. */
const toNotice = ({ body }: Message, { notices }: MailWords, time: string): string => {
  const { notice, name } = (body.data ?? {}) as { notice?: string; name?: string }
  const known = wordsOf(notices, notice)
  const isTold = known !== undefined && (name !== undefined || !known.includes('{name}'))
  return `(${indent(isTold ? fill(known, { name: name ?? '', time }) : body.text)})`
}

const indent = (text: string) => text.replace(/\r\n?|\n/g, '\n       ')
