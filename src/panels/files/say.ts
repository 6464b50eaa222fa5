import { effect, untracked } from '@preact/signals'
import type { Upload, Uploads } from '../../core/uploads.js'
import english from '../../i18n/en/files.js'
import { fill, wordsOf } from '../../i18n/format.js'
import type { FilesWords } from '../../i18n/words.js'
import type { View } from '../chat/view.js'

/** Who has words of files, or none of its own. */
export interface Speaking {
  words: { files?: FilesWords }
}

export const wordsIn = ({ words }: Speaking): FilesWords => words.files ?? english

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

/** A byte too many is not “20 MB, the limit is 20 MB”. */
const roundUp = (bytes: number) => {
  const step = 1_000 ** Math.floor(Math.log10(Math.max(1, bytes)) / 3)
  return Math.ceil(bytes / step) * step
}

export const isWrong = ({ state }: Upload): boolean => state === 'stopped' || state === 'refused'

/** What is of the wrong kind or size stays so. */
export const mayRetry = ({ state, code }: Upload): boolean =>
  state === 'stopped' || (state === 'refused' && !/^(tooLarge|file\.(kind|pixels|broken|lost))$/.test(code ?? ''))

/** What is wrong with one, or how it stands. */
export const sayState = (words: FilesWords, locale: string, { state, code, limit, size, ratio }: Upload): string => {
  if (state === 'stopped') return fill(words.stopped, { size: saySize(locale, size * ratio) })
  if (state !== 'refused') return saySize(locale, size)
  if (code === 'tooLarge' && limit !== undefined)
    return fill(words.tooLarge, { size: saySize(locale, roundUp(size)), limit: saySize(locale, limit) })
  return wordsOf(words.refusals, code) ?? words.refused
}

/**
 * Says aloud that a file is on its way, and what is wrong with one; the log itself tells of those that were sent.
 * @param isAsked of those that a form asks for, or of those that become messages
 */
export const tellUploads = (view: View, uploads: Uploads, isAsked = false) => {
  const told = new Map<string, string>()
  return effect(() => {
    const items = uploads.items.value
    untracked(() => {
      for (const item of items) {
        const { id, name, state, place } = item
        if (told.get(id) === state || !place === isAsked) continue
        told.set(id, state)
        const words = wordsIn(view)
        if (isWrong(item)) view.live.alert(`${name}: ${sayState(words, view.locale.value, item)}`)
        else if (state === 'going') view.live.say(fill(words.sending, { name }))
      }
    })
  })
}
