import { describe, expect, it } from 'vitest'
import { countries, guess, moveNumber, readNumber, toShown } from '../../../src/panels/phone/index.js'

/** Typed key by key, as the field does it: what stands there is what was put in order before. */
const typed = (keys: string, country: string) => {
  let at = { shown: '', country, whole: undefined as string | undefined }
  for (const key of keys) at = { whole: undefined, ...readNumber(at.shown + key, at.country) }
  return at
}

const NUMBERS = [
  // country, national, as it is shown, E.164
  ['CZ', '601234567', '601 234 567', '+420601234567'],
  ['DE', '01711234567', '0171 1234567', '+491711234567'],
  ['GB', '07400123456', '07400 123456', '+447400123456'],
  ['US', '2015550123', '(201) 555-0123', '+12015550123'],
  ['FR', '0612345678', '06 12 34 56 78', '+33612345678'],
  ['IT', '0612345678', '06 1234 5678', '+390612345678'],
] as const

describe.each(NUMBERS)('a number of %s', (country, national, shown, whole) => {
  it('is put in order key by key, and is whole', () => {
    expect(typed(national, country)).toMatchObject({ shown, country, whole })
  })

  it('is the same with + or 00 in front, from any country, and brings its own', () => {
    for (const from of ['CZ', 'DE', 'GB', 'US', 'FR'])
      for (const front of ['+', '00', ' 00', '＋'])
        for (const way of [typed, readNumber]) {
          const read = way(front + whole.slice(1), from)
          expect(read, `${front} in ${from}`).toMatchObject({ country, whole })
          expect(read.shown.startsWith('+')).toBe(true)
        }
  })

  it('is the same as it stands on a card', () => {
    const at = whole.indexOf(national.replace(/^0/, '').slice(0, 3))
    const code = whole.slice(0, at > 0 ? at : 3)
    const rest = whole.slice(code.length)
    for (const given of [
      `${code} (${rest.slice(0, 3)}) ${rest.slice(3, 6)}-${rest.slice(6)}`,
      `${code}/${rest.slice(0, 3)}.${rest.slice(3)}`,
      `\u202a${code}\u00a0${rest}\u202c`,
    ])
      expect(readNumber(given, 'CZ').whole, given).toBe(whole)
  })

  it('says when a digit is missing or one is too many', () => {
    expect(readNumber(`${whole}000000000`, 'CZ').wrong).toBe('long')
    expect(readNumber(whole.slice(0, 5), 'CZ').wrong).toMatch(/short|digit/)
  })

  it('keeps its own digits when another country is chosen', () => {
    expect(moveNumber(shown, country, 'CZ').replace(/\D/g, '')).toContain(national.slice(-6))
    expect(moveNumber(toShown(whole), country, 'CZ').startsWith('+')).toBe(false)
  })
})

describe('a field for numbers', () => {
  it('takes no letters for digits', () => {
    expect(readNumber('1800FLOWERS', 'US')).toMatchObject({ shown: '1800FLOWERS', wrong: 'number' })
    expect(readNumber('601234567 ext 7', 'CZ').wrong).toBe('number')
  })

  it('takes a number with marks of writing direction, wherever they stand', () => {
    for (const given of [
      '\u2066 00420 601 234 567\u2069',
      '\u200e(00) 420601234567',
      '\u202d601\u200e234\u200e567\u202c',
    ])
      expect(readNumber(given, 'CZ'), JSON.stringify(given)).toMatchObject({ country: 'CZ', whole: '+420601234567' })
  })

  it('tells one missing digit from several', () => {
    expect(readNumber('60123456', 'CZ').wrong).toBe('digit')
    expect(readNumber('6012345', 'CZ').wrong).toBe('short')
  })

  it('guesses the country by the clock first, then by the languages', () => {
    expect(guess('Europe/Prague', ['en-US'])).toBe('CZ')
    expect(guess('America/Sao_Paulo', ['de'])).toBe('BR')
    expect(guess('UTC', ['cs'])).toBe('CZ')
    expect(guess('UTC', ['fr-CA', 'en'])).toBe('CA')
    expect(guess('Nowhere/City', ['not a tag'])).toBe('GB')
    expect(guess('UTC', ['de', 'en-US', 'de-AT'])).toBe('AT')
  })

  it('has all countries by name in the language of the panel', () => {
    const all = countries('cs')
    expect(all.length).toBeGreaterThan(200)
    expect(all.find(({ code }) => code === 'CZ')).toEqual({ code: 'CZ', calling: '420', name: 'Česko' })
    expect(all.map(({ name }) => name)).toEqual(
      [...all.map(({ name }) => name)].sort((a, b) => a.localeCompare(b, 'cs')),
    )
  })
})
