import { fill } from '../../src/i18n/format.js'
import { words } from './words.js'

const { signIn: texts } = words

/** What the door asks for: the demo's key, or an operator's own password. */
export type DoorBy = 'key' | 'password'

export interface Credentials {
  operator: string
  by: DoorBy
  /** The key, or the password. */
  secret: string
}

/** What the form has to ask for; a server that does not answer is found out at the press of the button. */
export const askDoor = async (): Promise<DoorBy> => {
  const response = await fetch('/v1/desk/door').catch(() => undefined)
  const told = response?.ok ? ((await response.json()) as { by?: unknown }) : {}
  return told.by === 'key' ? 'key' : 'password'
}

/** Trades key or password for a cookie. Resolves with what went wrong, in words, or nothing. */
export const signIn = async ({ operator, by, secret }: Credentials): Promise<string | undefined> => {
  if (!operator) return texts.nobody
  if (!secret) return texts.empty[by]
  const response = await post('login', { operator, [by]: secret })
  return response?.ok ? undefined : toReason(response, by)
}

/** Ends this operator's sign-in at the server; resolves with whether it knows. */
export const signOut = async (operator: string): Promise<boolean> => {
  const response = await post('logout', {}, { 'x-zvonek-operator': operator })
  // Somebody whom the server does not know is out already.
  return !!response && (response.ok || response.status === 401)
}

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`/v1/desk/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }).catch(() => undefined)

const toReason = (response: Response | undefined, by: DoorBy): string => {
  if (!response || response.status >= 500) return texts.unreachable
  if (response.status === 429) return toWait(Number(response.headers.get('retry-after') ?? 60))
  return [400, 401, 403, 404].includes(response.status)
    ? texts.wrong[by]
    : fill(texts.refused, { status: response.status })
}

/** Up to two minutes by the second. */
const toWait = (seconds: number) =>
  seconds <= 120 ? fill(texts.often, { n: seconds }) : fill(texts.oftener, { n: Math.ceil(seconds / 60) })

/** What the address brings in its fragment: it never reaches a server or a log. */
export const readFragment = (hash: string): { key: string | undefined; operator: string | undefined } => {
  const values = new URLSearchParams(hash.replace(/^#/, ''))
  return { key: values.get('key') ?? undefined, operator: values.get('operator') ?? undefined }
}
