/** Verbs that bring the app: the page's acts, and those for which it must fetch words or really erase. */
type Act = 'open' | 'toggle' | 'enter' | 'join' | 'send' | 'logout' | 'forget' | 'setLocale'
export const ACTS = 'open toggle enter join send logout forget setLocale'.split(' ') as Act[]
/** All the verbs that the app answers. Without an app there is nothing to close or leave. */
export const VERBS: readonly Verb[] = [...ACTS, 'close', 'leave']

export type Verb = Act | 'close' | 'leave'
