import type { AppHost } from '../../api/app.js'
import { createChime, type Chime } from '../../browser/chime.js'
import { react } from '../../core/react.js'
import type { Action, Rule, RuleText } from '../../protocol/rule.js'
import type { RuleParts } from '../rules.js'
import { createAsking } from './asking.js'
import type { Followed } from './read.js'
import { textIn } from './text.js'
import type { Done } from './word.js'

/** Each action, by what the page itself could do. */
export const createDeeds = (parts: RuleParts, functions: () => Followed['functions']) => {
  const { host, call, report } = parts
  const attempt = createAttempt(host)
  const asking = createAsking(parts, { attempt })
  const note = createNote(parts)
  let chime: Chime | undefined

  const run = (name: string, rule: string) => {
    const found = Object.hasOwn(functions(), name) ? functions()[name] : undefined
    if (!found) return report('warn', `the rule “${rule}” runs “${name}”, which is not among the functions`)
    try {
      found({ rule })
    } catch (error) {
      // It is the page's own.
      reportError(error)
    }
  }
  const act = (action: Action, { id }: Rule, done: Done): unknown => {
    switch (action.do) {
      case 'show':
      case 'hide':
        return (host.doorbell.host.hidden = action.do === 'hide')
      case 'pulse':
      case 'unpulse':
        return asking.pulse(action.do === 'pulse')
      case 'popUp':
        return asking.popUp(action, done)
      case 'invite':
        return asking.invite(action, done)
      case 'hidePopUp':
        return asking.close()
      case 'open':
        return call('open', 'entry' in action ? [action.entry] : [])
      case 'playSound':
        return chime?.ring()
      case 'setParams':
        return call('setParams', [action.params])
      case 'removeParams':
        return call('removeParams', action.names)
      case 'queueMessage':
        return note.say(action.text)
      case 'run':
        return run(action.name, id)
      case 'emit':
        return host.emit('rule', { rule: id, name: action.name })
    }
  }
  return {
    act,
    attempt,
    close: asking.close,
    /** Sounds need to hear the first press on the page. */
    prepare: (rules: readonly Rule[]) => {
      if (rules.some(({ then }) => then.some(action => action.do === 'playSound'))) chime ??= createChime()
    },
    dispose: () => {
      note.dispose()
      asking.dispose()
      chime?.dispose()
    },
  }
}

/** What goes wrong in an action is told, and the next one has its turn. */
const createAttempt =
  (host: AppHost) =>
  async (fn: () => unknown): Promise<void> => {
    try {
      await fn()
    } catch (error) {
      const code = Object.hasOwn(Object(error) as object, 'code') ? (error as { code: string }).code : 'unexpected'
      host.emit('error', { code, message: `${error as Error}` })
    }
  }

/** What stands in the queue, in the language of now. */
const createNote = ({ words }: RuleParts) => {
  let undo = () => {}
  return {
    say: (text: RuleText) => {
      undo()
      undo = react(
        () => words.locale.value,
        tag => void (words.note.value = textIn(text, tag)),
      )
    },
    dispose: () => undo(),
  }
}
