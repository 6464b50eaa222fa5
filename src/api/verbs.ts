/** All the verbs that the app answers. Without an app the first wait for it, or have nothing to do; the others bring it. */
export const VERBS =
  'setParams sharePage removeParams leave close page join open logout enter cancelCallback toggle forget setLocale send requestCallback'.split(
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
  | 'logout'
  | 'forget'
  | 'setLocale'
