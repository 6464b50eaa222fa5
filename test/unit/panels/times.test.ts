import { signal } from '@preact/signals'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { afterEach, describe, expect, it, vi } from 'vitest'
import chat from '../../../src/i18n/en/chat.js'
import callback from '../../../src/i18n/en/callback.js'
import english from '../../../src/i18n/en/called.js'
import czech from '../../../src/i18n/cs/called.js'
import { createTimes } from '../../../src/panels/called/times.js'

/* What a visitor reads of a moment: by the own clock, and by the site's where that shows another time. */

const { DateTimeFormat } = Intl
/** The visitor's clock hangs there. */
const liveIn = (zone: string) =>
  vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function (locale, options) {
    return new DateTimeFormat(locale, { ...options, timeZone: options?.timeZone ?? zone })
  })
afterEach(() => vi.restoreAllMocks())

const timesIn = (locale: string, words = english) =>
  createTimes(signal(locale), signal({ ...chat, ...callback, ...words }))
const AT = Date.parse('2026-12-01T15:30:00Z')
const HOW = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const

describe('a moment by two clocks', () => {
  it.each([
    ['en-GB', english, 'Europe/Prague', 'Tue 1 Dec 15:30 your time (16:30 Central European Time)'],
    ['en-US', english, 'Europe/Prague', 'Tue Dec 1 3:30 PM your time (4:30 PM Central European Time)'],
    ['cs', czech, 'Europe/Prague', 'út 1. 12. 15:30 vašeho času (16:30 středoevropský čas)'],
    // A zone without a name has its distance.
    ['en-GB', english, 'Etc/GMT+5', 'Tue 1 Dec 15:30 your time (10:30 GMT-05:00)'],
    ['cs', czech, 'Asia/Kathmandu', 'út 1. 12. 15:30 vašeho času (21:15 nepálský čas)'],
    // There it is another day already.
    ['en-GB', english, 'Asia/Tokyo', 'Tue 1 Dec 15:30 your time (Wednesday 00:30 Japan Standard Time)'],
    ['cs', czech, 'Asia/Tokyo', 'út 1. 12. 15:30 vašeho času (středa 0:30 japonský standardní čas)'],
  ])('$0 reads well of $2', (locale, words, site, sentence) => {
    liveIn('Europe/London')
    expect(plain(timesIn(locale, words).both(AT, HOW, site))).toBe(sentence)
  })

  it.each(['Europe/London', 'Etc/UTC', 'Europe/Lisbon', undefined])('is one where %s shows the same', site => {
    liveIn('Europe/London')
    const times = timesIn('en-GB')
    expect(times.there(AT, site)).toBe('')
    expect(plain(times.both(AT, HOW, site))).toBe('Tue 1 Dec 15:30')
  })

  it('names a zone that this browser does not know by its own name', () => {
    liveIn('Europe/London')
    expect(timesIn('en-GB').there(AT, 'Mars/Base')).toBe('Mars/Base')
    expect(timesIn('en-GB').zone(AT, 'Mars/Base')).toBe('Mars/Base')
  })

  it('names the own zone as people call it', () => {
    liveIn('Europe/Prague')
    expect(timesIn('en-GB').zone(AT)).toBe('Central European Time')
    expect(timesIn('cs', czech).zone(AT)).toBe('středoevropský čas')
  })
})

/** Without commas and special spaces, which locales put here and there from one version to the next. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(',', '')

/** Weeks in which one of two sides has changed its clocks already, or both do, or neither. */
const PAIRS = [
  ['Europe/London', 'America/New_York'],
  ['Australia/Sydney', 'Australia/Lord_Howe'],
  ['Africa/Casablanca', 'Europe/Prague'],
  ['Pacific/Chatham', 'America/Sao_Paulo'],
] as const
const WEEKS = ['2026-03-01', '2026-03-25', '2026-04-01', '2026-09-24', '2026-10-20', '2026-10-30']

describe('over changes of the clocks', () => {
  it.each(PAIRS)('who lives in %s and calls %s is told both, when they differ at that very moment', (here, there) => {
    liveIn(here)
    const seed = 27_11_2026
    const times = timesIn('en-GB')
    let same = 0
    fc.assert(
      fc.property(fc.constantFrom(...WEEKS), fc.integer({ min: 0, max: 14 * 1_440 }), (week, minute) => {
        const at = Date.parse(`${week}T00:00:00Z`) + minute * 60_000
        const wall = (zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
        const said = times.there(at, there)
        if (wall(here).offsetNanoseconds === wall(there).offsetNanoseconds) {
          same++
          expect(said).toBe('')
        } else expect(said).toContain(wall(there).toPlainTime().toString().slice(0, 5))
        const isDay = wall(here).toPlainDate().equals(wall(there).toPlainDate())
        if (said) expect(/day\b/.test(said)).toBe(!isDay)
      }),
      { seed, numRuns: 400 },
    )
    if (/Lord_Howe|Prague/.test(there)) expect(same).toBeGreaterThan(20)
    console.log('Two clocks run', JSON.stringify({ seed, here, there, runs: 400, same }))
  })

  it('who reckons by the distance of today would be caught', () => {
    // New York has changed, London not yet: four hours, and five a week later.
    const [before, after] = [Date.parse('2026-03-20T12:00:00Z'), Date.parse('2026-04-03T12:00:00Z')]
    liveIn('Europe/London')
    const times = timesIn('en-GB')
    expect(times.there(before, 'America/New_York')).toMatch(/^08:00 /)
    expect(times.there(after, 'America/New_York')).toMatch(/^08:00 /)
    expect(times.here(before, { hour: 'numeric', minute: '2-digit' })).toBe('12:00')
    expect(times.here(after, { hour: 'numeric', minute: '2-digit' })).toBe('13:00')
  })
})
