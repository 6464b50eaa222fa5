import type { PageView } from './entities.js'
import { HIDDEN, hideSecrets } from './page-secret.js'

/** What of a page may be told. Without any rule: the path, and nothing of query and fragment. */
export interface PageRules {
  /** Names of query parameters whose values may be told. */
  query?: readonly string[] | undefined
  /** Beginnings of paths in which a name stands for what is not told: `/user/:id`. */
  patterns?: readonly string[] | undefined
  /** The page keeps its route behind `#`, such as `#/basket`. */
  hash?: boolean | undefined
  /** How far down the page is in sight, in tenths. */
  scroll?: boolean | undefined
}

/** UTF-16 code units. */
export const LONGEST_URL = 2_048
export const LONGEST_TITLE = 256
/** What is longer is not looked through: it says nothing to a person anyway. */
const LONGEST_READ = 16_384

/**
 * A page without what may be secret. The widget calls it before anything leaves the browser, and the backend once more.
 * Undefined for what is no page of a site (`file:`, `about:`).
 */
export const cleanPage = ({ url, title }: Pick<PageView, 'url' | 'title'>, rules: PageRules = {}) => {
  const address = cleanUrl(url, rules)
  if (address === undefined) return undefined
  const name = title && hideSecrets(title.slice(0, 4 * LONGEST_TITLE).trim()).slice(0, LONGEST_TITLE)
  return { url: address, ...(name && { title: name }) }
}

/** An address without what may be secret; a second time it stays as it is. */
export const cleanUrl = (
  given: string,
  { query: kept = [], patterns = [], hash }: PageRules = {},
): string | undefined => {
  if (!/^https?:/i.test(given) || !URL.canParse(given)) return undefined
  if (given.length > LONGEST_READ) return `${new URL(given).origin}/${encode(HIDDEN)}`
  const { origin, pathname, searchParams, hash: fragment } = new URL(given)
  const clean = origin + cleanPath(pathname, patterns) + cleanQuery(searchParams, kept)
  const whole = hash ? clean + cleanRoute(fragment, { query: kept, patterns }) : clean
  // What is longer than any address is cut, so that nothing half hidden is told.
  return whole.length <= LONGEST_URL ? whole : clean.length <= LONGEST_URL ? clean : origin + '/' + encode(HIDDEN)
}

const cleanPath = (path: string, patterns: readonly string[]): string => {
  const parts = path.split('/').map(part => decode(part))
  const names = patterns.map(pattern => pattern.split('/')).find(pattern => matches(pattern, parts))
  let before = ''
  const told = parts.map((part, at) => {
    const name = names?.at(at)
    const clean = name?.startsWith(':') ? name : cleanPart(part, before)
    before = part
    return encode(clean)
  })
  return told.join('/')
}

const matches = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length <= parts.length && pattern.every((name, at) => name.startsWith(':') || name === parts.at(at))

/** Behind such a word stands a key, however short; what else stands there is of letters alone. */
const LEADS = new Set(
  'reset recover recovery verify verification confirm confirmation activate activation invite invites invitation magic login signin sso auth oauth otp token tokens unsubscribe password passwords pwd secret key apikey session sessions sid share shared'.split(
    ' ',
  ),
)

/** In a piece of a path, what follows `=` or `;` is no name of a page. */
const cleanPart = (part: string, before: string): string => {
  const bare = part.replace(/;.*$/s, '').replace(/([\w-]+)[=:].+$/s, `$1=${HIDDEN}`)
  return isCode(bare) && isLead(before) ? HIDDEN : hideSecrets(bare)
}

/** `/s/4k2` shortens a link; `/t-shirts/42` does not. */
const isLead = (before: string): boolean => {
  const words = before.toLowerCase().split(/[-_]/)
  return /^[st]$/.test(before) || words.some(word => LEADS.has(word))
}

const isCode = (part: string): boolean => /\d/.test(part) || /\p{Ll}\p{Lu}/u.test(part)

const cleanQuery = (query: URLSearchParams, kept: readonly string[]): string => {
  const told = new URLSearchParams()
  query.forEach((value, key) => {
    if (kept.includes(key)) told.append(key, hideSecrets(decode(value)))
  })
  return told.size ? `?${told.toString()}` : ''
}

/** `#/basket?step=2` and `#!/basket`. */
const cleanRoute = (fragment: string, rules: Pick<PageRules, 'query' | 'patterns'>): string => {
  const found = /^#(!?)(\/.*)$/s.exec(fragment)
  const route = found?.at(2)
  if (route === undefined) return ''
  const { pathname, searchParams } = new URL(route.replace(/^\/+/, '/'), 'https://route.invalid')
  return `#${found?.at(1) ?? ''}${cleanPath(pathname, rules.patterns ?? [])}${cleanQuery(searchParams, rules.query ?? [])}`
}

/** Encoded once, twice or thrice: a secret hides behind none of them. */
const decode = (text: string, times = 3): string => {
  try {
    const plain = decodeURIComponent(text)
    return plain === text || !times ? plain : decode(plain, times - 1)
  } catch {
    // A percent sign of its own.
    return text
  }
}

/** As a browser writes a piece of a path. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/%(3A|40|2C|3B|3D|2B|24|26)/g, decodeURIComponent)
