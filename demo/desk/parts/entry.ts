import type { Entry } from '../../../src/protocol/entities.js'
import { words } from '../words.js'
import type { IconName } from './Icon.js'

const icons: Partial<Record<string, IconName>> = {
  video: 'video',
  callback: 'callback',
  phone: 'phone',
  invitation: 'key',
}

/** The way a client came, in words; one of a later version stays as it is called. */
export const toEntry = (entry: Entry): string => (Object.hasOwn(words.entries, entry) ? words.entries[entry] : entry)

export const toEntryIcon = (entry: Entry): IconName => icons[entry] ?? 'webchat'
