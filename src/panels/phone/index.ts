import {
  AsYouType,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
  type MetadataJson,
} from 'libphonenumber-js/core/es6'
import numbers from 'libphonenumber-js/min/metadata'

/* Everything about phone numbers of the world, and the one place in the visitor's files that knows it: it weighs more than
 * the chat. */

const metadata: MetadataJson = numbers

/** A country that can be chosen. */
export interface Country {
  /** ISO 3166. */
  code: string
  /** Such as 420. */
  calling: string
  name: string
}

/** What is wrong with a number: one digit or some are missing, there are too many, or no phone has it. */
export type NumberFault = 'digit' | 'short' | 'long' | 'number'

/** A number as it was typed so far. */
export interface Reading {
  /** As people write it. */
  shown: string
  /** Where it is, by ISO 3166: what was typed says more than what was chosen. */
  country: string
  /** E.164, once it is whole. */
  whole?: string
  wrong?: NumberFault
}

/** All countries, by name in a language. */
export const countries = (locale: string): Country[] => {
  const names = new Intl.DisplayNames(locale, { __proto__: null, type: 'region' } as Intl.DisplayNamesOptions)
  return getCountries(metadata)
    .map(code => ({ code, calling: getCountryCallingCode(code, metadata), name: names.of(code) ?? code }))
    .sort((one, other) => one.name.localeCompare(other.name, locale))
}

/** Where somebody is: by their clock's zone as far as that says a country, else by the region of their languages. */
export const guess = (zone: string, languages: readonly string[]): string => {
  const all = getCountries(metadata)
  const byZone = all.find(code => zonesOf(code).includes(zone))
  // A page in “de” says less than a browser of “de-AT”.
  const wishes = languages.map(tag => languages.find(other => other.startsWith(`${tag}-`)) ?? tag)
  const byLanguage = wishes.map(regionOf).find(region => all.includes(region as CountryCode))
  return byZone ?? byLanguage ?? 'GB'
}

/** Engines have it as a method, or as a property as they had at first, or not at all. */
type Zoned = Intl.Locale & { getTimeZones?(): string[] | undefined; timeZones?: string[] }
const zonesOf = (code: string): readonly string[] => {
  const region: Zoned = new Intl.Locale(`und-${code}`)
  return region.getTimeZones?.() ?? region.timeZones ?? []
}

const regionOf = (tag: string) => {
  try {
    return new Intl.Locale(tag).maximize().region
  } catch {
    return undefined
  }
}

/** Reads what was typed or pasted: national in a country, or with + or 00 in front. */
export const readNumber = (text: string, chosen: string): Reading => {
  const typed = text
    // Marks of writing direction come along with what is pasted.
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^[(（]?\s*00/, '+')
    .replace(/^＋/, '+')
  const typing = new AsYouType(chosen as CountryCode, metadata)
  const shown = typing.input(typed)
  const country = (typed.startsWith('+') && typing.getCountry()) || chosen
  const found = parsePhoneNumberFromString(typed, chosen as CountryCode, metadata)
  if (found?.isValid() && !found.ext && isPlain(typed)) return { shown, country, whole: found.number }
  return { shown: isPlain(typed) ? shown : text, country, wrong: faultOf(typed, country as CountryCode) }
}

/** The same number as it is written in another country: it keeps its own digits. */
export const moveNumber = (text: string, from: string, to: string): string => {
  const typing = new AsYouType(from as CountryCode, metadata)
  typing.input(text)
  const own = text.startsWith('+') ? (typing.getNumber()?.nationalNumber ?? '') : text
  return new AsYouType(to as CountryCode, metadata).input(own)
}

/** A whole number as people abroad write it. */
export const toShown = (whole: string): string =>
  parsePhoneNumberFromString(whole, metadata)?.formatInternational() ?? whole

/** Of letters the library makes the digits they stand on; here they are a slip. */
const isPlain = (text: string) => !/[^\p{Nd}\s+().\-/\p{Pd}]/u.test(text)

const faultOf = (text: string, country: CountryCode): NumberFault => {
  if (!isPlain(text)) return 'number'
  const length = (given: string) => validatePhoneNumberLength(given, country, metadata)
  const fault = length(text)
  if (fault === 'TOO_LONG') return 'long'
  if (fault !== 'TOO_SHORT') return 'number'
  return length(`${text}0`) ? 'short' : 'digit'
}
