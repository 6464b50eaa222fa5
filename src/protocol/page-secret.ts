/*
 * What looks like a secret or like a person in a piece of an address or a title. It errs on the side of hiding: a word too
 * many that is hidden costs the operator a glance, one too few costs the visitor their account.
 */

/** Stands in the place of what is hidden. */
export const HIDDEN = '…'

const EMAIL = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu
const TOKEN = /eyJ[\w-]{8,}(\.[\w-]*)*|\b(sk|pk|rk|gh[pousr]|xox[a-z]|glpat|AKIA|ASIA|SG|ya29)[-_.]?[\w-]{12,}/g
/** With the sign of a country, or written as people group their digits. */
const PHONE = /(\+|\b00)\d[\d\s().-]{6,}\d|\(?\b\d{3}\)?[ -]\d{3}[ -]\d{3,4}\b/g
/** 13 to 19 digits, however they are grouped. */
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g
const UUID = /\b[\da-f]{8}(-?)[\da-f]{4}\1[\da-f]{4}\1[\da-f]{4}\1[\da-f]{12}\b/gi
/** As long as nobody writes a word. */
const RUN = /[\w~+/=-]{16,}/g

/** A text with what looks like a secret hidden. */
export const hideSecrets = (text: string): string =>
  text
    .replace(EMAIL, HIDDEN)
    .replace(TOKEN, HIDDEN)
    .replace(UUID, HIDDEN)
    .replace(IBAN, HIDDEN)
    .replace(CARD, run => (isCard(run) ? HIDDEN : run))
    .replace(PHONE, HIDDEN)
    .replace(RUN, run => (isRandom(run) ? HIDDEN : run))

/** Of an issuer that there is, and with the check digit right: an article number is rarely both. */
const isCard = (run: string): boolean => {
  const digits = run.replace(/\D/g, '')
  return /^[2-6]/.test(digits) && luhn(digits) % 10 === 0
}

const luhn = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (1 + (place % 2))
    return sum + (value > 9 ? value - 9 : value)
  }, 0)

/** Whether a run of 16 characters and more was drawn by lot, and not written by a person. */
export const isRandom = (run: string): boolean => {
  const pieces = run.split(/[^\p{L}\p{N}]+/u)
  return pieces.some(isKey) || turns(run) / pieces.join('').length >= (run.length < 20 ? 0.24 : 0.19)
}

const isKey = (piece: string): boolean => {
  const { length } = piece
  if (length >= 20 && /^\d+$/.test(piece)) return true
  if (length >= 16 && /^[\da-f]+$/i.test(piece) && /\d/.test(piece)) return true
  if (length >= 16 && /\p{Lu}/u.test(piece) && /\p{Ll}/u.test(piece) && /\d/.test(piece)) return true
  // Letters alone, and no language puts so many consonants together, or so few vowels.
  return (
    length >= 16 && (/[bcdfghjklmnpqrstvwxz]{7}/i.test(piece) || (piece.match(/[aeiouy]/gi)?.length ?? 0) < length / 5)
  )
}

/** How often a run turns from small to capital letters, or between letters and digits; a person does so rarely. */
const turns = (run: string): number => run.match(/(?<=\p{Ll})\p{Lu}|(?<=\p{L})\d|(?<=\d)\p{L}/gu)?.length ?? 0
