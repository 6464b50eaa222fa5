import type { Hours, Weekday } from '../protocol/rule.js'

const DAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const DAY = 1_440
const MINUTE = 60_000

/** Whether a moment (ms since 1970) lies within hours. */
export const isWithin = (hours: Hours, now: number): boolean => {
  const { day, minute } = wallClock(hours, now)
  const { begin, end } = toMinutes(hours)
  const { days } = hours
  const isDay = (name: Weekday) => !days || days.includes(name)
  if (begin < end) return isDay(day) && minute >= begin && minute < end
  // What goes over midnight belongs to the day on which it began.
  return minute >= begin ? isDay(day) : minute < end && isDay(before(day))
}

/** Milliseconds after which it may be otherwise; a clock that is set meanwhile makes it late by as much. */
export const untilTurn = (hours: Hours, now: number): number => {
  const { minute } = wallClock(hours, now)
  const { begin, end } = toMinutes(hours)
  const next = Math.min(...[DAY, begin, end].map(turn => (turn > minute ? turn : turn + DAY)))
  return (next - minute) * MINUTE - (now % MINUTE)
}

/** What was read has no prototype: what is absent is so. */
const toMinutes = ({ from = '00:00', to = '24:00' }: Hours) => ({ begin: toMinute(from), end: toMinute(to) })

const toMinute = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

const before = (day: Weekday): Weekday => DAYS.at(DAYS.indexOf(day) - 1)!

/** Time zones lie whole minutes apart. */
const wallClock = (hours: Hours, now: number) => {
  const { zone: timeZone } = hours
  const wish = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }
  const text = Intl.DateTimeFormat('en', { __proto__: null, ...wish } as Intl.DateTimeFormatOptions).format(now)
  const minute = Number(text.slice(-5, -3)) * 60 + Number(text.slice(-2))
  return { day: text.slice(0, 3).toLowerCase() as Weekday, minute }
}
