import type { WidgetState } from '../../api/events.js'
import { createStorage } from '../../browser/storage.js'
import { isLoud, priorityOf } from '../../core/rules.js'
import type { Rule } from '../../protocol/rule.js'
import type { RuleParts } from '../rules.js'
import { createDeeds } from './deeds.js'
import type { Followed } from './read.js'
import { createWord, type Done } from './word.js'

export interface ActsOptions {
  state(): WidgetState
  functions(): Followed['functions']
  /** Nobody speaks to the visitor any more. */
  onQuiet(): void
}

/** What rules do, one action after another, and who of them may speak. */
export const createActs = (parts: RuleParts, { state, functions, onQuiet }: ActsOptions) => {
  const { storage, scope } = parts.host.options
  const store = createStorage(storage, `zvonek:${scope}:`)
  const word = createWord({ state, isMarked: () => !!store.get('running'), onQuiet })
  const deeds = createDeeds(parts, functions)

  const act = async (rule: Rule, done: Done): Promise<void> => {
    for (const action of rule.then) await deeds.attempt(() => deeds.act(action, rule, done))
    // What is asked holds the word until it is closed.
    if (!rule.then.some(action => action.do === 'popUp' || action.do === 'invite')) done()
  }
  return {
    act,
    speaking: word.priority,
    /** The word, if the rule wants to speak. */
    take: (rule: Rule): Done => word.take(isLoud(rule) ? priorityOf(rule) : undefined),
    /** Who talks to somebody is not spoken to. */
    hush: () => void (word.isTalking() && deeds.close()),
    close: deeds.close,
    prepare: deeds.prepare,
    dispose: deeds.dispose,
  }
}
