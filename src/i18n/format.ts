import type { Plural } from './words.js'

/** Puts values into `{name}` places; an unknown place stays as it is written. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (place, key: string) => (Object.hasOwn(values, key) ? String(values[key]) : place))

/** The words under a name that came from elsewhere: only those that are there, nothing that every object has. */
export const wordsOf = (words: Readonly<Record<string, string>>, name = ''): string | undefined =>
  Object.hasOwn(Object(words) as object, name) ? `${words[name]}` : undefined

/** Chooses the plural form of a language for `n` and fills it. */
export const count = (locale: string, forms: Plural, values: { n: number; [place: string]: string | number }) =>
  fill(wordsOf(forms, new Intl.PluralRules(locale).select(values.n)) ?? wordsOf(forms, 'other') ?? '', values)
