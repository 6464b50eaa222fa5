import type launcher from './en/launcher.js'
import type chat from './en/chat.js'

/** Plural forms by CLDR category (`one`, `few`, `other`…). */
export type Plural = Record<string, string>
export type LauncherWords = typeof launcher
export type PanelWords = typeof chat
/** What a locale's chunk exports as default. */
export interface Locale {
  launcher: LauncherWords
  chat: PanelWords
}
