import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Who may sit at the desk: the key opens it once, a signed cookie keeps it open, over restarts too. */
export interface DeskKeys {
  isKey(given: string): boolean
  /** A pass for one operator. */
  sign(operator: string): string
  isPass(operator: string, pass: string | undefined): boolean
}

/** Seconds. */
export const PASS_LASTS = 12 * 3_600

export const createDeskKeys = (options: { key: string; secret: string; now(): number }): DeskKeys => {
  const { key, secret, now } = options
  const signature = (operator: string, until: string) =>
    createHmac('sha256', secret).update(`desk ${operator} ${until}`).digest('base64url')
  return {
    isKey: given => isEqual(given, key),
    sign: operator => {
      const until = String(Math.floor(now() / 1_000) + PASS_LASTS)
      return `${until}.${signature(operator, until)}`
    },
    isPass: (operator, pass) => {
      const [until = '', signed = ''] = pass?.split('.') ?? []
      return isEqual(signed, signature(operator, until)) && Number(until) * 1_000 > now()
    },
  }
}

/** In a time that tells nothing of where they differ. */
const isEqual = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))

const digest = (text: string) => createHash('sha256').update(text).digest()
