/** `*` is anything, however much of it. */
export const matchesText = (pattern: string, text: string): boolean => toExpression(pattern, false).test(text)

/**
 * `/basket*` looks at the path, `https://shop.example/*` at the whole address, `:id` is one piece of a path. Query and fragment
 * count only where the pattern has them, a slash at the end never.
 */
export const matchesAddress = (pattern: string, address: string): boolean => {
  if (!URL.canParse(address)) return false
  const { origin, pathname, search, hash } = new URL(address)
  const text = [
    /^[/?#]/.test(pattern) ? '' : origin,
    /^[?#]/.test(pattern) ? '' : decode(pathname),
    pattern.includes('?') ? search : '',
    pattern.includes('#') ? hash : '',
  ].join('')
  return toExpression(trim(pattern), true).test(trim(text))
}

/** A slash at the end of a path, but for the root. */
const trim = (address: string): string => address.replace(/(?<=.)\/(?=[?#]|$)/g, '')

const decode = (path: string): string => {
  try {
    return decodeURI(path)
  } catch {
    // A percent sign of its own.
    return path
  }
}

const toExpression = (pattern: string, isAddress: boolean): RegExp => {
  const source = pattern.replace(isAddress ? /:[a-z_]\w*|\*|[^\w\s]/gi : /\*|[^\w\s]/g, piece => {
    if (piece === '*') return '.*'
    return piece.length > 1 ? '[^/?#]+' : `\\${piece}`
  })
  return new RegExp(`^${source}$`, 's')
}
