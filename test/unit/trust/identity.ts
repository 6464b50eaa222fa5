import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { readKeys } from '../../../demo/server/identity/keys.js'

/** A site's backend: signs who its people are, with each kind of key. */

export const NOW = 1_700_000_000_000
export const AUDIENCE = 'zvonek'
const SECRET = Buffer.alloc(32, 7)

export interface Site {
  /** The public halves, as the server is given them. */
  jwks: { keys: (JWK & { site?: string; widgets?: string[] })[] }
  keys: Awaited<ReturnType<typeof readKeys>>
  sign(claims?: Claims, how?: Partial<How>): Promise<string>
}
export type Claims = Record<string, unknown>
export interface How {
  kid: string
  alg: string
  key: CryptoKey | Uint8Array
  header: Record<string, unknown>
}

const seconds = (ms: number) => Math.floor(ms / 1_000)

export const createSite = async ({ now = () => NOW, audience = AUDIENCE } = {}): Promise<Site> => {
  const rsa = await generateKeyPair('RS256', { extractable: true })
  const ed = await generateKeyPair('EdDSA', { extractable: true })
  const oct = { kty: 'oct', k: SECRET.toString('base64url') }
  const jwks = {
    keys: [
      { ...oct, kid: 'shared', alg: 'HS256' },
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' },
      { ...(await exportJWK(ed.publicKey)), kid: 'ed', alg: 'EdDSA' },
      {
        ...oct,
        k: Buffer.alloc(32, 9).toString('base64url'),
        kid: 'other',
        alg: 'HS256',
        site: 'other',
        widgets: ['help'],
      },
    ],
  }
  const privates: Record<string, How> = {
    shared: { kid: 'shared', alg: 'HS256', key: SECRET, header: {} },
    rsa: { kid: 'rsa', alg: 'RS256', key: rsa.privateKey, header: {} },
    ed: { kid: 'ed', alg: 'EdDSA', key: ed.privateKey, header: {} },
    other: { kid: 'other', alg: 'HS256', key: Buffer.alloc(32, 9), header: {} },
  }
  return {
    jwks,
    keys: await readKeys(JSON.stringify(jwks)),
    sign: (claims = {}, how = {}) => {
      const { kid, alg, key, header } = { ...(privates[how.kid ?? 'ed'] ?? privates.ed!), ...how }
      const iat = seconds(now())
      const payload = { sub: 'anna', aud: audience, iat, exp: iat + 300, ...claims }
      const clean = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined))
      return new SignJWT(clean).setProtectedHeader({ alg, kid, ...header }).sign(key)
    },
  }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** A token put together by hand, as whoever has no key does. */
export const forge = (header: object, claims: object, signature = ''): string =>
  `${encode(header)}.${encode(claims)}.${signature}`
export const claimsOf = (now = NOW, more: Claims = {}): Claims => {
  const iat = seconds(now)
  return { sub: 'anna', aud: AUDIENCE, iat, exp: iat + 300, ...more }
}
