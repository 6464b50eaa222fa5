import { alone } from '../../browser/locks.js'
import { createMemoryStorage, createStorage } from '../../browser/storage.js'
import { createRuleMemory, type RuleMemory } from '../../core/rule-memory.js'
import type { Options } from '../../api/options.js'
import type { Clock } from '../../protocol/ports.js'
import type { Rule } from '../../protocol/rule.js'

/** What rules remember, and for how long. */
export interface Claims {
  readonly memory: RuleMemory
  /** Whether it may act now; of several tabs that ask at once, one may. */
  claim(rule: Rule): Promise<boolean>
  /** In the browser, or as long as the page; undefined: as long as the page, and nothing in the browser is touched. */
  keep(remember: boolean | undefined, rules: readonly Rule[]): void
  forget(): void
}

export const createClaims = (options: Options, clock: Pick<Clock, 'now'>): Claims => {
  const { storage, scope } = options
  const prefix = `zvonek:${scope}:`
  const forThePage = () => createRuleMemory(createMemoryStorage(), clock)
  let memory = forThePage()
  let isKept = false
  const drop = () => {
    memory = forThePage()
    isKept = false
  }
  return {
    get memory() {
      return memory
    },
    claim: async rule => (isKept ? alone(`${prefix}rules`, () => memory.claim(rule)) : memory.claim(rule)),
    keep: (remember, rules) => {
      if (remember === false) createStorage(storage, prefix).remove('rules')
      if (!remember && isKept) drop()
      // What a site says of its rules does not go before what it says of everything.
      if (!remember || isKept || options.consent) return
      const before = memory
      memory = createRuleMemory(createStorage(storage, prefix), clock)
      isKept = true
      memory.live(before.inView())
      // What has acted on this page already was not agreed to be kept then; it has acted all the same.
      for (const rule of rules) if (before.isSpent(rule)) memory.claim(rule)
    },
    forget: drop,
  }
}
