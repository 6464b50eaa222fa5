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
}

/** The platform's own: Node and browsers share Web Crypto. */
export const webSecrets: Secrets = {
  id: () => random(16),
  mark: () => random(6),
  token: () => random(32),
  hash: async text => toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))),
}

const random = (bytes: number) =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const toHex = (bytes: Uint8Array) => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
