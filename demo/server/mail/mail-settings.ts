import type { Environment } from '../settings.js'
import { WrongSetting } from '../wrong-setting.js'
import { toAddress } from '../../backend/address.js'

/** Where letters go. */
export interface MailSettings {
  /** Address of the mail server, with the way in; undefined: into a folder. */
  smtp: string | undefined
  /** The one address that letters go to; only where there is no mail server may it be missing. */
  to: string | undefined
}

/** @throws {WrongSetting} */
export const toMailSettings = ({ SMTP_URL: smtp, ZVONEK_MAIL_TO: to }: Environment): MailSettings => {
  if (smtp && !isSmtp(smtp))
    throw new WrongSetting(
      'SMTP_URL must be an address such as smtps://user:password@mail.example.com, with %25 for a % in it.',
    )
  if (to && toAddress(to) === undefined)
    throw new WrongSetting(`ZVONEK_MAIL_TO must be one e-mail address such as help@shop.example, not “${to}”.`)
  if (smtp && !to)
    throw new WrongSetting('SMTP_URL is set, and ZVONEK_MAIL_TO is missing: the address that offline messages go to.')
  return { smtp: smtp || undefined, to: to || undefined }
}

/** The password in it is nobody's to read, so the sentence does not repeat it. */
const isSmtp = (text: string) => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text)
  const isPlain = ['', '/'].includes(pathname) && !search && !hash
  return /^smtps?:$/.test(protocol) && hostname !== '' && isPlain && isEncoded(username) && isEncoded(password)
}

/** A sign “%” by itself is written `%25`. */
const isEncoded = (text: string) => {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
