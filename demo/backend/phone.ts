import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type NumberType,
} from 'libphonenumber-js/max'
import { refuse } from './refuse.js'

/** Numbers that cost whoever calls them, or that no person holds. */
const NEVER: readonly NumberType[] = ['PREMIUM_RATE', 'SHARED_COST', 'UAN', 'PAGER', 'VOICEMAIL']

export interface Dialled {
  /** As it was written: E.164, or as it is dialled in `country`. */
  phone: string
  /** ISO 3166. */
  country?: string | undefined
}

/**
 * The number in E.164, if an operator may dial it.
 * @param countries ISO 3166 codes of where to; undefined: anywhere. Satellites and the like belong to no country.
 * @throws {TransportFailure} rejected: `callback.number`, `callback.country`.
 */
export const toDialled = ({ phone, country }: Dialled, countries: ReadonlySet<string> | undefined): string => {
  // From a list of contacts a number comes between marks of writing direction, and some keyboards write it in wide figures.
  const bare = phone.normalize('NFKC').replace(/\p{Cf}/gu, '')
  const parsed = parsePhoneNumberFromString(bare, country as CountryCode | undefined)
  if (!parsed?.isValid() || parsed.ext)
    throw refuse('callback.number', 'There is no such phone number: send it in E.164, such as +420601234567.')
  const { country: where } = parsed
  const isMeant = where !== undefined && (countries?.has(where) ?? true)
  if (!isMeant || NEVER.includes(parsed.getType()))
    throw refuse('callback.country', 'This site calls no numbers of this kind or country.')
  return parsed.number
}

/** Whether there are phone numbers of a country, by ISO 3166. */
export const isCountry = (code: string): boolean => isSupportedCountry(code)
