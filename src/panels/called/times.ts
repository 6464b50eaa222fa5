import type { ReadonlySignal } from '@preact/signals'
import { fill } from '../../i18n/format.js'
import type { RoomWords } from './words.js'

/** Moments as people read them, by the visitor's clock and by the site's. */
export interface Times {
  /** By the visitor's own clock. */
  here(at: number, how: Intl.DateTimeFormatOptions): string
  /** The time by the clock of the zone `site`, with the zone's name; empty where it shows the same as the visitor's. */
  there(at: number, site: string | undefined): string
  /** `here`, and where the site's clock shows another time, that too: {@link there} inside the words `both`. */
  both(at: number, how: Intl.DateTimeFormatOptions, site: string | undefined): string
  /** What a zone is called; by default the visitor's own. */
  zone(at: number, zone?: string): string
}

const CLOCK = { hour: 'numeric', minute: '2-digit' } as const
const NAME = { timeZoneName: 'longGeneric' } as const

export const createTimes = (locale: ReadonlySignal<string>, words: ReadonlySignal<RoomWords>): Times => {
  const format = (how: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale.value, { __proto__: null, ...how })
  const zone = (at: number, timeZone?: string) =>
    format({ timeZone, ...NAME })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const here = (at: number, how: Intl.DateTimeFormatOptions) => format(how).format(at)
  const there = (at: number, timeZone: string | undefined) => {
    if (!timeZone) return ''
    return known(timeZone, () => {
      const isSame = (how: Intl.DateTimeFormatOptions) => here(at, { timeZone, ...how }) === here(at, how)
      const isDay = isSame({ dateStyle: 'short' })
      if (isDay && isSame(CLOCK)) return ''
      return here(at, { timeZone, ...CLOCK, ...NAME, ...(!isDay && { weekday: 'long' }) })
    })
  }
  return {
    here,
    there,
    both: (at, how, name) => {
      const time = here(at, how)
      const site = there(at, name)
      return site ? fill(words.value.both, { time, site }) : time
    },
    zone: (at, name) => known(name ?? '', () => zone(at, name)),
  }
}

/** A zone, or a way to name one, that this browser does not know goes by its own name. */
const known = (zone: string, say: () => string) => {
  try {
    return say()
  } catch {
    return zone
  }
}
