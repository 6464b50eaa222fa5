/** All the verbs that the app answers, in the order that packs best. Without an app the first wait for it, or have nothing to do; the others bring it. */
export const VERBS =
  'close leave page removeParams setParams setLocale setRules diagnose sharePage setCheck consent send forget call enter logout open cancelCallback identify requestCallback join toggle'.split(
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
  | 'diagnose'
