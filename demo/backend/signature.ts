/*
 * The scheme of Standard Webhooks (symmetric, `v1`): HMAC-SHA-256 over `id.timestamp.body`, in three headers. Both
 * directions between the backend and a bridge are signed by it. On the platform's own Web Crypto, since the scheme's own
 * library asks the clock on the wall by itself; a test holds the two to each other.
 */

/** What a signed message says of itself, in `webhook-id`, `webhook-timestamp` and `webhook-signature`. */
export interface Signed {
  id: string
  /** Seconds since 1970. */
  timestamp: string
  /** `v1,BASE64`; several stand beside each other with spaces while a secret is being changed. */
  signature: string
  body: string
}

/** Seconds that the two clocks may be apart, or a message may have been under way. */
export const TOLERANCE = 300

/** How a signature fails; undefined: it holds. */
export type Flaw = 'wrong' | 'old'

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const flawOf = async (secret: string, signed: Signed, now: number): Promise<Flaw | undefined> => {
  const { id, timestamp, signature, body } = signed
  if (!/^[!-~]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return 'wrong'
  const key = await keyOf(secret, 'verify')
  const content = toBytes(`${id}.${timestamp}.${body}`)
  const given = signature.slice(0, 1_000).split(' ').flatMap(toSignature)
  // Web Crypto compares in constant time.
  const fits = await Promise.all(given.map(one => crypto.subtle.verify('HMAC', key, one, content)))
  if (!fits.includes(true)) return 'wrong'
  return Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE ? 'old' : undefined
}

/** The headers by which a receiver knows a message is ours. `now` in ms since 1970. */
export const signatureOf = async (
  secret: string,
  { id, body }: Pick<Signed, 'id' | 'body'>,
  now: number,
): Promise<Record<string, string>> => {
  const timestamp = String(Math.floor(now / 1_000))
  const bytes = await crypto.subtle.sign('HMAC', await keyOf(secret, 'sign'), toBytes(`${id}.${timestamp}.${body}`))
  const signature = `v1,${btoa(String.fromCharCode(...new Uint8Array(bytes)))}`
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
}

/** Whether a text is a secret of the scheme: `whsec_` and 24 to 64 bytes in base64. */
export const isWebhookSecret = (text: string): boolean => {
  const bytes = /^whsec_[A-Za-z\d+/]+={0,2}$/.test(text) ? fromBase64(text.slice(PREFIX.length)) : undefined
  return bytes !== undefined && bytes.length >= 24 && bytes.length <= 64
}

const PREFIX = 'whsec_'

const keyOf = (secret: string, use: 'sign' | 'verify') =>
  crypto.subtle.importKey(
    'raw',
    fromBase64(secret.slice(PREFIX.length)) ?? new Uint8Array(),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    [use],
  )

const toSignature = (one: string) => (one.startsWith('v1,') ? (fromBase64(one.slice(3)) ?? []) : [])

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  try {
    return Uint8Array.from(atob(text), char => char.charCodeAt(0))
  } catch {
    return undefined
  }
}

const toBytes = (text: string) => new TextEncoder().encode(text)
