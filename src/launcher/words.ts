import type { Options } from '../api/options.js'
import english from '../i18n/en/launcher.js'
import { matchLocale } from '../i18n/locales.js'
import type { LauncherWords } from '../i18n/words.js'

/** The language to speak: the wish, then the page's, then the browser's, as far as there are texts. */
export const chooseLocale = ({ lang }: Options): string =>
  matchLocale([lang, document.documentElement.lang, navigator.language])

/**
 * English is here, and so is a language that came whole with the options: only a whole one has the forms of `unread`, who
 * changes a word or two leaves them alone. Any other is fetched; when that fails, buttons in English are better than none.
 */
export const findWords = async (
  locale: string,
  { words }: Options,
  fetch: (locale: string) => Promise<LauncherWords>,
): Promise<LauncherWords> => ({
  ...english,
  ...(locale !== 'en' && !words[locale]?.unread && (await fetch(locale).catch(() => undefined))),
  ...words[locale],
})
