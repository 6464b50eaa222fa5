import type { Entry } from '../../../src/protocol/entities.js'
import type { Client } from '../../protocol/desk.js'
import { words } from '../words.js'
import type { IconName } from './Icon.js'

const icons: Partial<Record<string, IconName>> = {
  video: 'video',
  callback: 'callback',
  phone: 'phone',
  invitation: 'key',
  ...{ messenger: 'messenger', whatsapp: 'messenger', apple: 'messenger', vk: 'messenger' },
  ...{ telegram: 'messenger', viber: 'messenger', line: 'messenger' },
}

/** The way a client came, in words; one of a later version stays as it is called. */
export const toEntry = (entry: Entry, client?: Client): string => {
  // A messenger that has no mark of its own has at least its name.
  if (entry === 'messenger' && client?.channel !== undefined) return toChannel(client.channel)
  return Object.hasOwn(words.entries, entry) ? words.entries[entry] : entry
}

/** The name of a messenger; one that we have no word for stays as it is called. */
export const toChannel = (channel: string): string =>
  Object.hasOwn(words.entries, channel) ? words.entries[channel as Entry] : channel

export const toEntryIcon = (entry: Entry): IconName => icons[entry] ?? 'webchat'
