import type { Time } from '../../protocol/entities.js'

export interface Dates {
  /** 10:43 */
  time(at: Time): string
  /** Today, Yesterday, or the date. */
  day(at: Time): string
  /** Anna and Boris */
  list(names: readonly string[]): string
}

const DAY = 86_400_000

export const createDates = (locale: string): Dates => {
  const time = once(() => new Intl.DateTimeFormat(locale, { __proto__: null, timeStyle: 'short' }))
  const date = once(
    () => new Intl.DateTimeFormat(locale, { __proto__: null, weekday: 'long', day: 'numeric', month: 'long' }),
  )
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { __proto__: null, numeric: 'auto' }))
  return {
    time: at => time().format(at),
    day: at => {
      const ago = Math.round((midnight(Date.now()) - midnight(at)) / DAY)
      const text = ago === 0 || ago === 1 ? relative().format(-ago, 'day') : date().format(at)
      return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
    },
    list: names => new Intl.ListFormat(locale).format(names),
  }
}

/** Made when it is first wanted: a browser takes milliseconds for each, and a chat that opens needs none of them. */
const once = <T>(make: () => T) => {
  let made: T | undefined
  return () => (made ??= make())
}

/** Where the visitor's own day begins. */
export const midnight = (at: Time): Time => new Date(at).setHours(0, 0, 0, 0)
