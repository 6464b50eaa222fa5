import { createTransport, type SendMailOptions } from 'nodemailer'
import { MailFailure, type Mailer } from '../../backend/mailer.js'
import { toAddress } from '../../backend/address.js'
import { attach } from './attach.js'
import { compose } from './compose.js'
import { composeAnswer } from './compose-answer.js'
import { composeTranscript } from './compose-transcript.js'

/** Ms: a mail server that answers slower is one that is down. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/**
 * Sends letters by a mail server.
 * @param url `smtp://` or `smtps://`, with name and password if it wants some
 * @param home public address of the server, when one is set
 */
export const createSmtpMailer = ({ url, to, home }: { url: string; to: string; home?: string | undefined }): Mailer => {
  const transport = createTransport({ url, ...PATIENCE, disableFileAccess: true, disableUrlAccess: true })
  // Many servers let nobody send in another's name than the one that is signed in.
  const from = toAddress(decodeURIComponent(new URL(url).username)) ?? to
  const hand = async (mail: () => SendMailOptions | Promise<SendMailOptions>) => {
    try {
      await transport.sendMail(await mail())
      return 'smtp' as const
    } catch (error) {
      throw toFailure(error)
    }
  }
  return {
    send: (letter, site, open) =>
      hand(async () => {
        const attached = await attach({ files: letter.files ?? [], open, url: home })
        return compose(letter, { from, to, ...attached }, site)
      }),
    sendTranscript: (transcript, messages, site) =>
      hand(() => composeTranscript(transcript, messages, { from, to, name: site })),
    sendAnswer: (mail, site) => hand(() => composeAnswer(mail, { from, to, name: site })),
    // What is sent is out of our hands.
    forget: async () => {},
  }
}

/** Only a server's own no to sender, receiver or text is for good; what is wrong with us or the line may be mended. */
const FOR_GOOD = ['EENVELOPE', 'EMESSAGE']

const toFailure = (error: unknown) => {
  const { code = 'unknown', responseCode } = error as { code?: string; responseCode?: number }
  const isFinal = FOR_GOOD.includes(code) && responseCode !== undefined && responseCode >= 500
  return new MailFailure(String(responseCode ?? code), { isFinal })
}
