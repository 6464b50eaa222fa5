/** A public variable where `tokens.css` reads it, with its default; `comment` stands behind it on the same line. */
export interface Token {
  name: string
  comment: string
}

export const publicTokens = (css: string): Token[] =>
  [...css.matchAll(/^\s*--z-[\w-]+: var\((--zvonek-[\w-]+),[^;]*;[^\S\n]*(?:\/\*\s*(.*?)\s*\*\/)?/gm)].map(match => ({
    name: match[1] ?? '',
    comment: match[2] ?? '',
  }))

/** Tokens that a reader of the documents or of the sheet would not understand. */
export const undocumented = (css: string, documents: string): string[] =>
  publicTokens(css)
    .filter(({ name, comment }) => !comment || !new RegExp(`${name}(?![\\w-])`).test(documents))
    .map(({ name }) => name)

/** Public variables that a text uses but `tokens.css` does not know. */
export const unknownTokens = (css: string, text: string): string[] => {
  const names = new Set(publicTokens(css).map(({ name }) => name))
  return [...new Set(text.match(/--zvonek-[a-z][\w-]*/g))].filter(name => !names.has(name))
}

/** Values of private variables by name, in the order they stand. */
export const declarations = (css: string, names: readonly string[]): [name: string, values: string[]][] =>
  names.map(name => [
    name,
    [...css.split('@media')[0]!.matchAll(new RegExp(`--${name}: ([^;]*);`, 'g'))].map(match => match[1] ?? ''),
  ])
