import type launcher from './en/launcher.js'
import type asking from './en/asking.js'
import type call from './en/videocall.js'
import type callroom from './en/callroom.js'
import type callpage from './en/callpage.js'
import type calltab from './en/calltab.js'
import type beckon from './en/beckon.js'
import type callback from './en/callback.js'
import type called from './en/called.js'
import type waiting from './en/waiting.js'
import type elsewhere from './en/elsewhere.js'
import type files from './en/files.js'
import type filing from './en/filing.js'
import type form from './en/form.js'
import type letter from './en/letter.js'
import type chat from './en/chat.js'
import type sharing from './en/sharing.js'

/** Plural forms by CLDR category (`one`, `few`, `other`…). */
export type Plural = Record<string, string>
/** Words of the buttons; those with figures by the plural forms of their language. */
export type LauncherWords = typeof launcher
export type CallWords = typeof call
export type CallRoomWords = typeof callroom
export type CallPageWords = typeof callpage
export type CallTabWords = typeof calltab
export type BeckonWords = typeof beckon
export type CallbackWords = typeof callback
export type CalledWords = typeof called
export type ElsewhereWords = typeof elsewhere
export type FilesWords = typeof files
export type FilingWords = typeof filing
export type FormWords = typeof form
export type LetterWords = typeof letter
export type AskingWords = typeof asking
export type WaitingWords = typeof waiting
export type SharingWords = typeof sharing
/** Words of rooms: the English ones are in the rooms, those of any other language come with the room as a file of their own. */
export interface RoomWords {
  asking: AskingWords
  beckon: BeckonWords
  callback: CallbackWords
  called: CalledWords
  callpage: CallPageWords
  callroom: CallRoomWords
  calltab: CallTabWords
  elsewhere: ElsewhereWords
  files: FilesWords
  filing: FilingWords
  form: FormWords
  letter: LetterWords
  sharing: SharingWords
  videocall: CallWords
  waiting: WaitingWords
}
/** Words of the chat, and in another language than English those of the rooms that were entered. */
export type PanelWords = typeof chat & Partial<RoomWords>
/** What a locale's chunk exports as default. */
export interface Locale {
  launcher: LauncherWords
  chat: typeof chat
  rooms: { readonly [Room in keyof RoomWords]: () => Promise<{ default: RoomWords[Room] }> }
}
