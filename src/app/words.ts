import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { AppHost } from '../api/app.js'
import chat from '../i18n/en/chat.js'
import launcher from '../i18n/en/launcher.js'
import { matchLocale } from '../i18n/locales.js'
import type { LauncherWords, Locale, PanelWords, RoomWords } from '../i18n/words.js'
import { own } from '../protocol/own.js'
import { report } from './report.js'

type Fetch<T> = () => Promise<{ default: T }>
type Room = keyof RoomWords

const OTHERS = new Map<string, Fetch<Locale>>([['cs', () => import('../i18n/cs.js')]])

/** When a language does not come, English words are better than none; the next time asks again. */
const read = async <T>(fetch: Fetch<T> | undefined) =>
  (await fetch?.().catch((error: unknown) => report('warn', 'locale.load', String(error))))?.default

/** Words of the panels: English comes with the app and its rooms, every other language as chunks of its own. */
export const createWords = ({ options, doorbell }: AppHost) => {
  const locale = signal(options.lang ?? 'en')
  // What a language does not have, such as the words of a room, no page has for it.
  const panel = signal<PanelWords>(own(chat))
  const rooms = new Set<Room>()
  let turn = 0
  const load = async (tag = locale.value): Promise<{ launcher: LauncherWords; chat: PanelWords }> => {
    const other = await read(OTHERS.get(tag))
    if (!other) return { launcher, chat }
    const said = { ...other.chat } as Record<string, unknown>
    for (const room of rooms) said[room] = await read<unknown>(other.rooms[room])
    return { launcher: other.launcher, chat: said as PanelWords }
  }
  // The first paint brings only its own words: those that say how many are unread come now.
  const first = locale.value
  if (OTHERS.has(first)) void load().then(words => locale.value === first && doorbell.setWords(words.launcher, first))
  return {
    locale,
    /** What a rule says to who waits in the queue. */
    note: signal(''),
    /** Resolves once the panels, and `room` with them, speak the language of now. */
    load: async (room?: Room): Promise<ReadonlySignal<PanelWords>> => {
      if (room) rooms.add(room)
      const tag = locale.value
      const { chat } = await load()
      // Who changed the language meanwhile has brought the words of this room as well.
      if (tag === locale.value) panel.value = own(chat)
      return panel
    },
    set: async (wish: string) => {
      const tag = matchLocale([`${wish}`])
      if (!`${wish}`.toLowerCase().startsWith(tag)) report('warn', `no texts in “${wish}”, so it is English`)
      const mine = ++turn
      const words = await load(tag)
      // Another was chosen meanwhile.
      if (mine !== turn) return
      panel.value = own(words.chat)
      locale.value = tag
      doorbell.setWords(words.launcher, tag)
    },
  }
}

export type Spoken = ReturnType<typeof createWords>
