/** Verbs that bring the app: the page's acts, and those for which it must fetch words or really erase. */
export const ACTS = ['open', 'toggle', 'enter', 'send', 'logout', 'forget', 'setLocale'] as const
/** All the verbs that the app answers. Those that bring it not are noted until it comes for another reason. */
export const VERBS = [...ACTS, 'close', 'leave', 'identify', 'setParams', 'removeParams'] as const

export type Verb = (typeof VERBS)[number]
