/** What people put between digits: space of any width, dots, slashes, parentheses, dashes of any length, and marks that nobody sees. */
const BETWEEN = String.raw`[\s./()．／（）\p{Pd}\p{Cf}]*`

/** The number of an invitation, however it was typed or pasted: six digits and nothing else but what stands between digits. */
export const NUMBER = new RegExp(String.raw`^(?:${BETWEEN}\p{Nd}){6}${BETWEEN}$`, 'u')

/**
 * Its six digits, of whatever script; undefined for anything that is no such number.
 *
 * @example
 * toCode('(482) 193') // '482193'
 */
export const toCode = (text: string): string | undefined =>
  NUMBER.test(text) ? text.replace(/\P{Nd}/gu, '').replace(/\p{Nd}/gu, toAscii) : undefined

/** Every script has its ten digits in a row; those of mathematics have a plain form. */
const toAscii = (digit: string): string => {
  const place = digit.normalize('NFKC').codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(place - value - 1))) value++
  return String(value)
}
