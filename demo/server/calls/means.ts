import { createHmac } from 'node:crypto'
import type { CallServer } from '../../../src/protocol/entities.js'
import type { Means } from '../../backend/context.js'
import type { CallSettings } from './call-settings.js'

/** Seconds that a credential lives: who talks longer gets a fresh one before by joining again. */
export const LIVES = 3_600

/**
 * Time-limited credentials as coturn's `use-auth-secret` takes them: who and until when, signed by the secret it shares with
 * this server (draft-uberti-behave-turn-rest-00). The secret itself never leaves.
 * @param until seconds since 1970.
 */
export const mint = (secret: string, name: string, until: number): Required<Omit<CallServer, 'urls'>> => {
  const username = `${until}:${name}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}

/** How calls run at this server. */
export const createMeans = ({ turn, relayOnly, meeting }: CallSettings): Means | undefined => {
  if (meeting !== undefined)
    return call => ({ engine: 'link', url: meeting.replace('{call}', encodeURIComponent(call)) })
  if (!turn) return undefined
  return (call, now) => ({
    engine: 'p2p',
    servers: [{ urls: turn.urls, ...mint(turn.secret, call, Math.floor(now / 1_000) + LIVES) }],
    relayOnly,
    expiresIn: LIVES * 1_000,
  })
}
