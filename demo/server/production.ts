import { peekInto } from './data/folder.js'
import { WrongSetting } from './wrong-setting.js'

/** Characters of a secret nobody guesses. */
const LONG = 32

export interface Promised {
  /** Data folder; undefined when nothing is kept. */
  folder: string | undefined
  secret: string | undefined
  url: string | undefined
  origins: readonly string[] | undefined
}

/**
 * A server for the public runs on nothing that everybody knows.
 * @throws {WrongSetting} that names everything that is missing, at once.
 */
export const checkProduction = (promised: Promised): void => {
  const missing = toMissing(promised)
  if (missing.length)
    throw new WrongSetting(
      `With NODE_ENV=production this server does not start yet:\n${missing.map(one => `- ${one}`).join('\n')}`,
    )
}

const toMissing = ({ folder, secret = '', url, origins }: Promised): string[] => {
  const stored = folder === undefined ? { operators: 0, origins: 0 } : peekInto(folder)
  return [
    ...(secret ? [] : ['ZVONEK_SECRET is missing: a long random text, such as `openssl rand -hex 32` prints.']),
    ...(secret && secret.length < LONG ? [`ZVONEK_SECRET is too short: it needs at least ${LONG} characters.`] : []),
    ...(url === undefined ? ['ZVONEK_URL is missing: the public address, such as https://help.example.com.'] : []),
    ...(url?.startsWith('http:')
      ? ['ZVONEK_URL must begin with https: what people write is nobody else’s to read.']
      : []),
    ...(folder === undefined ? ['ZVONEK_STORE is memory:, which keeps nothing: leave it out.'] : []),
    ...(stored.operators
      ? []
      : ['There is no operator yet, and the demo’s do not work here: npm run operator -- add NAME']),
    ...(origins?.length || stored.origins
      ? []
      : [
          'No page may embed a widget yet: npm run widget -- add NAME --origin https://shop.example, or ZVONEK_ORIGINS.',
        ]),
  ]
}
