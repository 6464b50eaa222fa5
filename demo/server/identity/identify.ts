import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose'
import type { Clock } from '../../../src/protocol/ports.js'
import { checkWidget, type Identify, type Person } from '../../backend/persons.js'
import { unauthorized } from '../../backend/refuse.js'
import type { SiteKey, SiteKeys } from './keys.js'

/** Longest life of a token, and how far (s) the clocks of two servers may be apart. */
export const LONGEST = 600
const APART = 30
/** Characters. */
export const LARGEST_IDENTITY = 4_000
const MOST = 200

export interface IdentifyOptions {
  keys: SiteKeys
  /** For whom tokens must be made out: the public address of this server. */
  audience: string
  clock: Pick<Clock, 'now'>
}

/**
 * Knows people by tokens (JWT, RFC 7519) that their site has signed. Which algorithm counts, the key says and not the token.
 */
export const createIdentify =
  ({ keys, audience, clock }: IdentifyOptions): Identify =>
  async (token, widget) => {
    const key = keyOf(keys, token)
    if (!key)
      throw unauthorized('The identity names no key of this server: its header needs “kid” and the key’s “alg”.')
    checkWidget({ ...(key.widgets && { widgets: key.widgets }) }, widget)
    const claims = await verify(token, key, { audience, now: clock.now() })
    return toPerson(claims, key)
  }

const keyOf = (keys: SiteKeys, token: string): SiteKey | undefined => {
  if (token.length > LARGEST_IDENTITY) return undefined
  try {
    const { kid = '', alg } = decodeProtectedHeader(token)
    const key = keys.get(kid)
    return key?.alg === alg ? key : undefined
  } catch {
    return undefined
  }
}

type Claims = JWTPayload & { sub: string; exp: number; iat: number }

const verify = async (token: string, { key, alg }: SiteKey, { audience, now }: { audience: string; now: number }) => {
  const { payload } = await jwtVerify(token, key, {
    algorithms: [alg],
    audience,
    requiredClaims: ['sub', 'exp', 'iat'],
    clockTolerance: APART,
    currentDate: new Date(now),
  }).catch((error: unknown) => {
    throw unauthorized(`The identity does not hold: ${error instanceof Error ? error.message : 'it is no token'}.`)
  })
  const { sub, exp, iat } = payload as Claims
  if (exp - iat > LONGEST) throw unauthorized(`An identity lasts for ${LONGEST} s at most: “exp” is too late.`)
  if (iat * 1_000 > now + APART * 1_000) throw unauthorized('“iat” of this identity is to come.')
  if (typeof sub !== 'string' || !sub || sub.length > MOST)
    throw unauthorized(`“sub” of an identity is a text of at most ${MOST} characters.`)
  return payload as Claims
}

const toPerson = ({ sub, exp, ...claims }: Claims, { site, widgets }: SiteKey): Person => ({
  ...{ site, sub, until: (exp + APART) * 1_000 },
  ...(widgets && { widgets }),
  ...told('name', claims.name),
  ...told('email', claims.email),
  ...told('phone', claims.phone_number),
})

/** One line, whatever was in it. */
const told = (name: 'name' | 'email' | 'phone', value: unknown): Partial<Person> => {
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, MOST) : ''
  return text ? { [name]: text } : {}
}
