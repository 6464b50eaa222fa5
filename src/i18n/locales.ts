/**
 * The first wish that can be met, by its whole BCP 47 tag or by its language alone; `en` when none can.
 *
 * @example
 * matchLocale(['de-AT', 'cs-CZ']) // 'cs'
 */
export const matchLocale = (wishes: readonly (string | undefined)[]): string =>
  wishes.flatMap(wish => [wish, wish?.toLowerCase().split('-')[0]]).find(isKnown) ?? 'en'

/** Languages there are texts for. English is in every file; each other one is a chunk of its own. */
const isKnown = (tag: string | undefined): tag is string => ['en', 'cs'].includes(tag as string)
