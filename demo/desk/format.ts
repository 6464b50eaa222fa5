/** How the desk writes times, places and names. */
import { fill } from '../../src/i18n/format.js'
import type { Time } from '../../src/protocol/entities.js'
import type { Client } from '../protocol/desk.js'
import { words } from './words.js'

const two = (n: number): string => String(n).padStart(2, '0')

/** A span as people read a stop watch: “4:05”, “1:02:03”. A clock that runs behind the server's reads “0:00”. */
export const toSpan = (ms: number): string => {
  const s = Math.max(0, Math.floor(ms / 1000))
  const minutes = Math.floor(s / 60)
  return minutes < 60 ? `${minutes}:${two(s % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(s % 60)}`
}

/** How long ago: “now”, “3 min”, “2 h”. */
export const toAgo = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return words.now
  return minutes < 60 ? fill(words.minutes, { n: minutes }) : fill(words.hours, { n: Math.floor(minutes / 60) })
}

/** The time of day, as the operator's browser writes it. */
export const toClock = (at: Time): string =>
  new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(at)

const dayOf = (at: Time): string => new Date(at).toDateString()

/** “Today”, “Yesterday” or the date. */
export const toDay = (at: Time, now: Time): string => {
  if (isSameDay(at, now)) return words.today
  return isSameDay(at, now - DAY) ? words.yesterday : toDate(at)
}

const DAY = 86_400_000

const toDate = (at: Time): string =>
  new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' }).format(at)

/** “20 Nov”: where there is little room. */
export const toShortDate = (at: Time): string =>
  new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' }).format(at)

/** “Today”, “Yesterday”, “20 Nov”, and of another year “20 Nov 2025”. */
export const toShortDay = (at: Time, now: Time): string => {
  if (isSameDay(at, now)) return words.today
  if (isSameDay(at, now - DAY)) return words.yesterday
  const year = new Date(at).getFullYear()
  return year === new Date(now).getFullYear() ? toShortDate(at) : `${toShortDate(at)} ${year}`
}

/** When it was, inside a sentence: “at 10:43”, “yesterday at 10:43”, “on Friday 20 November at 10:43”. */
export const toMoment = (at: Time, now: Time): string => {
  const time = toClock(at)
  if (isSameDay(at, now)) return fill(words.moments.today, { time })
  if (isSameDay(at, now - DAY)) return fill(words.moments.yesterday, { time })
  return fill(words.moments.earlier, { day: toDate(at), time })
}

export const isSameDay = (a: Time, b: Time): boolean => dayOf(a) === dayOf(b)

/** Name of a language in English; a tag nobody knows stays as it came. */
export const toLanguage = (tag: string): string => {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return tag
  const language = tag.split('-', 1)[0] ?? tag
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? tag
}

/** The path of a page as people read it, with the route behind `#` if it has one; an address that is none stays as it came. */
export const toPath = (url: string): string => {
  if (!URL.canParse(url)) return url
  const { pathname, search, hash } = new URL(url)
  return toRead(pathname + search + hash)
}

/** A page of another site: its host too. */
export const toPlace = (url: string): string => {
  if (!URL.canParse(url)) return url
  const { host, pathname } = new URL(url)
  return host + (pathname === '/' ? '' : toRead(pathname))
}

const toRead = (text: string): string => {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

/** “14:05, Europe/Prague”; a zone nobody knows stays as it came. */
export const toTimeIn = (zone: string, at: Time): string => {
  try {
    const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at)
    return `${time}, ${zone}`
  } catch {
    return zone
  }
}

export const toName = (client: Client | undefined): string =>
  client?.verified?.name ?? client?.name ?? client?.label ?? words.client

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth']

/** “First visit”, “Third visit”, “14th visit”. */
export const toVisit = (before: number): string => {
  const n = before + 1
  const suffix = { one: 'st', two: 'nd', few: 'rd' } as Record<string, string>
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(n)
  return fill(words.visits, { nth: ORDINALS[before] ?? `${n}${suffix[rule] ?? 'th'}` })
}
