import { ZvonekError } from '../../api/errors.js'
import type { RuleParts } from '../rules.js'
import { createEngine } from './engine.js'
import { readRules } from './read.js'

/** The room of what a widget does by itself. */
export interface RuleRoom {
  /** @throws {ZvonekError} `options`, with one sentence; then all is as before. */
  set(rules: unknown): void
  look(): void
  forget(): void
}

/** Follows the widget's rules until the signal says so. One that cannot be followed is told, and leaves the others as they are. */
export const start = (parts: RuleParts, signal: AbortSignal): RuleRoom => {
  const engine = createEngine(parts)
  signal.addEventListener('abort', engine.dispose)
  let followed = readRules(parts.host.options.rules, undefined)
  for (const message of followed.faults) {
    parts.report('warn', message)
    parts.host.emit('error', { code: 'options', message })
  }
  engine.follow(followed)
  return {
    set: given => {
      const next = readRules(given, followed)
      const fault = next.faults.at(0)
      if (fault !== undefined) throw new ZvonekError('options', fault)
      followed = next
      engine.follow(next)
    },
    look: engine.look,
    forget: engine.forget,
  }
}
