/** All the verbs that the app answers, in the order that packs best. Without an app the first wait for it, or have nothing to do; the others bring it. */
export const VERBS =
  'page removeParams close leave sharePage setParams call cancelCallback identify enter requestCallback forget setCheck setRules open send setLocale join toggle logout'.split(
    ' ',
  ) as readonly Verb[]
/** How many of them do not bring it, unless their first argument is `true`, as in `sharePage(true)`. */
export const IDLE = 6

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
  | 'setLocale'
  | 'setCheck'
  | 'call'
  | 'setRules'
