import { fill } from '../../src/i18n/format.js'
import { words } from './words.js'

const { signIn: texts } = words

export interface Credentials {
  key: string
  operator: string
}

/** Trades the desk key for a cookie. Resolves with what went wrong, in words, or nothing. */
export const signIn = async ({ key, operator }: Credentials): Promise<string | undefined> => {
  if (!operator) return texts.nobody
  if (!key) return texts.empty
  const response = await fetch('/v1/desk/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, operator }),
  }).catch(() => undefined)
  return response?.ok ? undefined : toReason(response)
}

const toReason = (response: Response | undefined): string => {
  if (!response || response.status >= 500) return texts.unreachable
  if (response.status === 429) return fill(texts.often, { n: response.headers.get('retry-after') ?? 60 })
  return [400, 401, 403, 404].includes(response.status) ? texts.wrong : fill(texts.refused, { status: response.status })
}

/** What the address brings in its fragment: it never reaches a server or a log. */
export const readFragment = (hash: string): { key: string | undefined; operator: string | undefined } => {
  const values = new URLSearchParams(hash.replace(/^#/, ''))
  return { key: values.get('key') ?? undefined, operator: values.get('operator') ?? undefined }
}
