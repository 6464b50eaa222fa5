import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { AppHost } from '../api/app.js'
import { matchLocale } from '../i18n/locales.js'
import type { Locale, PanelWords } from '../i18n/words.js'

const OTHERS: Record<string, () => Promise<{ default: Locale }>> = { cs: () => import('../i18n/cs.js') }

/** Words of the panels: English with their chunk, every other language as one of its own. */
export const createWords = ({ options, doorbell }: AppHost) => {
  const locale = signal(options.lang ?? 'en')
  const panel = signal<PanelWords | undefined>(undefined)
  const load = async (tag: string) => {
    const other = await OTHERS[tag]?.()
    panel.value = other?.default.chat ?? (await import('../i18n/en/chat.js')).default
    return panel as ReadonlySignal<PanelWords>
  }
  return {
    locale,
    load: () => load(locale.value),
    set: async (wish: string) => {
      const tag = matchLocale([wish])
      const launcher = (await OTHERS[tag]?.())?.default.launcher ?? (await import('../i18n/en/launcher.js')).default
      if (panel.value) await load(tag)
      locale.value = tag
      doorbell.setWords(launcher, tag)
    },
  }
}

export type Spoken = ReturnType<typeof createWords>
