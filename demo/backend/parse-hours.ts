import { Temporal } from 'temporal-polyfill'
import { DAYS, type Day, type Interval, type OpeningHours } from './hours.js'

/** What was given is no opening hours; the message is one sentence that says what would be. */
export class WrongHours extends Error {
  override name = 'WrongHours'
}

/** Intervals of one day, and dates of their own, at most. */
const MOST = { intervals: 12, dates: 400 }

/**
 * Reads opening hours into a fresh object, each day's intervals in their order.
 * @throws {WrongHours}
 */
export const parseHours = (value: unknown): OpeningHours => {
  const { zone, week, dates } = objectOf(value, 'Opening hours are an object with `zone`, `week` and perhaps `dates`.')
  return { zone: toZone(zone), week: toWeek(week), ...(dates !== undefined && { dates: toDates(dates) }) }
}

const toZone = (zone: unknown): string => {
  if (typeof zone === 'string' && /^[a-z]/i.test(zone) && isKnown(zone)) return zone
  throw new WrongHours(`“${String(zone)}” is no time zone: take one such as Europe/Prague.`)
}

const isKnown = (zone: string) => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const toWeek = (value: unknown): OpeningHours['week'] => {
  const days = Object.entries(objectOf(value, '`week` is an object with the intervals of each day.'))
  return Object.fromEntries(days.map(([day, intervals]) => [toDay(day), toIntervals(day, intervals)]))
}

const toDay = (day: string): Day => {
  const found = DAYS.find(one => one === day)
  if (found) return found
  throw new WrongHours(`“${day}” is no day of the week: take ${DAYS.slice(0, -1).join(', ')} or sun.`)
}

const toDates = (value: unknown): NonNullable<OpeningHours['dates']> => {
  const dates = Object.entries(objectOf(value, '`dates` is an object with the intervals of each date.'))
  if (dates.length > MOST.dates)
    throw new WrongHours(`There are more than ${MOST.dates} dates: leave out those gone by.`)
  return Object.fromEntries(dates.map(([date, intervals]) => [toDate(date), toIntervals(date, intervals)]))
}

const toDate = (date: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? []
  const there = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (day !== undefined && there.getUTCDate() === Number(day) && there.getUTCMonth() === Number(month) - 1) return date
  throw new WrongHours(`“${date}” is no date: write it as 2026-12-24.`)
}

const toIntervals = (day: string, value: unknown): readonly Interval[] => {
  if (!Array.isArray(value))
    throw new WrongHours(`The hours on ${day} are a list of intervals such as ["08:00", "17:00"].`)
  if (value.length > MOST.intervals) throw new WrongHours(`There are more than ${MOST.intervals} intervals on ${day}.`)
  const intervals = (value as unknown[]).map(one => toInterval(day, one)).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [index, [from, to]] of intervals.entries()) {
    const [nextFrom = '24:00', nextTo] = intervals[index + 1] ?? []
    if (nextFrom < to)
      throw new WrongHours(`On ${day} ${from}–${to} and ${nextFrom}–${nextTo} overlap: make one of them.`)
  }
  return intervals
}

const toInterval = (day: string, value: unknown): Interval => {
  const [from, to] = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : []
  const interval = [toTime(day, from), toTime(day, to)] as const
  if (interval[0] < interval[1]) return interval
  throw new WrongHours(
    `On ${day} ${interval.join('–')} ends before it begins: hours over midnight are two, up to 24:00 and from 00:00.`,
  )
}

const toTime = (day: string, time: unknown): string => {
  const padded = typeof time === 'string' ? time.padStart(5, '0') : ''
  if (/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(padded)) return padded
  throw new WrongHours(
    `“${String(time)}” on ${day} is no time of day: write it as 08:30, and the end of a day as 24:00.`,
  )
}

const objectOf = (value: unknown, sentence: string): Readonly<Record<string, unknown>> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new WrongHours(sentence)
}
