import { existsSync, readFileSync } from 'node:fs'
import { importJWK, type CryptoKey, type JWK } from 'jose'
import { WrongSetting } from '../wrong-setting.js'

/** What sites sign with; nothing else is taken, whatever a token says of itself. */
export const ALGORITHMS = ['HS256', 'RS256', 'EdDSA'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

/** One key of a site. */
export interface SiteKey {
  alg: Algorithm
  key: CryptoKey | Uint8Array
  /** The same person of another site is somebody else; without a name there is one site. */
  site: string
  /** Where it counts; absent: everywhere. */
  widgets: readonly string[] | undefined
}

/** By `kid`. */
export type SiteKeys = ReadonlyMap<string, SiteKey>

/**
 * Reads `ZVONEK_IDENTITY_KEYS`: a JWKS (RFC 7517), or the name of a file with one. Each key has `kid` and `alg`; `site` and
 * `widgets` are our own.
 * @throws {WrongSetting} one sentence.
 */
export const readKeys = async (given: string): Promise<SiteKeys> => {
  const { keys } = parse(given.trim().startsWith('{') ? given : readFile(given))
  const found = new Map<string, SiteKey>()
  for (const [at, one] of keys.entries()) {
    const { kid } = one
    if (typeof kid !== 'string' || !kid) throw wrong(`key ${at + 1} needs a “kid”, by which tokens name it.`)
    if (found.has(kid)) throw wrong(`there are two keys “${kid}”: each needs a “kid” of its own.`)
    found.set(kid, await toKey(kid, one))
  }
  return found
}

type Given = JWK & { site?: unknown; widgets?: unknown }

const wrong = (sentence: string) => new WrongSetting(`ZVONEK_IDENTITY_KEYS: ${sentence}`)

const readFile = (path: string): string => {
  if (!existsSync(path)) throw wrong(`there is no file “${path}”, and it is no JWKS such as {"keys":[…]} either.`)
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw wrong(`the file “${path}” cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const parse = (text: string): { keys: readonly Given[] } => {
  const { keys } = Object(tryJson(text)) as { keys?: unknown }
  if (!Array.isArray(keys) || !keys.length || !keys.every(one => one && typeof one === 'object'))
    throw wrong('a JWKS is JSON of the form {"keys":[{"kid":"…","alg":"…",…}]}, with one key at least.')
  return { keys: keys as Given[] }
}

const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw wrong('this is not JSON.')
  }
}

const toKey = async (kid: string, { site = '', widgets, ...jwk }: Given): Promise<SiteKey> => {
  const alg = ALGORITHMS.find(one => one === jwk.alg)
  if (!alg) throw wrong(`key “${kid}” needs an “alg”, which is one of ${ALGORITHMS.join(', ')}.`)
  const isList = Array.isArray(widgets) && widgets.every(one => typeof one === 'string')
  if (widgets !== undefined && !isList) throw wrong(`“widgets” of key “${kid}” must be a list of their names.`)
  if (typeof site !== 'string') throw wrong(`“site” of key “${kid}” must be a name.`)
  const flaw = flawOf(alg, jwk)
  if (flaw) throw wrong(`key “${kid}” ${flaw}`)
  const key = await importJWK(jwk, alg).catch((error: unknown) => {
    throw wrong(`key “${kid}” cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  return { alg, key, site, widgets: widgets }
}

/** Bytes of a shared secret, and bits of a modulus, that nobody guesses or factors. */
const LEAST = { secret: 32, modulus: 2_048 }

const flawOf = (alg: Algorithm, { kty, k, n, d }: JWK): string | undefined => {
  if (kty !== { HS256: 'oct', RS256: 'RSA', EdDSA: 'OKP' }[alg]) return `is of the kind “${kty}”, which has no ${alg}.`
  if (d !== undefined) return 'is a private one: that stays with the site, here is the public half of it.'
  if (alg === 'HS256' && bytesOf(k) < LEAST.secret) return `is too short: it needs at least ${LEAST.secret} bytes.`
  if (alg === 'RS256' && bytesOf(n) * 8 < LEAST.modulus) return `is too short: it needs at least ${LEAST.modulus} bits.`
  return undefined
}

/** Of what somebody has written, which may be no text. */
const bytesOf = (text: unknown) => (typeof text === 'string' ? Buffer.from(text, 'base64url').length : 0)
