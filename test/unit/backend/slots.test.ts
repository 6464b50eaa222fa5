import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { createHours, DAYS, type Interval, type OpeningHours } from '../../../demo/backend/hours.js'
import { SLOT, toSlots } from '../../../demo/backend/slots.js'
import type { CallbackSlot } from '../../../src/protocol/entities.js'

const DAY = 86_400_000
/** A day before clocks change: forward and back in Europe, forward and back by half an hour on an island, back in a zone of :45. */
const CHANGES = [
  ['Europe/Prague', '2026-03-28T12:00:00Z'],
  ['Europe/Prague', '2026-10-24T12:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T02:00:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T02:00:00Z'],
  ['Pacific/Chatham', '2026-09-26T02:00:00Z'],
  ['Pacific/Chatham', '2027-04-03T02:00:00Z'],
] as const

const SEED = 26_11_2026
const RUNS = 60

const wall = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
const offer = (hours: OpeningHours | undefined, now: number, taken = new Map<number, number>()) =>
  toSlots({ group: { name: 'desk', hours: hours && createHours(hours) }, now, places: 2, taken })

/** What is wrong with what is offered, in words; the checker of the promise below. */
const faults = (slots: readonly CallbackSlot[], settings: OpeningHours, now: number): string[] => {
  const hours = createHours(settings)
  const found: string[] = []
  for (const [index, { at }] of slots.entries()) {
    const before = slots[index - 1]?.at ?? -Infinity
    if (at <= now) found.push('is past')
    if (at < before + SLOT) found.push('overlaps the one before')
    if (wall(at, settings.zone).minute % 30) found.push('begins at no full or half hour')
    if (!hours.isOpen(at) || (hours.nextChange(at) ?? Infinity) < at + SLOT) found.push('is not wholly open')
  }
  // Whatever half hour of the next days is wholly open, is there.
  const last = slots.at(-1)?.at ?? now
  for (let at = now - (now % 900_000) + 900_000; at <= last; at += 900_000) {
    const isOpen = hours.isOpen(at) && (hours.nextChange(at) ?? Infinity) >= at + SLOT
    if (isOpen && !(wall(at, settings.zone).minute % 30) && !slots.some(slot => slot.at === at))
      found.push('is missing')
  }
  if (new Set(slots.map(({ at }) => wall(at, settings.zone).toPlainDate().toString())).size > 5)
    found.push('has more than five days')
  return [...new Set(found)]
}

const clock = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
const intervals = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 4 })
  .map(times => times.sort((a, b) => a - b))
  .map(times =>
    times.flatMap((from, n): Interval[] =>
      n % 2 || times[n + 1] === undefined ? [] : [[clock(from), clock(times[n + 1]!)]],
    ),
  )
const weeks = fc
  .tuple(...DAYS.map(() => intervals))
  .map(all => Object.fromEntries(DAYS.map((day, n) => [day, all[n]!])))

describe('half hours', () => {
  it.each(CHANGES)(
    'over a change of the clocks in %s from %s lie wholly in the hours, at full and half past',
    (zone, from) => {
      let slots = 0
      fc.assert(
        fc.property(weeks, fc.integer({ min: 0, max: 2 * DAY }), (week, later) => {
          const settings = { zone, week }
          const now = Date.parse(from) + later
          const offered = offer(settings, now)
          slots += offered.length
          expect(faults(offered, settings, now)).toEqual([])
        }),
        { seed: SEED, numRuns: RUNS },
      )
      expect(slots).toBeGreaterThan(1_000)
      console.log('Slots run', JSON.stringify({ seed: SEED, zone, from, runs: RUNS, slots }))
    },
  )

  it('that are reckoned by adding to midnight would be caught', () => {
    const settings = { zone: 'Europe/Prague', week: { sun: [['00:00', '06:00']] } } satisfies OpeningHours
    const now = Date.parse('2026-03-28T22:00:00Z')
    const right = offer(settings, now)
    expect(faults(right, settings, now)).toEqual([])
    // The night has an hour less: who counts twelve half hours from midnight ends an hour late.
    const midnight = Date.parse('2026-03-28T23:00:00Z')
    const naive = Array.from({ length: 12 }, (_, n) => ({ at: midnight + n * SLOT, free: true }))
    expect(faults(naive, settings, now)).toContain('is not wholly open')
    expect(faults(right.slice(1), settings, now)).toContain('is missing')
    expect(
      faults(
        right.map(({ at, free }) => ({ at: at + 60_000, free })),
        settings,
        now,
      ),
    ).toContain('begins at no full or half hour')
  })

  it('leave out an hour that does not exist, and offer one that comes twice as often as it is open', () => {
    const week = { sun: [['01:00', '04:00']] } as const
    const at = (from: string) => offer({ zone: 'Europe/Prague', week }, Date.parse(from)).slice(0, 8)
    const times = (slots: readonly CallbackSlot[]) =>
      slots.map(one => wall(one.at, 'Europe/Prague').toPlainTime().toString().slice(0, 5))
    expect(times(at('2026-03-28T12:00:00Z')).slice(0, 4)).toEqual(['01:00', '01:30', '03:00', '03:30'])
    expect(times(at('2026-10-24T12:00:00Z'))).toEqual([
      '01:00',
      '01:30',
      '02:00',
      '02:30',
      '02:00',
      '02:30',
      '03:00',
      '03:30',
    ])
  })

  it('leave out holidays, say which are full, and go on for ever where it is always open', () => {
    const hours: OpeningHours = {
      zone: 'Europe/Prague',
      week: { thu: [['09:00', '10:00']], fri: [['09:00', '10:00']] },
      dates: { '2026-11-27': [] },
    }
    const now = Date.parse('2026-11-26T07:00:00Z')
    const first = Date.parse('2026-11-26T08:00:00Z')
    const slots = offer(
      hours,
      now,
      new Map([
        [first, 2],
        [first + SLOT, 1],
      ]),
    )
    expect(slots.slice(0, 3)).toEqual([
      { at: first, free: false },
      { at: first + SLOT, free: true },
      { at: Date.parse('2026-12-03T08:00:00Z'), free: true },
    ])
    const always = offer(undefined, now)
    expect(always.length).toBeGreaterThan(4 * 48)
    expect(always[0]?.at).toBe(now + SLOT)
  })
})
