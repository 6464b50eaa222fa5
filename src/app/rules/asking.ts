import { createBeckon } from '../../panels/beckon/index.js'
import type { Action, RuleText } from '../../protocol/rule.js'
import type { RuleParts } from '../rules.js'
import { textIn } from './text.js'
import type { Done } from './word.js'

type PopUp = Extract<Action, { do: 'popUp' }>
type Invite = Extract<Action, { do: 'invite' }>

export interface AskingOptions {
  /** What goes wrong in it is told. */
  attempt(fn: () => unknown): Promise<void>
}

/** What is said by the launcher, and what comes of the answer. */
export const createAsking = ({ host, words, call }: RuleParts, { attempt }: AskingOptions) => {
  const { doorbell, options } = host
  const beckon = createBeckon(doorbell)
  const ask = async ({ text, onYes, ...more }: Asked, onClose: Done) => {
    const said = { words: await words.load('beckon'), locale: words.locale, text: (tag: string) => textIn(text, tag) }
    beckon.show({ ...more, ...said, onYes: () => void attempt(onYes), onClose })
  }
  return {
    pulse: beckon.pulse,
    close: beckon.close,
    dispose: beckon.dispose,
    popUp: (action: PopUp, done: Done) => {
      const entry = ('entry' in action && action.entry) || options.buttons.at(0) || 'webchat'
      return ask({ text: action.text, entry, isInvitation: false, onYes: () => call('open', [entry]) }, done)
    },
    /** Whoever says yes is in the queue: nothing is asked before it. */
    invite: (action: Invite, done: Done) => {
      const onYes = async () => {
        await call('open', ['webchat'])
        await call('enter', ['webchat', { skipForm: true, ...('group' in action && { group: action.group }) }])
      }
      return ask({ text: action.text, entry: 'webchat', isInvitation: true, onYes }, done)
    },
  }
}

interface Asked {
  text: RuleText
  entry: string
  isInvitation: boolean
  onYes(): unknown
}
