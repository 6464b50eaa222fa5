import { USUAL_AWAY, type GroupSettings } from '../groups.js'
import { DAYS, type Day, type Interval, type OpeningHours } from '../hours.js'
import { toDate, toIntervals, toText } from '../hours-text.js'
import { parseHours, WrongHours } from '../parse-hours.js'
import { Unfit } from './unfit.js'

/** Not a number, which an object would put first. */
export const GROUP = /^[a-z][a-z0-9-]{0,31}$/

/**
 * Takes a name for a group.
 * @throws {Unfit}
 */
export const readGroupName = (name: string): string => {
  if (GROUP.test(name)) return name
  throw new Unfit(`“${name}” is no name for a group: take up to 32 of a–z, 0–9 and dash, a letter first.`)
}

/** A group as it is typed: its days by their names; `always` is `yes` where it has no hours. */
export const GROUP_FIELDS = [
  ...(['always', 'zone', ...DAYS, 'dates', 'queueSize', 'maxWait', 'awayQueue', 'awayChat'] as const),
  ...(['callbacks', 'operators'] as const),
] as const
export type GroupField = (typeof GROUP_FIELDS)[number]
export type GroupTexts = Readonly<Record<GroupField, string>>

/**
 * How many, from 1; nothing, or “any”, is no limit.
 * @throws {Unfit}
 */
export const readLimit = (text: string): number | undefined => {
  if (text === 'any' || text === '') return undefined
  if (/^\d{1,5}$/.test(text) && Number(text) > 0) return Number(text)
  throw new Unfit(`{name} must be a whole number from 1 to 99999, or any, not “${text}”.`)
}

const DAY = 1_440

/**
 * Minutes that somebody may be away, from one to a day; nothing, or “usual”, is as many as where nothing is set.
 * @throws {Unfit}
 */
export const readAway = (text: string, from: keyof typeof USUAL_AWAY): number | undefined => {
  if (text === 'usual' || text === '') return undefined
  if (/^\d{1,4}$/.test(text) && Number(text) > 0 && Number(text) <= DAY) return Number(text)
  throw new Unfit(`{name} must be whole minutes from 1 to ${DAY}, or usual (${USUAL_AWAY[from]}), not “${text}”.`)
}

/** @throws {Unfit} */
export const readZone = (text: string): string => {
  if (!text) throw new Unfit('Say where the clock hangs: take a time zone such as Europe/Prague.')
  return told(() => parseHours({ zone: text, week: {} }).zone)
}

/** @throws {Unfit} */
export const readDay = (day: Day, text: string): readonly Interval[] => {
  const { week } = told(() => parseHours({ zone: 'UTC', week: { [day]: text ? toIntervals(text) : [] } }))
  return week[day] ?? []
}

/**
 * One date with hours of its own on each line, such as “2026-12-24 closed”.
 * @throws {Unfit}
 */
export const readDates = (text: string): NonNullable<OpeningHours['dates']> => {
  const lines = text.split('\n').filter(line => line.trim())
  const dates = lines.map(line => {
    const [date, intervals = []] = toDate(line)
    if (!/\s\S/.test(line.trim())) throw new Unfit(`Say the hours of ${date} too, or “${date} closed”.`)
    return [date, intervals] as const
  })
  return told(() => parseHours({ zone: 'UTC', week: {}, dates: Object.fromEntries(dates) }).dates ?? {})
}

const told = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    throw error instanceof WrongHours ? new Unfit(error.message) : error
  }
}

/** A group as one would type it. */
export const toGroupTexts = ({ hours, operators, ...numbers }: GroupSettings): GroupTexts => ({
  always: hours ? '' : 'yes',
  zone: hours?.zone ?? '',
  ...(Object.fromEntries(DAYS.map(day => [day, toDayText(hours?.week[day])])) as Record<Day, string>),
  dates: Object.entries(hours?.dates ?? {})
    .map(([date, intervals]) => `${date} ${toText(intervals)}`)
    .join('\n'),
  queueSize: toNumberText(numbers.queueSize),
  maxWait: toNumberText(numbers.maxWait),
  awayQueue: toNumberText(numbers.awayQueue),
  awayChat: toNumberText(numbers.awayChat),
  callbacks: toNumberText(numbers.callbacks),
  operators: operators?.join(' ') ?? '',
})

const toNumberText = (number: number | undefined) => (number === undefined ? '' : `${number}`)

const toDayText = (intervals: readonly Interval[] = []) => (intervals.length ? toText(intervals) : '')
