import type { AppHost, Said, Verb } from '../api/app.js'
import type { Log } from '../protocol/ports.js'
import type { Life } from './life.js'
import type { RuleRoom } from './rules/index.js'
import { createRoom } from './room.js'
import type { Spoken } from './words.js'

/** What rules look at and act with. */
export interface RuleParts {
  host: AppHost
  words: Spoken
  life: Pick<Life, 'running' | 'params'>
  /** What the page says and what waits for the visitor to act. */
  said(): Said
  call(verb: Verb, args: readonly unknown[]): unknown
  report: Log
}

/** What a widget does by itself comes as a file of its own, to those who have rules. */
export const createRules = (parts: RuleParts) => {
  const { host } = parts
  const life = new AbortController()
  let room: RuleRoom | undefined
  const load = createRoom(() => import('./rules/index.js'), parts, life.signal)
  const enter = async () => (room = await load())
  if (host.options.rules)
    enter().catch((error: unknown) => host.emit('error', { code: 'load', message: `${error as Error}` }))
  return {
    set: async (rules: unknown): Promise<void> => (await enter()).set(rules),
    /** Something is otherwise that is told to nobody. */
    look: () => room?.look(),
    /** Somebody else sits there now. */
    forget: () => room?.forget(),
    dispose: () => life.abort(),
  }
}
