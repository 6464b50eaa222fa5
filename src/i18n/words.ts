import type launcher from './en/launcher.js'
import type asking from './en/asking.js'
import type callback from './en/callback.js'
import type waiting from './en/waiting.js'
import type elsewhere from './en/elsewhere.js'
import type form from './en/form.js'
import type chat from './en/chat.js'
import type sharing from './en/sharing.js'

/** Plural forms by CLDR category (`one`, `few`, `other`…). */
export type Plural = Record<string, string>
export type LauncherWords = typeof launcher
export type CallbackWords = typeof callback
export type ElsewhereWords = typeof elsewhere
export type FormWords = typeof form
export type AskingWords = typeof asking
export type WaitingWords = typeof waiting
export type SharingWords = typeof sharing
/** Words of the chat. With those of a language that comes as a file come those of rooms; the English ones are in the rooms. */
export type PanelWords = typeof chat & {
  form?: FormWords
  callback?: CallbackWords
  asking?: AskingWords
  waiting?: WaitingWords
  elsewhere?: ElsewhereWords
  sharing?: SharingWords
}
/** What a locale's chunk exports as default. */
export interface Locale {
  launcher: LauncherWords
  chat: PanelWords
}
