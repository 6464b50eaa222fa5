import type { Upload } from '../../core/uploads.js'
import english from '../../i18n/en/files.js'
import { fill, wordsOf } from '../../i18n/format.js'
import type { FilesWords } from '../../i18n/words.js'
import type { View } from '../chat/view.js'

export const wordsIn = ({ words }: Pick<View, 'words'>): FilesWords => words.files ?? english

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte']

/** “1.2 MB”, in the language's own form. */
export const saySize = (locale: string, bytes: number): string => {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const size = bytes / 1_000 ** unit
  return new Intl.NumberFormat(locale, {
    __proto__: null,
    style: 'unit',
    unit: UNITS[unit],
    unitDisplay: 'short',
    maximumFractionDigits: unit > 1 && size < 10 ? 1 : 0,
  } as Intl.NumberFormatOptions).format(size)
}

/** What is wrong with one, or how it stands. */
export const sayState = (words: FilesWords, locale: string, { state, code, limit, size, ratio }: Upload): string => {
  if (state === 'stopped') return fill(words.stopped, { size: saySize(locale, size * ratio) })
  if (state !== 'refused') return saySize(locale, size)
  if (code === 'tooLarge' && limit !== undefined)
    return fill(words.tooLarge, { size: saySize(locale, size), limit: saySize(locale, limit) })
  return wordsOf(words.refusals, code) ?? words.refused
}
