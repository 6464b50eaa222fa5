import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { AppHost } from '../api/app.js'
import chat from '../i18n/en/chat.js'
import launcher from '../i18n/en/launcher.js'
import { report } from './connect.js'
import { matchLocale } from '../i18n/locales.js'
import type { Locale, PanelWords } from '../i18n/words.js'
import { own } from '../protocol/own.js'

const OTHERS = new Map<string, () => Promise<{ default: Locale }>>([['cs', () => import('../i18n/cs.js')]])

/** Words of the panels: English comes with the app, every other language as a chunk of its own. */
export const createWords = ({ options, doorbell }: AppHost) => {
  const locale = signal(options.lang ?? 'en')
  // What a language does not have, such as the words of a room, no page has for it.
  const panel = signal<PanelWords>(own(chat))
  /** When a language does not come, English words are better than none; the next time asks again. */
  const load = async (tag = locale.value): Promise<Locale> => {
    const other = await OTHERS.get(tag)?.().catch((error: unknown) => report('warn', 'locale.load', String(error)))
    return other?.default ?? { launcher, chat }
  }
  // The first paint brings only its own words: those that say how many are unread come now.
  const first = locale.value
  if (OTHERS.has(first)) void load().then(words => locale.value === first && doorbell.setWords(words.launcher, first))
  return {
    locale,
    /** Resolves once the panels speak the language of now. */
    load: async (): Promise<ReadonlySignal<PanelWords>> => {
      panel.value = own((await load()).chat)
      return panel
    },
    set: async (wish: string) => {
      const tag = matchLocale([`${wish}`])
      if (!`${wish}`.toLowerCase().startsWith(tag)) report('warn', `no texts in “${wish}”, so it is English`)
      const words = await load(tag)
      panel.value = own(words.chat)
      locale.value = tag
      doorbell.setWords(words.launcher, tag)
    },
  }
}

export type Spoken = ReturnType<typeof createWords>
