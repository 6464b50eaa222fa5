import { WrongSetting } from '../wrong-setting.js'

/** How calls find their way. */
export interface CallSettings {
  /** The relay, and the secret it shares with this server; undefined: browsers find each other without help. */
  turn: { urls: readonly string[]; secret: string } | undefined
  /** Only by way of the relay. */
  relayOnly: boolean
  /** A meeting product that the site has already: `{call}` in the address stands for the call. */
  meeting: string | undefined
}

/** @throws {WrongSetting} */
export const toCallSettings = (env: Readonly<Record<string, string | undefined>>): CallSettings => {
  const urls = (env.TURN_URL ?? '').split(',').flatMap(one => one.trim() || [])
  for (const url of urls)
    if (!/^turns?:[^\s/]+$/.test(url))
      throw new WrongSetting(`TURN_URL must hold addresses such as turn:turn.example.com:3478, not “${url}”.`)
  const secret = env.TURN_SECRET ?? ''
  if (urls.length && !secret)
    throw new WrongSetting('TURN_URL needs TURN_SECRET: what coturn has as static-auth-secret.')
  if (secret && !urls.length) throw new WrongSetting('TURN_SECRET needs TURN_URL, such as turn:turn.example.com:3478.')
  const meeting = env.ZVONEK_MEETING || undefined
  if (
    meeting !== undefined &&
    (!URL.canParse(meeting) || !meeting.startsWith('https://') || !meeting.includes('{call}'))
  )
    throw new WrongSetting(
      `ZVONEK_MEETING must be an address such as https://meet.example.com/{call}, not “${meeting}”.`,
    )
  return { turn: urls.length ? { urls, secret } : undefined, relayOnly: isRelayOnly(env.TURN_ONLY), meeting }
}

/** A word that is neither would be taken for one of them by whoever wrote it. @throws {WrongSetting} */
const isRelayOnly = (given: string | undefined): boolean => {
  if (!given || given === 'true' || given === 'false') return given !== 'false'
  throw new WrongSetting(`TURN_ONLY must be true or false, not “${given}”.`)
}
