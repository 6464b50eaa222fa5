import { anything, dictionary, flag, list, optional, record, text } from '../../src/protocol/parse.js'
import type { SettingChange, SettingTexts, SiteSettings } from './desk.js'

const texts = record<SettingTexts>({ name: text, version: text, values: dictionary(text) })

/** @throws {Malformed} */
export const parseSettings = record<SiteSettings>({
  widgets: list(texts),
  groups: list(texts),
  operators: list(record<SiteSettings['operators'][number]>({ id: text, name: text })),
  looks: flag,
})

/** As it was written: it is for people to read. @throws {Malformed} */
export const parsePerson = record<{ person: unknown }>({ person: anything })

/** @throws {Malformed} */
export const parseChange = record<SettingChange>({
  version: optional(text),
  faults: optional(
    list(record<NonNullable<SettingChange['faults']>[number]>({ name: text, text, at: optional(text) })),
  ),
})
