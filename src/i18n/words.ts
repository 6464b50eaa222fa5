import type launcher from './en/launcher.js'
import type asking from './en/asking.js'
import type call from './en/videocall.js'
import type callback from './en/callback.js'
import type waiting from './en/waiting.js'
import type elsewhere from './en/elsewhere.js'
import type form from './en/form.js'
import type chat from './en/chat.js'

/** Plural forms by CLDR category (`one`, `few`, `other`…). */
export type Plural = Record<string, string>
export type LauncherWords = typeof launcher
export type CallWords = typeof call
export type CallbackWords = typeof callback
export type ElsewhereWords = typeof elsewhere
export type FormWords = typeof form
export type AskingWords = typeof asking
export type WaitingWords = typeof waiting
/** Words of the chat. With those of a language that comes as a file come those of rooms; the English ones are in the rooms. */
export type PanelWords = typeof chat & {
  form?: FormWords
  callback?: CallbackWords
  asking?: AskingWords
  waiting?: WaitingWords
  elsewhere?: ElsewhereWords
  videocall?: CallWords
}
/** What a locale's chunk exports as default. */
export interface Locale {
  launcher: LauncherWords
  chat: PanelWords
}
