import type { Entry, Id, Parameter } from '../../src/protocol/entities.js'
import { availableIn, isBusy, isFull } from './availability.js'
import type { Group, Groups } from './groups.js'
import type { State } from './state.js'

/** A rule that leads somebody who rings: everything it names must be so. */
export interface Route {
  /** Parameters, by key. */
  params?: Readonly<Record<string, string>>
  entry?: Entry
  /** BCP 47 tag; one without a region stands for all of them. */
  lang?: string
  /** Where to: a group by its name, or an operator. */
  group?: string
  operator?: Id
}

/** Who rings. */
export interface Ringing {
  entry: Entry
  locale: string | undefined
  params: readonly Parameter[]
}

interface House {
  state: State
  groups: Groups
  now: number
}

/** The first rule that is meant for them, and leads to somebody now; the others are passed over. */
export const findRoute = (routes: readonly Route[], ringing: Ringing, house: House): Route | undefined =>
  routes.find(route => isMeant(route, ringing) && leads(route, house))

const isMeant = ({ params = {}, entry, lang }: Route, ringing: Ringing): boolean =>
  (entry === undefined || entry === ringing.entry) &&
  (lang === undefined || isLanguage(lang, ringing.locale)) &&
  Object.entries(params).every(([key, value]) => ringing.params.some(one => one.key === key && one.value === value))

const isLanguage = (lang: string, locale = ''): boolean =>
  `${locale}-`.toLowerCase().startsWith(`${lang}-`.toLowerCase())

const leads = ({ group, operator }: Route, { state, groups, now }: House): boolean => {
  const one = operator === undefined ? undefined : state.operators.get(operator)
  if (operator !== undefined) return one?.available === true && !isBusy(state, one)
  const found = group === undefined ? undefined : groups.named(group)
  return found !== undefined && takesNow(found, state, now)
}

/** Whether a group is open, has room for one more to wait, and somebody is there. */
export const takesNow = (group: Group, state: State, now: number): boolean =>
  group.hours?.isOpen(now) !== false && !isFull(state, group) && availableIn(state, group).length > 0
