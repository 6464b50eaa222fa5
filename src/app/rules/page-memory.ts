import type { Rule } from '../../protocol/rule.js'
import type { Log } from '../../protocol/ports.js'

/** Two rules that undo each other's doing would go on for ever. */
const MOST = 20

/** What has acted on this page. */
export const createPageMemory = (report: Log) => {
  const times = new Map<string, number>()
  return {
    note: ({ id }: Rule) => {
      const count = (times.get(id) ?? 0) + 1
      times.set(id, count)
      if (count === MOST) report('warn', `the rule “${id}” has acted ${MOST} times on one page and does so no more`)
    },
    isSpent: (rule: Rule): boolean => {
      const count = times.get(rule.id) ?? 0
      return count >= MOST || ('once' in rule && rule.once === 'page' && count > 0)
    },
    turn: () => times.clear(),
  }
}
