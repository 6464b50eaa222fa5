/** All the verbs that the app answers. Without an app the first two have nothing to do; the others bring it. */
export const VERBS =
  'close leave join toggle enter setLocale cancelCallback requestCallback send identify logout forget setCheck setRules setParams open call'.split(
    ' ',
  ) as readonly Verb[]
/** How many of them do not bring it. */
export const IDLE = 2

export type Verb =
  | 'close'
  | 'leave'
  | 'open'
  | 'toggle'
  | 'enter'
  | 'join'
  | 'requestCallback'
  | 'cancelCallback'
  | 'send'
  | 'identify'
  | 'logout'
  | 'forget'
  | 'setLocale'
  | 'setParams'
  | 'setCheck'
  | 'call'
  | 'setRules'
