import { createMemoryStorage } from '../../../src/browser/storage.js'
import { createRuleMemory, type RuleMemory } from '../../../src/core/rule-memory.js'
import type { KeyStore } from '../../../src/protocol/ports.js'
import type { Rule } from '../../../src/protocol/rule.js'
import { createRandom } from '../../support/seeded-random.js'

const MINUTE = 60_000
const VISIT = 30 * MINUTE
const RULES = [
  { id: 'visit', then: [], once: 'visit' },
  { id: 'person', then: [], once: 'person' },
  { id: 'cool', then: [], cooldown: 600 },
] as const satisfies readonly Rule[]

/** What happened, seen from above: no memory, all times known. */
interface Act {
  rule: Rule
  at: number
  visit: number
}

export interface Trial {
  violations: readonly string[]
  acts: number
  refused: number
  visits: number
  reloads: number
}

/** How a tab comes by its memory, and how it asks. Both may be planted otherwise. */
export interface Making {
  memory(store: KeyStore, now: () => number): RuleMemory
  /** Asks for several tabs in one moment. */
  claims(tabs: readonly RuleMemory[], rule: Rule): readonly boolean[]
}

export const honest: Making = {
  memory: (store, now) => createRuleMemory(store, { now }),
  claims: (tabs, rule) => tabs.map(tab => tab.claim(rule)),
}

/** Tabs come and go, pages are loaded anew, the visitor is away for a while: a rule acts as often as it says. */
export const runTrial = (seed: number, { memory, claims }: Making): Trial => {
  const { between, weighted } = createRandom(seed)
  const store = createMemoryStorage()
  let now = 1_000_000
  const open = () => {
    const tab = memory(store, () => now)
    tab.live(0)
    return tab
  }
  const acts: Act[] = []
  const violations: string[] = []
  let refused = 0
  let reloads = 0
  let visit = 1
  let last = now
  const live = () => {
    if (now - last >= VISIT) visit++
    last = now
  }
  const tabs = [open()]
  const may = (rule: Rule) => {
    const mine = acts.filter(act => act.rule === rule)
    if (rule.once === 'person') return !mine.length
    if (rule.once === 'visit') return mine.every(act => act.visit !== visit)
    return mine.every(({ at }) => now - at >= rule.cooldown! * 1_000)
  }
  for (let step = 0; step < 60; step++) {
    const at = between(0, tabs.length - 1)
    switch (weighted({ act: 6, together: 3, wait: 4, away: 1, tab: 1, close: 1, reload: 2, live: 2 })) {
      case 'wait':
        now += between(1, 12) * MINUTE
        break
      case 'away':
        now += between(25, 90) * MINUTE
        break
      case 'tab':
        live()
        tabs.push(open())
        break
      case 'close':
        if (tabs.length > 1) tabs.splice(at, 1)
        break
      case 'reload':
        live()
        reloads++
        tabs[at] = open()
        break
      case 'live':
        live()
        tabs[at]!.live(between(0, MINUTE))
        break
      case 'act':
        check([tabs[at]!])
        break
      case 'together':
        check(tabs)
    }
  }
  return { violations, acts: acts.length, refused, visits: visit, reloads }

  function check(asking: readonly RuleMemory[]) {
    const rule = RULES[between(0, RULES.length - 1)]!
    const allowed = may(rule) ? 1 : 0
    const said = claims(asking, rule).filter(Boolean).length
    if (said > allowed) violations.push(`${rule.id} acts ${said} times where it may ${allowed}`)
    if (said < allowed) violations.push(`${rule.id} does not act where it may`)
    if (!said) refused++
    for (let n = 0; n < said; n++) acts.push({ rule, at: now, visit })
    if (asking.some(tab => tab.visits() !== visit)) violations.push('the visits are counted otherwise')
  }
}
