import { Temporal } from 'temporal-polyfill'
import type { Time } from '../../src/protocol/entities.js'

/*
 * When somebody is there. An interval begins the first time the clock on the wall shows its start or later, and ends the
 * first time it shows its end or later: so an hour that a change of the clocks leaves out is no hour, and one that comes
 * twice is open the first time only up to its end.
 */

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof DAYS)[number]

/** Wall time such as `08:00` and `17:30`; an end may be `24:00`. */
export type Interval = readonly [from: string, to: string]

/** Opening hours as they are set; `parseHours` makes sure of them. */
export interface OpeningHours {
  /** IANA name, such as `Europe/Prague`. */
  zone: string
  /** In their order; a day that is absent is closed. */
  week: Partial<Readonly<Record<Day, readonly Interval[]>>>
  /** Dates (`2026-12-24`) with hours of their own; an empty list is a holiday. */
  dates?: Readonly<Record<string, readonly Interval[]>>
}

export interface Hours {
  /** IANA name. */
  zone: string
  isOpen(at: Time): boolean
  /** When it opens, if it is closed at `at`, or closes, if it is open; undefined when not within 400 days. */
  nextChange(at: Time): Time | undefined
}

/** A stretch of time, its end excluded. */
interface Span {
  from: Time
  to: Time
}

const HORIZON = 400

export const createHours = (hours: OpeningHours): Hours => {
  let known: (Span & { isOpen: boolean }) | undefined
  /** The stretch that holds `at`: what was found for one moment serves for all others in it. */
  const at = (now: Time) => {
    if (!known || now < known.from || now >= known.to) known = look(hours, now)
    return known
  }
  return {
    zone: hours.zone,
    isOpen: now => at(now).isOpen,
    nextChange: now => {
      const { to } = at(now)
      return to === Infinity ? undefined : to
    },
  }
}

const look = (hours: OpeningHours, now: Time) => {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(hours.zone).toPlainDate()
  let before = toInstant(hours.zone, today.subtract({ days: 1 }).toPlainDateTime())
  for (const span of spans(hours, today)) {
    if (now < span.from) return { isOpen: false, from: before, to: span.from }
    // What reaches the horizon has no end that is known.
    if (now < span.to) return { isOpen: true, ...span }
    before = span.to
  }
  return { isOpen: false, from: before, to: Infinity }
}

/** What is open from yesterday on, stretches that touch as one. */
function* spans(hours: OpeningHours, today: Temporal.PlainDate): Generator<Span> {
  let open: Span | undefined
  for (let day = -1; day <= HORIZON; day++) {
    for (const { from, to } of spansOf(hours, today.add({ days: day }))) {
      if (open && from <= open.to) open.to = to
      else {
        if (open) yield open
        open = { from, to }
      }
    }
  }
  if (!open) return
  const end = toInstant(hours.zone, today.add({ days: HORIZON + 1 }).toPlainDateTime())
  yield open.to < end ? open : { ...open, to: Infinity }
}

const spansOf = ({ zone, week, dates = {} }: OpeningHours, date: Temporal.PlainDate): Span[] => {
  const day = DAYS[date.dayOfWeek - 1]
  const intervals = dates[date.toString()] ?? (day && week[day]) ?? []
  return intervals
    .map(([from, to]) => ({ from: toInstant(zone, toLocal(date, from)), to: toInstant(zone, toLocal(date, to)) }))
    .filter(({ from, to }) => from < to)
}

const toLocal = (date: Temporal.PlainDate, time: string) =>
  time === '24:00' ? date.add({ days: 1 }).toPlainDateTime() : date.toPlainDateTime(time)

/** The first moment at which the clock on the wall shows this or later. */
const toInstant = (zone: string, local: Temporal.PlainDateTime): Time => {
  const found = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (found.toPlainDateTime().equals(local)) return found.epochMilliseconds
  // The clocks leap over it: then the moment of the leap.
  return (found.getTimeZoneTransition('next') ?? found).epochMilliseconds
}
