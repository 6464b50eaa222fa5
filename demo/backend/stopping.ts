import { stopMails } from './answer-mails.js'
import type { Context } from './context.js'
import { gone } from './refuse.js'

/** What a link in a mail carries to stop such mails: it names no address, and nobody else can make it up. */
export const stopToken = async ({ sign }: Pick<Context['secrets'], 'sign'>, key: string): Promise<string> =>
  `${key}${(await sign(`stop ${key}`)).slice(0, SIGNED)}`

/** Hexadecimal digits: 128 bits. */
const SIGNED = 32

/**
 * Nobody writes to the address behind a link any more; asking again changes nothing.
 * @throws {TransportFailure} gone, when the link is none of ours.
 */
export const stopBy = async (
  { secrets, writer, clock }: Pick<Context, 'secrets' | 'writer' | 'clock'>,
  token: string,
) => {
  const key = token.slice(0, -SIGNED)
  if (!key || (await stopToken(secrets, key)) !== token) throw gone('link')
  await writer.run(draft => stopMails(draft, key, clock.now()))
}
