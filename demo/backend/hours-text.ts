import { DAYS, type Interval, type OpeningHours } from './hours.js'

/** Intervals, as yet unchecked, as they are typed: “8:00-12:00, 13:00-17:00”, or “closed”. */
export const toIntervals = (text: string): string[][] =>
  text.trim() === 'closed' ? [] : text.split(',').map(one => one.split('-').map(time => time.trim()))

/** “mon-fri 8:00-17:00”: the days and their intervals; the words are not checked. */
export const toDays = (text: string): Record<string, string[][]> => {
  const [, first = '', last = first, rest = ''] = /^\s*([a-z]+)(?:\s*-\s*([a-z]+))?\s+(.*)$/is.exec(text) ?? []
  const [from, to] = [first, last].map(day => DAYS.findIndex(one => one === day.toLowerCase()))
  const days = from !== undefined && to !== undefined && from >= 0 && to >= from ? DAYS.slice(from, to + 1) : undefined
  // What is no day, or a range that runs backwards, is told by its own words.
  const names = days ?? [first === last ? first || text : `${first}-${last}`]
  return Object.fromEntries(names.map(day => [day, toIntervals(rest)]))
}

/** “2026-12-24 closed”: the date and its intervals; undefined where it is to be as usual again. */
export const toDate = (text: string): [date: string, intervals: string[][] | undefined] => {
  const [date = '', ...rest] = text.trim().split(/\s+/)
  const hours = rest.join(' ')
  return [date, hours === 'usual' ? undefined : toIntervals(hours)]
}

/** Intervals as one would type them. */
export const toText = (intervals: readonly Interval[]) =>
  intervals.length ? intervals.map(([from, to]) => `${from}-${to}`).join(', ') : 'closed'

/** Opening hours as one would type them, one line for each day and date. */
export const toLines = ({ week, dates = {} }: OpeningHours): string[] => [
  ...DAYS.map(day => `${day} ${toText(week[day] ?? [])}`),
  ...Object.entries(dates).map(([date, intervals]) => `${date} ${toText(intervals)}`),
]
