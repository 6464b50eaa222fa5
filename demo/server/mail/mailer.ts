import { join } from 'node:path'
import type { Mailer } from '../../backend/mailer.js'
import { createFolderMailer } from './folder-mailer.js'
import type { MailSettings } from './mail-settings.js'
import { createSmtpMailer } from './smtp-mailer.js'

/**
 * The way of letters to the site's mailbox: by mail, else into a folder beside the database; where nothing is kept there
 * is none.
 */
export const createMailer = (
  { smtp, to }: MailSettings,
  data: string | undefined,
  url?: string,
): Mailer | undefined => {
  if (smtp !== undefined && to !== undefined) return createSmtpMailer({ url: smtp, to, home: url })
  return data === undefined ? undefined : createFolderMailer({ folder: join(data, 'mailbox'), to, url })
}
