/** All the verbs that the app answers, in the order that packs best. Without an app the first wait for it, or have nothing to do; the others bring it. */
export const VERBS =
  'leave close page removeParams setParams setLocale setCheck sharePage send identify logout requestCallback cancelCallback setRules forget consent enter open join toggle call'.split(
    ' ',
  ) as readonly Verb[]
/** How many of them do not bring it. */
export const IDLE = 5

export type Verb =
  | 'close'
  | 'leave'
  | 'setParams'
  | 'removeParams'
  | 'page'
  | 'sharePage'
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
  | 'consent'
  | 'setLocale'
  | 'setCheck'
  | 'call'
  | 'setRules'
