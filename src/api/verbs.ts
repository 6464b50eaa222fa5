/** Verbs that bring the app: the page's acts, and those for which it must fetch words or really erase. */
export const ACTS = ['open', 'toggle', 'enter', 'send', 'logout', 'forget', 'setLocale'] as const
/** All the verbs that the app answers. Without an app there is nothing to close or leave. */
export const VERBS = [...ACTS, 'close', 'leave'] as const

export type Verb = (typeof VERBS)[number]
