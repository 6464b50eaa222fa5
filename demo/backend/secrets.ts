/** Chance and one-way functions; injected so that tests can be repeated. */
export interface Secrets {
  /** 128 random bits: ids that nobody guesses. */
  id(): string
  /** 48 random bits: tells one history from another. */
  mark(): string
  /** 256 random bits: a visitor's bearer token. */
  token(): string
  /** SHA-256 in hexadecimal. */
  hash(text: string): Promise<string>
  /** HMAC-SHA-256 in hexadecimal, by a key that is in no store: what it gives nobody else can reckon. */
  sign(text: string): Promise<string>
}

/** The platform's own: Node and browsers share Web Crypto. */
export const webSecrets: Secrets = {
  id: () => random(16),
  mark: () => random(6),
  token: () => random(32),
  hash: async text => toHex(await crypto.subtle.digest('SHA-256', toBytes(text))),
  // The page's backend lives as long as the page, and so does its key.
  sign: async text => toHex(await crypto.subtle.sign('HMAC', await (key ??= makeKey()), toBytes(text))),
}

let key: Promise<CryptoKey> | undefined
const makeKey = () => crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

const toBytes = (text: string) => new TextEncoder().encode(text)

const random = (bytes: number) =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const toHex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')
