import type { Courier } from '../backend/relaying.js'

/** Ms: a webhook that answers slower is one that is down. */
const PATIENCE = 15_000

interface Where {
  isProduction?: boolean | undefined
}

/**
 * Whether an address may be a channel's webhook: by https, or on this machine where that is not for the public. Nothing
 * that could carry a password or be read in two ways.
 */
export const isWebhook = (text: string, { isProduction }: Where): boolean => {
  if (text.length > 2_000 || !URL.canParse(text)) return false
  const { protocol, hostname, username, password, hash } = new URL(text)
  if (username || password || hash) return false
  return protocol === 'https:' || (protocol === 'http:' && !isProduction && HOME.includes(hostname))
}

const HOME = ['localhost', '127.0.0.1', '[::1]']

class WrongAddress extends Error {
  override name = 'WrongAddress'
}

/** Sends by the platform's `fetch`. It follows nobody elsewhere, and reads nothing but the status. */
export const createCourier = (where: Where): Courier => ({
  post: async (url, { headers, body }) => {
    if (!isWebhook(url, where)) throw new WrongAddress('no webhook may be there')
    const signal = AbortSignal.timeout(PATIENCE)
    try {
      const response = await fetch(url, { method: 'POST', headers: { ...headers }, body, redirect: 'manual', signal })
      await response.body?.cancel()
      return response.status
    } catch (error) {
      throw Object.assign(new Error('the webhook does not answer'), { code: codeOf(error) })
    }
  },
})

/** What is behind “fetch failed”. */
const codeOf = (error: unknown): string => {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } }
  if (typeof cause?.code === 'string') return cause.code
  return name === 'TimeoutError' ? 'ETIMEDOUT' : 'unknown'
}
