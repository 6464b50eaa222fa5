import type { Options } from '../api/options.js'
import { matchLocale } from '../i18n/locales.js'

/** The language to speak: the wish, then the page's, then the browser's, as far as there are texts. */
export const chooseLocale = (wish?: string): string =>
  matchLocale([wish, document.documentElement.lang, navigator.language])

/**
 * Whether the words of a language are here already: English, or one that came whole with the options. Only a whole one
 * has the forms of `unread`; who changes a word or two leaves them alone.
 */
export const isAtHand = (locale: string, { words }: Options): boolean => locale === 'en' || !!words[locale]?.unread
