import type { WidgetState } from '../../api/events.js'
import { here } from '../../browser/navigation.js'
import { deviceNow, type Senses } from '../../browser/senses.js'
import type { Gaze } from '../../core/gaze.js'
import type { Facts } from '../../core/rule-holds.js'
import type { RuleMemory } from '../../core/rule-memory.js'
import { own } from '../../protocol/own.js'
import type { FormValues } from '../../protocol/form.js'

export interface FactParts {
  memory: RuleMemory
  gaze: Gaze
  senses: Senses
  state: WidgetState
  params: FormValues
  country: string | undefined
}

/** How things stand now. Nothing of it leaves the page. */
export const gather = ({ memory, gaze, senses, state, params, country }: FactParts): Facts => {
  const { url, referrer } = here()
  return own({
    now: Date.now(),
    visits: memory.visits(),
    language: navigator.language,
    country,
    url,
    referrer,
    timeOnPage: gaze.page() / 1_000,
    timeOnSite: (memory.inView() + gaze.fresh()) / 1_000,
    scroll: senses.scroll(),
    exitIntent: senses.exitIntent(),
    device: deviceNow(),
    params,
    availability: statesOf(state),
  })
}

const statesOf = ({ availability }: WidgetState) => {
  const states = own({}) as Record<string, string>
  for (const entry of Object.keys(availability) as (keyof typeof availability)[]) {
    const found = availability[entry]
    if (found) states[entry] = found.state
  }
  return states
}

/** A page by what it is: a place on it (`#contact`) is the same page, a route behind `#/` another. */
export const pageNow = (): string => here().url.replace(/#(?!!?\/).*$/, '')
