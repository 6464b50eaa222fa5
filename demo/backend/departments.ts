import type { Availabilities, Availability, Time } from '../../src/protocol/entities.js'
import { availabilities } from './availability.js'
import type { Context, WidgetSettings } from './context.js'
import { toEntryForm } from './entry-form.js'
import type { Group, Groups } from './groups.js'
import type { State } from './state.js'

/** What stands at the door of a widget. */
export interface Door {
  availability: Availabilities
  /** Whether a chat leads to a person now, by the group that is chosen in the entry form. Absent: nothing is chosen there. */
  groups?: Readonly<Record<string, Availability>>
}

/**
 * The ways in of a widget, and which of the groups that its entry form offers take a conversation now. Where one is chosen,
 * a chat leads to a person as soon as one of them does.
 */
export const doorOf = (
  { widgets, groups }: Pick<Context, 'widgets' | 'groups'>,
  widget: string,
  { state, now }: { state: State; now: Time },
): Door => {
  const settings = widgets[widget] ?? {}
  const own = groups.find(settings.group)
  const availability = availabilities(state, own, now)
  const choice = choiceOf(settings, groups)
  if (!choice) return { availability }
  const told = choice.names.map(name => [name, chatOf(state, groups.find(name), now)] as const)
  const ways = [...told.map(([, one]) => one), ...(choice.isFree && availability.webchat ? [availability.webchat] : [])]
  const best = ways.sort(byNearness)[0]
  return { availability: { ...availability, ...(best && { webchat: best }) }, groups: Object.fromEntries(told) }
}

const chatOf = (state: State, group: Group, now: Time): Availability =>
  availabilities(state, group, now).webchat ?? { state: 'unknown' }

/** What the form lets choose from; `isFree`: who chooses nothing comes in all the same. */
const choiceOf = ({ entryForm }: WidgetSettings, groups: Groups) => {
  const fields = toEntryForm(entryForm, groups)?.fields.filter(({ group }) => group) ?? []
  if (!fields.length) return undefined
  const names = new Set(fields.flatMap(({ options = [] }) => options.map(({ value }) => value)))
  return { names: [...names], isFree: !fields.some(({ required, showIf = [] }) => required && !showIf.length) }
}

/** The nearest first: who is there, who is there soonest, and of those who are not, whom one may hope for. */
const byNearness = (a: Availability, b: Availability) =>
  rank(a) - rank(b) || (a.wait ?? Infinity) - (b.wait ?? Infinity) || (a.at ?? Infinity) - (b.at ?? Infinity) || 0

const RANKS = ['online', 'busy', 'queueFull', 'noOperators', 'hours']
const rank = ({ state, reason }: Availability) => {
  const at = RANKS.indexOf((state === 'offline' && reason) || state)
  return at < 0 ? RANKS.length : at
}
