/** A text, its plural forms, or a group of texts. */
export type Words = { readonly [key: string]: string | Words }

/** What is wrong with a language beside English: missing and surplus keys, other `{places}`, missing plural forms. */
export const wordFaults = (locale: string, en: Words, other: Words, path = locale): string[] => {
  if (isPlural(en)) return pluralFaults(locale, en, other, path)
  const surplus = Object.keys(other).filter(key => !Object.hasOwn(en, key))
  return [
    ...surplus.map(key => `${path}.${key} is not in English`),
    ...Object.entries(en).flatMap(([key, text]) => faultsOf(locale, text, other[key], `${path}.${key}`)),
  ]
}

const faultsOf = (locale: string, en: string | Words, other: string | Words | undefined, path: string): string[] => {
  if (other === undefined || other === '') return [`${path} is missing`]
  if (typeof en === 'string')
    return typeof other === 'string' ? placeFaults([en], other, path) : [`${path} is not one text`]
  return typeof other === 'string' ? [`${path} is one text`] : wordFaults(locale, en, other, path)
}

const isPlural = (words: Words): boolean => typeof words.other === 'string'

const pluralFaults = (locale: string, en: Words, other: Words, path: string): string[] =>
  new Intl.PluralRules(locale).resolvedOptions().pluralCategories.flatMap(form => {
    const text = other[form]
    return typeof text === 'string'
      ? placeFaults(Object.values(en), text, `${path}.${form}`)
      : [`${path}.${form} is missing`]
  })

/** A plural form may leave out the number ("one message"); every other place must stand. */
const placeFaults = (en: readonly (string | Words)[], text: string, path: string): string[] => {
  const allowed = new Set(en.flatMap(one => (typeof one === 'string' ? places(one) : [])))
  const found = places(text)
  const required = [...allowed].filter(place => en.length === 1 || place !== '{n}')
  return [
    ...found.filter(place => !allowed.has(place)).map(place => `${path} has no ${place} to fill`),
    ...required.filter(place => !found.includes(place)).map(place => `${path} lacks ${place}`),
  ]
}

const places = (text: string): string[] => text.match(/\{\w+\}/g) ?? []
