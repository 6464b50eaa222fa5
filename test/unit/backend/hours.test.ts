import { expect, describe, it } from 'vitest'
import { createHours, DAYS, type Hours, type Interval, type OpeningHours } from '../../../demo/backend/hours.js'
import { createRandom, type Seeded } from '../../support/seeded-random.js'

const at = (text: string) => Date.parse(text)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const shop: OpeningHours = {
  zone: 'Europe/Prague',
  week: {
    mon: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    tue: [['08:00', '17:00']],
    sat: [['09:00', '12:00']],
  },
  dates: { '2026-11-17': [], '2026-11-21': [['10:00', '11:00']] },
}

describe('opening hours', () => {
  const hours = createHours(shop)
  it.each([
    ['before the first hour', '2026-11-23T06:59:59Z', false, '2026-11-23T07:00:00Z'],
    ['at the first moment', '2026-11-23T07:00:00Z', true, '2026-11-23T11:00:00Z'],
    ['at the moment of closing', '2026-11-23T11:00:00Z', false, '2026-11-23T12:00:00Z'],
    ['in the afternoon', '2026-11-23T15:30:00Z', true, '2026-11-23T16:00:00Z'],
    ['on a day without hours', '2026-11-25T10:00:00Z', false, '2026-11-28T08:00:00Z'],
    ['on a holiday, which is a Tuesday', '2026-11-17T10:00:00Z', false, '2026-11-21T09:00:00Z'],
    ['on a day with hours of its own', '2026-11-21T09:30:00Z', true, '2026-11-21T10:00:00Z'],
    ['after them, when the Saturday’s would go on', '2026-11-21T10:30:00Z', false, '2026-11-23T07:00:00Z'],
    ['in summer, by the clock on the wall', '2026-06-15T06:00:00Z', true, '2026-06-15T10:00:00Z'],
  ])('%s', (_, moment, isOpen, next) => {
    expect([hours.isOpen(at(moment)), new Date(hours.nextChange(at(moment)) ?? 0)]).toEqual([isOpen, new Date(next)])
  })

  it('are one stretch over midnight', () => {
    const night = createHours({ zone: 'Europe/Prague', week: { fri: [['22:00', '24:00']], sat: [['00:00', '02:00']] } })
    expect(night.nextChange(at('2026-11-27T22:30:00Z'))).toBe(at('2026-11-28T01:00:00Z'))
  })

  it('that never end, and those that never begin, have no next change', () => {
    const always = createHours({ zone: 'UTC', week: Object.fromEntries(DAYS.map(day => [day, [['00:00', '24:00']]])) })
    const never = createHours({ zone: 'UTC', week: {} })
    expect([always.isOpen(0), always.nextChange(0)]).toEqual([true, undefined])
    expect([never.isOpen(0), never.nextChange(0)]).toEqual([false, undefined])
  })

  it('keep a holiday that comes after many weeks without a change', () => {
    const week = Object.fromEntries(DAYS.map(day => [day, [['00:00', '24:00']] as const]))
    const hours = createHours({ zone: 'UTC', week, dates: { '2026-12-25': [] } })
    expect(hours.nextChange(at('2026-02-01T00:00:00Z'))).toBe(at('2026-12-25T00:00:00Z'))
  })
})

describe('when the clocks change', () => {
  const sunday = (...intervals: Interval[]) => createHours({ zone: 'Europe/Prague', week: { sun: intervals } })

  it('an hour that is left out is no hour', () => {
    const hours = sunday(['02:00', '03:00'])
    expect(hours.nextChange(at('2026-03-28T12:00:00Z'))).toBe(at('2026-04-05T00:00:00Z'))
  })
  it('hours that would begin in it begin with the leap', () => {
    expect(sunday(['02:30', '05:00']).nextChange(at('2026-03-28T12:00:00Z'))).toBe(at('2026-03-29T01:00:00Z'))
  })
  it('an hour that comes twice lasts once', () => {
    const hours = sunday(['02:00', '02:30'])
    expect(hours.nextChange(at('2026-10-24T12:00:00Z'))).toBe(at('2026-10-25T00:00:00Z'))
    expect(hours.nextChange(at('2026-10-25T00:10:00Z'))).toBe(at('2026-10-25T00:30:00Z'))
    expect(hours.isOpen(at('2026-10-25T01:10:00Z'))).toBe(false)
  })
  it('hours around it are an hour longer', () => {
    expect(sunday(['01:00', '05:00']).nextChange(at('2026-10-25T00:10:00Z'))).toBe(at('2026-10-25T04:00:00Z'))
  })
  it('a day that a zone leaves out is none', () => {
    const hours = createHours({ zone: 'Pacific/Apia', week: { fri: [['09:00', '17:00']] } })
    expect(hours.nextChange(at('2011-12-29T12:00:00Z'))).toBe(at('2012-01-05T19:00:00Z'))
  })
})

/** What a clock on the wall of a zone shows at a moment; looked up once for each. */
const createWallClock = (zone: string) => {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const read = (moment: number) => {
    const shown = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, value]))
    const day = DAYS.find(one => one === shown.weekday?.toLowerCase()) ?? 'mon'
    return { day, date: `${shown.year}-${shown.month}-${shown.day}`, time: `${shown.hour}:${shown.minute}` }
  }
  const known = new Map<number, ReturnType<typeof read>>()
  return (moment: number) => {
    const shown = known.get(moment) ?? read(moment)
    known.set(moment, shown)
    return shown
  }
}

/** What a person says who has such a clock and the list on the door: nothing of ours but the list. */
const createPerson =
  ({ week, dates = {} }: OpeningHours, clock: ReturnType<typeof createWallClock>) =>
  (moment: number): boolean => {
    const { day, date, time } = clock(moment)
    return (dates[date] ?? week[day] ?? []).some(([from, to]) => from <= time && time < to)
  }

/** Spring, where an hour is left out, and autumn, where one comes twice; the days around them, and some of winter. */
const ZONES = {
  'Europe/Prague': ['2026-03-29', '2026-10-25', '2026-12-22'],
  'America/New_York': ['2026-03-08', '2026-11-01', '2026-12-22'],
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04', '2026-12-22'],
} as const

const toTime = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const someIntervals = ({ between, random }: Seeded): Interval[] => {
  const edges = new Set<number>(Array.from({ length: 2 * between(0, 3) }, () => between(0, 96) * 15))
  if (random() < 0.1) edges.add(0).add(1_440)
  const sorted = [...edges].sort((a, b) => a - b)
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, n) => [
    toTime(sorted[2 * n] ?? 0),
    toTime(sorted[2 * n + 1] ?? 0),
  ])
}

const someHours = (chance: Seeded, zone: string, around: string): OpeningHours => {
  const day = new Date(at(around) + chance.between(-1, 2) * DAY).toISOString().slice(0, 10)
  return {
    zone,
    week: Object.fromEntries(DAYS.map(one => [one, someIntervals(chance)])),
    ...(chance.random() < 0.5 && { dates: { [day]: someIntervals(chance) } }),
  }
}

/** Minutes at which the two differ; those that the clock shows for the second time are left out: the list does not say. */
const differences = (hours: Hours, person: (moment: number) => boolean, moments: readonly number[]) =>
  moments.filter(moment => hours.isOpen(moment) !== person(moment))

/** Quarters of an hour of three days. */
const quarters = (around: string) =>
  Array.from({ length: 3 * 96 }, (_, n) => at(around) - DAY + n * 15 * MINUTE + 7 * MINUTE)

/** Whether the clock on the wall has shown this, or more, before. */
const isTwice = (clock: ReturnType<typeof createWallClock>, moment: number) => {
  const shown = (when: number) => `${clock(when).date} ${clock(when).time}`
  return [30 * MINUTE, HOUR].some(back => shown(moment - back) >= shown(moment))
}

describe.each(Object.entries(ZONES))('any hours in %s', (zone, days) => {
  const seed = 20_261_126
  it('are what a clock on the wall and the list on the door say, and change when they say so', () => {
    const chance = createRandom(seed)
    const counts = { hours: 0, looks: 0, open: 0, twice: 0, changes: 0 }
    const clock = createWallClock(zone)
    for (const around of days) {
      const moments = quarters(around)
      const once = moments.filter(moment => !isTwice(clock, moment))
      for (let n = 0; n < 25; n++) {
        const given = someHours(chance, zone, around)
        const [hours, person] = [createHours(given), createPerson(given, clock)]
        expect(differences(hours, person, once).map(moment => [new Date(moment), given])).toEqual([])
        counts.hours++
        counts.looks += once.length
        counts.twice += moments.length - once.length
        counts.open += once.filter(person).length
        counts.changes += walk(given, moments)
      }
    }
    expect(counts.open).toBeGreaterThan(500)
    console.log('Hours run', JSON.stringify({ zone, seed, ...counts }))
  })
})

/** From change to change: between two of them nothing changes, at each of them it does; asked in any order. */
const walk = (given: OpeningHours, moments: readonly number[]): number => {
  const hours = createHours(given)
  const [first = 0, last = 0] = [moments[0], moments.at(-1)]
  let changes = 0
  for (let from = first, next = hours.nextChange(from); next !== undefined && next < last; changes++) {
    expect(next).toBeGreaterThan(from)
    expect(hours.isOpen(next - 1)).toBe(!hours.isOpen(next))
    expect(
      moments.filter(one => one >= from && one < next!).every(one => hours.isOpen(one) === hours.isOpen(from)),
    ).toBe(true)
    from = next
    next = hours.nextChange(from)
  }
  return changes
}

it('would see hours that know nothing of the change of clocks', () => {
  const given: OpeningHours = { zone: 'Europe/Prague', week: { sun: [['08:00', '12:00']] } }
  // Prague as it is in winter, all the year.
  const naive = createHours({ ...given, zone: 'Africa/Algiers' })
  const moments = quarters('2026-03-29')
  const person = createPerson(given, createWallClock(given.zone))
  expect(differences(createHours(given), person, moments)).toEqual([])
  expect(differences(naive, person, moments)).toHaveLength(8)
})
