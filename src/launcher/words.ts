import type { FirstWords, Options } from '../api/options.js'
import english from '../i18n/first-words.js'
import { matchLocale } from '../i18n/locales.js'
import { page } from '../page.js'

/** The language to speak: the wish, then the page's, then the browser's, as far as there are texts. */
export const chooseLocale = ({ lang }: Options): string =>
  matchLocale([lang, page('documentElement').lang, navigator.language])

/**
 * English is here, and so is a language that came whole with the options: it has the name of the group, which who only
 * changes a button leaves alone. Any other is fetched; when that fails, buttons in English are better than none.
 */
export const findWords = async (
  locale: string,
  { words }: Options,
  fetch: (locale: string) => Promise<FirstWords>,
): Promise<FirstWords> => ({
  ...english,
  ...(locale !== 'en' &&
    !Object.hasOwn(Object(words[locale]) as object, 'group') &&
    (await fetch(locale).catch(() => undefined))),
  ...words[locale],
})
